"""Logins: who may sign in, and as what."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response
from wtforms import SelectMultipleField, StringField
from wtforms.validators import InputRequired, Length, Regexp
from wtforms.widgets import CheckboxInput

from curriculum.errors import DomainError
from webapp.accounts.commands import (
    add_user,
    become_trainee,
    change_password,
    change_roles,
    set_enabled,
)
from webapp.accounts.models import User
from webapp.accounts.passwords import random_password
from webapp.accounts.queries import count_by_role, get_user, list_cohorts_of, list_user_page
from webapp.accounts.words import DUTIES, ROLES
from webapp.audit.queries import list_entries_about
from webapp.audit.recording import record_own_act
from webapp.clock import now
from webapp.extensions import db
from webapp.kit.choices import choices
from webapp.kit.language import in_language
from webapp.kit.listing import Listing
from webapp.permissions import Role, requires

pages = Blueprint("users", __name__, url_prefix="/users")

LONGEST_SEARCH = 100
Page = str | tuple[str, int]


class RolesForm(FlaskForm):
    """The roles of a login."""

    roles = SelectMultipleField(
        _l("角色"),
        [InputRequired(_l("選至少一個角色"))],
        choices=choices(ROLES.items()),
        option_widget=CheckboxInput(),
    )

    def chosen(self) -> list[Role]:
        """Return the roles that were ticked."""
        return [Role(role) for role in self.roles.data or ()]


class UserForm(RolesForm):
    """A new login."""

    name = StringField(
        _l("姓名"), [InputRequired(_l("填寫姓名")), Length(max=60, message=_l("姓名最多 60 個字"))]
    )
    login = StringField(
        _l("帳號"),
        [
            InputRequired(_l("填寫帳號")),
            Length(max=60, message=_l("帳號最多 60 個字")),
            Regexp(r"^[\w.@+-]+$", message=_l("帳號只能用文字、數字和 . @ + - _")),
        ],
    )


@pages.get("")
@requires(Role.ADMINISTRATOR)
def index() -> str:
    """List the logins."""
    role = next((role for role in Role if role == request.args.get("role")), None)
    text = request.args.get("q", "").strip()[:LONGEST_SEARCH]
    session = db.session()
    page = list_user_page(session, after=request.args.get("after", ""), role=role, text=text)
    following = url_for(".index", after=page.after, role=role, q=text or None)
    return render_template(
        "administrator/users/index.html",
        listing=Listing(page.users, next_url=following if page.after else None),
        counts=count_by_role(session),
        role=role,
        text=text,
        words=ROLES,
    )


@pages.get("/add")
@requires(Role.ADMINISTRATOR)
def add() -> str:
    """Ask for a new login."""
    return _add_page(UserForm())


@pages.post("/add")
@requires(Role.ADMINISTRATOR)
def create() -> Page:
    """Add a login and show its password, this once: it is kept nowhere, so no redirect."""
    form = UserForm()
    if not form.validate_on_submit():
        return _add_page(form), 422
    password = random_password()
    try:
        user = add_user(
            db.session(),
            login=str(form.login.data),
            name=str(form.name.data),
            password=password,
            roles=form.chosen(),
            now=now(),
        )
        become_trainee(db.session(), user=user, now=now())
    except DomainError as error:
        db.session.rollback()
        return _add_page(form, in_language(error.wording)), 422
    record_own_act("user.add", "user", user.login, roles=sorted(user.role_set))
    db.session.commit()
    return _password_page(user, password)


@pages.get("/<public_id>")
@requires(Role.ADMINISTRATOR)
def edit(public_id: str) -> str:
    """Show one login."""
    user = get_user(db.session(), public_id)
    return _edit_page(user, RolesForm(roles=sorted(user.role_set)))


@pages.post("/<public_id>/roles")
@requires(Role.ADMINISTRATOR)
def set_roles(public_id: str) -> Page | Response:
    """Change what a login may act as."""
    form = RolesForm()
    user = get_user(db.session(), public_id)
    if not form.validate_on_submit():
        return _edit_page(user, form), 422
    before = sorted(user.role_set)
    try:
        change_roles(db.session(), user=user, roles=form.chosen())
        become_trainee(db.session(), user=user, now=now())
    except DomainError as error:
        db.session.rollback()
        return _edit_page(user, form, in_language(error.wording)), 422
    record_own_act(
        "user.change_roles", "user", user.login, before=before, after=sorted(user.role_set)
    )
    db.session.commit()
    flash(_("%(name)s 的角色已改好。", name=user.name))
    if user.id == current_user.id:
        return redirect(url_for("accounts.sign_in.home"))
    return redirect(url_for(".edit", public_id=user.public_id))


@pages.post("/<public_id>/password")
@requires(Role.ADMINISTRATOR)
def reset_password(public_id: str) -> str | Response:
    """Give a login a new password and show it, this once."""
    user = get_user(db.session(), public_id)
    if user.id == current_user.id:
        return redirect(url_for("accounts.my_account.show"))
    password = random_password()
    change_password(db.session(), user=user, password=password)
    record_own_act("user.reset_password", "user", user.login)
    db.session.commit()
    return _password_page(user, password)


@pages.post("/<public_id>/enabled")
@requires(Role.ADMINISTRATOR)
def enable(public_id: str) -> Page | Response:
    """Let a login in, or keep it out."""
    user = get_user(db.session(), public_id)
    is_enabled = request.form.get("is_enabled") == "1"
    try:
        set_enabled(db.session(), user=user, is_enabled=is_enabled)
    except DomainError as error:
        db.session.rollback()
        form = RolesForm(formdata=None, roles=sorted(user.role_set))
        return _edit_page(user, form, in_language(error.wording)), 422
    record_own_act("user.set_enabled", "user", user.login, is_enabled=is_enabled)
    db.session.commit()
    flash(
        _("%(name)s 可以登入了。", name=user.name)
        if is_enabled
        else _("已停用，下一個動作就會登出。")
    )
    if user.id == current_user.id:
        return redirect(url_for("accounts.sign_in.home"))
    return redirect(url_for(".edit", public_id=user.public_id))


def _add_page(form: UserForm, message: str = "") -> str:
    return render_template(
        "administrator/users/add.html", form=form, message=message, duties=_duties()
    )


def _edit_page(user: User, form: RolesForm, message: str = "") -> str:
    session = db.session()
    return render_template(
        "administrator/users/edit.html",
        user=user,
        form=form,
        message=message,
        duties=_duties(),
        cohorts=list_cohorts_of(session, user),
        trail=list_entries_about(session, kind="user", subject=user.login),
    )


def _duties() -> dict[str, str]:
    return {role.value: str(words) for role, words in DUTIES.items()}


def _password_page(user: User, password: str) -> str:
    return render_template(
        "administrator/users/password.html", user=user, rows=[(user.name, user.login, password)]
    )
