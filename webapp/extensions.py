"""The Flask extensions, made here and bound in create_app."""

import sqlite3

from flask import has_request_context, request
from flask_babel import Babel
from flask_login import LoginManager
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import Connection, event
from sqlalchemy.engine import Engine
from sqlalchemy.pool import ConnectionPoolEntry

from curriculum.database import Base
from webapp.csrf import MaskedTokens

READING_METHODS = {"GET", "HEAD", "OPTIONS"}
WAL_IS_SAFE = (
    sqlite3.sqlite_version_info >= (3, 51, 3)
    or (3, 50, 7) <= sqlite3.sqlite_version_info < (3, 51, 0)
    or (3, 44, 6) <= sqlite3.sqlite_version_info < (3, 45, 0)
)

db = SQLAlchemy(model_class=Base, session_options={"expire_on_commit": False})
migrate = Migrate()
csrf = MaskedTokens()
babel = Babel()
login_manager = LoginManager()


@event.listens_for(Engine, "connect")
def prepare_sqlite(connection: object, _record: ConnectionPoolEntry) -> None:
    """Give every SQLite connection foreign keys, durable commits and explicit transactions."""
    if isinstance(connection, sqlite3.Connection):
        connection.isolation_level = None
        # its waiters are not served in turn: on a slow disk one of eight may wait for long
        connection.execute("PRAGMA busy_timeout=30000")
        connection.execute(f"PRAGMA journal_mode={'WAL' if WAL_IS_SAFE else 'DELETE'}")
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("PRAGMA foreign_keys=ON")
        connection.execute("PRAGMA cache_size=-8000")  # kB; a bank of items does not fit into 2 MB


@event.listens_for(Engine, "begin")
def begin_explicitly(connection: Connection) -> None:
    """Begin SQLite transactions ourselves: who may write takes the write lock at once.

    A transaction that reads first and asks for the lock later fails at once with BUSY.
    """
    if connection.dialect.name == "sqlite":
        reads_only = connection.get_execution_options().get("reads_only")
        if reads_only is None:
            reads_only = has_request_context() and request.method in READING_METHODS
        connection.exec_driver_sql("BEGIN" if reads_only else "BEGIN IMMEDIATE")
