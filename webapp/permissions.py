"""Who may call which page: everything is denied that no page module allows."""

from collections.abc import Callable
from enum import StrEnum
from typing import TypeVar, cast

from flask import Flask, abort, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from webapp.extensions import login_manager

View = TypeVar("View", bound=Callable[..., object])


class Role(StrEnum):
    """What a signed-in person may act as."""

    TRAINEE = "trainee"
    INSTRUCTOR = "instructor"
    ASSESSOR = "assessor"
    ADMINISTRATOR = "administrator"
    AUDITOR = "auditor"


EVERY_ROLE = tuple(Role)
PUBLIC_ENDPOINTS = {"static"}
_MARK = "permitted_roles"


class UnmarkedViewError(RuntimeError):
    """A page was registered that does not say who may call it."""


def requires(*roles: Role) -> Callable[[View], View]:
    """Mark a page as open to people with any of these roles."""

    def mark(view: View) -> View:
        setattr(view, _MARK, frozenset(roles))
        return view

    return mark


def public(view: View) -> View:
    """Mark a page as open to everybody, signed in or not."""
    setattr(view, _MARK, None)
    return view


def permitted_roles(app: Flask, endpoint: str) -> frozenset[Role] | None:
    """Return the roles that may call an endpoint; None means everybody."""
    if endpoint in PUBLIC_ENDPOINTS:
        return None
    view = app.view_functions[endpoint]
    if not hasattr(view, _MARK):
        raise UnmarkedViewError(endpoint)
    roles: frozenset[Role] | None = getattr(view, _MARK)
    return roles


def register(app: Flask) -> None:
    """Check every request against the mark of its page; refuse to start with an unmarked one."""
    for endpoint in app.view_functions:
        permitted_roles(app, endpoint)

    @app.before_request
    def require_permission() -> ResponseReturnValue | None:
        if request.endpoint is None:
            return None
        roles = permitted_roles(app, request.endpoint)
        if roles is None:
            return None
        if not current_user.is_authenticated:
            return cast("ResponseReturnValue", login_manager.unauthorized())
        if not roles & current_user.role_set:
            abort(403)
        return None
