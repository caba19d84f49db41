"""Signing in, signing out, choosing the language."""

from urllib.parse import urlsplit

from flask import Blueprint, current_app, redirect, render_template, request, session, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user, login_user, logout_user
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response
from wtforms import PasswordField, StringField
from wtforms.validators import InputRequired, Length

from webapp.accounts.models import User
from webapp.accounts.passwords import is_right_password
from webapp.accounts.queries import find_user
from webapp.accounts.throttling import (
    count_failure,
    forget_failures,
    is_blocked,
    sign_in_limits,
)
from webapp.audit.commands import record_act
from webapp.clock import now
from webapp.extensions import db
from webapp.kit.language import LANGUAGES
from webapp.kit.loopback import is_loopback
from webapp.kit.menu import home_endpoint
from webapp.permissions import public

pages = Blueprint("sign_in", __name__)


class SignInForm(FlaskForm):
    """Login and password."""

    login = StringField(_l("帳號"), [InputRequired(_l("填寫帳號")), Length(max=120)])
    password = PasswordField(_l("密碼"), [InputRequired(_l("填寫密碼")), Length(max=200)])


@pages.get("/sign-in")
@public
def show() -> str | Response:
    """Ask who is there."""
    if current_user.is_authenticated:
        return redirect(url_for("accounts.sign_in.home"))
    return render_template("accounts/sign_in/show.html", form=SignInForm())


@pages.post("/sign-in")
@public
def submit() -> str | Response | tuple[str, int]:
    """Sign a person in, or say only that login and password do not fit."""
    form = SignInForm()
    if not form.validate_on_submit():
        return render_template("accounts/sign_in/show.html", form=form), 422
    login = str(form.login.data).strip().lower()
    limits = sign_in_limits(login, request.remote_addr or "")
    database = db.session()
    if is_blocked(database, limits, now=now()):
        message = _("試了太多次。15 分鐘後再試，或聯絡管理者。")
        return render_template("accounts/sign_in/show.html", form=form, message=message), 429
    user = find_user(database, login)
    is_right = is_right_password(user.password_hash if user else None, str(form.password.data))
    if user is None or not is_right or not _may_enter(user):
        count_failure(database, limits, now=now())
        _record("session.refuse", login, ())
        db.session.commit()
        message = _("帳號或密碼不對。")
        return render_template("accounts/sign_in/show.html", form=form, message=message), 422
    forget_failures(database, login=login)
    enter(user)
    db.session.commit()
    return redirect(_same_origin(request.args.get("next")) or url_for("accounts.sign_in.home"))


def _may_enter(user: User) -> bool:
    return user.is_enabled and (not user.is_demo or is_demonstrated_here())


def is_demonstrated_here() -> bool:
    """Tell whether demo accounts may be used: by the machine that serves them, however bound."""
    return bool(current_app.config["DEMO"]) and is_loopback(request.remote_addr or "")


def enter(user: User) -> None:
    """Begin a session of this person under a new name, and record it."""
    session.rotate()  # type: ignore[attr-defined]
    login_user(user)
    _record("session.begin", user.login, user.role_set)


def _record(action: str, login: str, roles: frozenset[str] | tuple[str, ...]) -> None:
    record_act(
        db.session(),
        actor=login,
        roles=roles,
        action=action,
        subject_kind="user",
        subject=login,
        now=now(),
    )


def _same_origin(target: str | None) -> str | None:
    """Return the address only if it is a plain path of this site."""
    if not target or not target.startswith("/") or target[1:2] in {"/", "\\"}:
        return None
    parts = urlsplit(target)
    if parts.scheme or parts.netloc or any(ord(c) < 33 or c == "\\" for c in target):
        return None
    return target


@pages.post("/sign-out")
@public
def leave() -> Response:
    """Sign out: the session is deleted on the server."""
    if current_user.is_authenticated:
        _record("session.end", current_user.login, current_user.role_set)
        db.session.commit()
    logout_user()
    session.clear()
    session.rotate()  # type: ignore[attr-defined]
    response = redirect(url_for("accounts.sign_in.show"))
    response.headers["Clear-Site-Data"] = '"storage"'
    return response


@pages.post("/language")
@public
def choose_language() -> Response:
    """Speak the chosen language from now on."""
    chosen = request.form.get("language", "")
    if chosen in LANGUAGES:
        session["language"] = chosen
    return redirect(_same_origin(request.form.get("next")) or url_for("accounts.sign_in.home"))


@pages.get("/")
@public
def home() -> Response:
    """Go to the first page of the person's foremost role."""
    if not current_user.is_authenticated:
        return redirect(url_for("accounts.sign_in.show"))
    return redirect(url_for(home_endpoint(current_user.role_set)))
