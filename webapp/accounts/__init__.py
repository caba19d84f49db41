"""Logins: signing in and out, and a person's own account."""

from flask import Flask, redirect, request, session, url_for
from sqlalchemy import select
from werkzeug.wrappers import Response

from webapp.accounts import my_account, sign_in
from webapp.accounts.models import User
from webapp.accounts.sessions import DatabaseSessions, ServerSession
from webapp.extensions import db, login_manager
from webapp.kit.area import area

PAGES = area("accounts", sign_in.pages, my_account.pages)


def register(app: Flask) -> None:
    """Bind sessions and logins to the application."""
    app.session_interface = DatabaseSessions()
    login_manager.session_protection = None  # sessions are on the server and rotate at sign-in
    login_manager.init_app(app)

    @app.before_request
    def refuse_without_session() -> None:
        failure = session.failure if isinstance(session, ServerSession) else None
        if failure is not None and request.endpoint != "static":
            raise failure

    @login_manager.user_loader
    def load_user(user_id: str) -> User | None:
        loaded = session.user if isinstance(session, ServerSession) else None
        if loaded is not None and loaded.id == int(user_id):
            return loaded if loaded.is_enabled else None
        wanted = select(User).where(User.id == int(user_id), User.is_enabled)
        return db.session.scalars(wanted).unique().one_or_none()

    @login_manager.unauthorized_handler
    def ask_to_sign_in() -> Response | tuple[dict[str, object], int]:
        if request.is_json or request.accept_mimetypes.best == "application/json":
            return {"error": 401}, 401
        back = request.full_path.rstrip("?") if request.method == "GET" else None
        return redirect(url_for("accounts.sign_in.show", next=back))
