"""A person's own account: password, what happened with it."""

from flask import Blueprint, flash, redirect, render_template, session, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user, login_user
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response
from wtforms import PasswordField
from wtforms.validators import EqualTo, InputRequired, Length

from webapp.accounts.commands import change_password
from webapp.accounts.passwords import LONGEST, SHORTEST, is_right_password
from webapp.audit.queries import list_entries
from webapp.audit.recording import record_own_act
from webapp.extensions import db
from webapp.permissions import EVERY_ROLE, requires

pages = Blueprint("my_account", __name__)


class PasswordForm(FlaskForm):
    """The old password and the new one, twice."""

    old = PasswordField(_l("目前的密碼"), [InputRequired(_l("填寫目前的密碼"))])
    new = PasswordField(
        _l("新密碼"),
        [
            InputRequired(_l("填寫新密碼")),
            Length(min=SHORTEST, max=LONGEST, message=_l("密碼要有 10 到 128 個字元")),
        ],
    )
    again = PasswordField(_l("再輸入一次新密碼"), [EqualTo("new", _l("兩次輸入的新密碼不同"))])


@pages.get("/account")
@requires(*EVERY_ROLE)
def show() -> str:
    """Show the person's own account and its recent acts."""
    return _page(PasswordForm())


@pages.post("/account/password")
@requires(*EVERY_ROLE)
def set_password() -> str | Response | tuple[str, int]:
    """Change the person's own password; other devices are signed out."""
    form = PasswordForm()
    is_valid = form.validate_on_submit()
    if is_valid and not is_right_password(current_user.password_hash, str(form.old.data)):
        form.old.errors = [_("目前的密碼不對")]
        is_valid = False
    if not is_valid:
        return _page(form), 422
    user = current_user._get_current_object()  # noqa: SLF001 (Flask-Login's way to the row)
    change_password(db.session(), user=user, password=str(form.new.data))
    record_own_act("user.change_password", "user", user.login)
    db.session.commit()
    session.rotate()  # type: ignore[attr-defined]
    login_user(user)
    flash(_("密碼已改好，其他裝置已登出。"))
    return redirect(url_for("accounts.my_account.show"))


def _page(form: PasswordForm) -> str:
    trail = list_entries(db.session(), actor=current_user.login)
    return render_template("accounts/my_account/show.html", form=form, trail=trail)
