"""Which HTTP status answers which error, and the page that says it."""

from flask import Flask, jsonify, render_template, request
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import OperationalError
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

STATUS: dict[type[DomainError], int] = {
    NotFoundError: 404,
    NotAllowedError: 403,
    ConflictError: 409,
    InvalidError: 422,
}
PAGES = {400, 401, 403, 404, 409, 413, 422, 429, 500, 507}


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
    def answer_full_disk(error: OperationalError) -> tuple[str | Response, int]:
        is_full = "disk is full" in str(error.orig) or "No space left" in str(error.orig)
        app.logger.error("database error", exc_info=error)
        return _answer(507 if is_full else 500)

    @app.errorhandler(InternalServerError)
    def answer_unexpected(_error: InternalServerError) -> tuple[str | Response, int]:
        return _answer(500)
