"""Server-side sessions: the cookie is a random name, everything else stays in the database."""

import secrets
from datetime import timedelta
from hashlib import sha256
from typing import Any

from flask import Flask, Request, Response, request
from flask.sessions import SessionInterface, SessionMixin
from sqlalchemy import bindparam, delete, select
from sqlalchemy.exc import OperationalError, SQLAlchemyError
from sqlalchemy.orm import Session, joinedload
from typing_extensions import override
from werkzeug.datastructures import CallbackDict

from webapp.accounts.models import LoginSession, User
from webapp.clock import now
from webapp.extensions import db

LIFETIME = timedelta(hours=12)  # without any request
ANONYMOUS_LIFETIME = timedelta(hours=2)
TOUCH_AFTER = timedelta(minutes=5)  # how exactly the last request is known
# the session and who is signed in with it, in one statement
BY_KEY = (
    select(LoginSession)
    .options(joinedload(LoginSession.user).joinedload(User.roles))
    .where(LoginSession.id == bindparam("key"))
)


def _key(token: str) -> str:
    return sha256(token.encode()).hexdigest()


class ServerSession(CallbackDict[str, Any], SessionMixin):
    """The session of one browser."""

    def __init__(self, content: dict[str, Any] | None = None, token: str | None = None) -> None:
        def changed(_: object) -> None:
            self.modified = True

        super().__init__(content, changed)
        self.token = token  # None until it is stored
        self.old_tokens: list[str] = []
        self.modified = False
        self.is_due_for_touch = False
        self.user: User | None = None  # who was signed in when the request came
        self.failure: SQLAlchemyError | None = None  # why it could not be read

    def rotate(self) -> None:
        """Give the session a new name, so that one known before sign-in is worth nothing."""
        if self.token:
            self.old_tokens.append(self.token)
        self.token = None
        self.modified = True


def _unread(error: SQLAlchemyError) -> ServerSession:
    """Return an empty session that says why: whoever is signed in must not look signed out."""
    session = ServerSession()
    session.failure = error
    return session


class DatabaseSessions(SessionInterface):
    """Keeps sessions in the database; a session that holds nothing is not stored."""

    @override
    def open_session(self, app: Flask, request: Request) -> ServerSession:
        token = request.cookies.get(self.get_cookie_name(app))
        if not token:
            return ServerSession()
        try:
            row = db.session.scalars(BY_KEY, {"key": _key(token)}).unique().one_or_none()
        except SQLAlchemyError as error:
            return _unread(error)
        moment = now()
        if row is None or row.expires_at <= moment:
            return ServerSession()
        found = ServerSession(row.content, token)
        found.is_due_for_touch = moment - row.seen_at > TOUCH_AFTER
        found.user = row.user
        return found

    @override
    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        if request.endpoint != "static":  # browsers keep those through a change of session
            response.vary.add("Cookie")
        if not isinstance(session, ServerSession):
            raise TypeError(session)
        if not (session.modified or session.is_due_for_touch):
            return
        try:
            self._write(session)
        except OperationalError:
            if session.modified:
                raise
            db.session.rollback()  # who only reads goes on where nothing can be written
            app.logger.warning("a session could not be renewed", exc_info=True)
            return
        self._send_cookie(app, session, response)

    def _write(self, session: ServerSession) -> None:
        db.session.rollback()
        database = db.session()
        database.connection(execution_options={"reads_only": False})
        for token in session.old_tokens:
            database.execute(delete(LoginSession).where(LoginSession.id == _key(token)))
        if session:
            self._store(database, session)
        elif session.token:
            database.execute(delete(LoginSession).where(LoginSession.id == _key(session.token)))
        database.commit()

    def _store(self, database: Session, session: ServerSession) -> None:
        session.token = session.token or secrets.token_urlsafe(32)
        moment = now()
        user_id = session.get("_user_id")
        row = database.get(LoginSession, _key(session.token))
        if row is None:
            row = LoginSession(id=_key(session.token), created_at=moment)
            database.add(row)
        row.content = dict(session)
        row.user_id = int(user_id) if user_id else None
        row.seen_at = moment
        row.expires_at = moment + (LIFETIME if user_id else ANONYMOUS_LIFETIME)

    def _send_cookie(self, app: Flask, session: ServerSession, response: Response) -> None:
        name, path = self.get_cookie_name(app), self.get_cookie_path(app)
        if not session:
            response.delete_cookie(name, path=path)
            return
        response.set_cookie(
            name,
            str(session.token),
            path=path,
            secure=self.get_cookie_secure(app),
            httponly=True,
            samesite="Lax",
            max_age=int(LIFETIME.total_seconds()) if session.get("_user_id") else None,
        )
