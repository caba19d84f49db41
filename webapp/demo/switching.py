"""Switching between the roles of the demonstration with one press."""

from dataclasses import dataclass

from flask import Blueprint, Flask, abort, current_app, redirect, url_for
from flask_babel import gettext as _
from flask_login import current_user, logout_user
from werkzeug.wrappers import Response

from webapp.accounts.queries import find_user
from webapp.accounts.sign_in import enter, is_demonstrated_here
from webapp.demo.people import LOGINS
from webapp.extensions import db
from webapp.permissions import Role, public

pages = Blueprint("switching", __name__)


@dataclass(frozen=True, slots=True)
class DemoRole:
    """A role that one press leads to."""

    url: str
    label: str
    is_current: bool


@pages.post("/demo/<any(trainee, instructor, assessor, administrator, auditor):role>")
@public
def switch(role: str) -> Response:
    """Sign in as the demo person of a role; only on the machine that serves it."""
    if not is_demonstrated_here():
        abort(404)
    login = next(login for each, login, _name in LOGINS if each.value == role)
    user = find_user(db.session(), login)
    if user is None or not user.is_demo:
        abort(404)
    logout_user()
    enter(user)
    db.session.commit()
    return redirect(url_for("accounts.sign_in.home"), 303)


def demo_roles() -> list[DemoRole]:
    """List the roles for the banner; none outside a demonstration."""
    if not current_app.config["DEMO"]:
        return []
    words = {
        Role.TRAINEE: _("學員"),
        Role.INSTRUCTOR: _("講師"),
        Role.ASSESSOR: _("評量者"),
        Role.ADMINISTRATOR: _("管理者"),
        Role.AUDITOR: _("稽核"),
    }
    now_acting = current_user.role_set if current_user.is_authenticated else frozenset()
    return [
        DemoRole(url_for("demo.switching.switch", role=role.value), words[role], role in now_acting)
        for role, _login, _name in LOGINS
    ]


def register(app: Flask) -> None:
    """Give templates the banner's roles."""
    app.add_template_global(demo_roles)
