"""Which HTTP status answers which error, and the page that says it."""

from flask import Flask, jsonify, render_template, request
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from werkzeug.exceptions import HTTPException, InternalServerError
from werkzeug.wrappers import Response

from curriculum.errors import (
    ConflictError,
    DomainError,
    InvalidError,
    NotAllowedError,
    NotFoundError,
)
from webapp.extensions import db
from webapp.kit.language import in_language
from webapp.outages import NO_SPACE, NOT_NOW, data_folders, status_of_outage

STATUS: dict[type[DomainError], int] = {
    NotFoundError: 404,
    NotAllowedError: 403,
    ConflictError: 409,
    InvalidError: 422,
}
PAGES = {400, 401, 403, 404, 409, 413, 422, 429, 500, 503, 507}
SECONDS_TO_WAIT = 2  # before a request that came at a bad moment is sent again

Answer = tuple[str | Response, int] | tuple[str | Response, int, dict[str, str]]


def status_of(error: DomainError) -> int:
    """Return the HTTP status for a domain error."""
    return next(status for kind, status in STATUS.items() if isinstance(error, kind))


def _answer(status: int, message: str | None = None) -> tuple[str | Response, int]:
    """Answer in the form that was asked for, after giving up what the request had changed."""
    db.session.rollback()
    if request.is_json or request.accept_mimetypes.best == "application/json":
        return jsonify(error=status, message=message), status
    page = status if status in PAGES else 500 if status >= 500 else 400
    return render_template(f"errors/{page}.html", message=message), status


def register(app: Flask) -> None:
    """Answer every error in one way."""

    @app.errorhandler(DomainError)
    def answer_domain(error: DomainError) -> tuple[str | Response, int]:
        return _answer(status_of(error), in_language(error.wording))

    @app.errorhandler(CSRFError)
    def answer_csrf(_error: CSRFError) -> tuple[str | Response, int]:
        return _answer(400)

    @app.errorhandler(HTTPException)
    def answer_http(error: HTTPException) -> tuple[str | Response, int] | HTTPException:
        code = error.code or 500
        return error if code < 400 else _answer(code)

    @app.errorhandler(OperationalError)
    @app.errorhandler(InterfaceError)
    @app.errorhandler(PoolTimeoutError)
    def answer_outage(error: Exception) -> Answer:
        app.logger.error("database error", exc_info=error)
        return _answer_outage(error)

    @app.errorhandler(InternalServerError)
    def answer_unexpected(error: InternalServerError) -> Answer:
        return _answer_outage(error.original_exception)

    @app.teardown_appcontext
    def let_go(_error: BaseException | None) -> None:
        """Take no answer back for a connection that breaks once the answer is made."""
        try:
            db.session.rollback()
        except DBAPIError:
            app.logger.warning("a connection broke as it was let go", exc_info=True)


def _answer_outage(error: BaseException | None) -> Answer:
    """Say what the database could not do, and when to try again."""
    status = status_of_outage(error, data_folders())
    answer = _answer(status, _words_for_scripts(status))
    return (*answer, {"Retry-After": str(SECONDS_TO_WAIT)}) if status == NOT_NOW else answer


def _words_for_scripts(status: int) -> str | None:
    """Return what the player says of an answer that it keeps; a page has words of its own."""
    if request.method != "PUT":
        return None
    words = {
        NO_SPACE: _("伺服器空間不足，這題還沒存到伺服器，先留在這支手機。已通知管理者。"),
        NOT_NOW: _("伺服器暫時沒有回應，這題還沒存到伺服器。"),
    }
    return words.get(status)
