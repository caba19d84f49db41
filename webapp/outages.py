"""What an error of the database means for whoever asked: no space, not now, or a fault of ours."""

import shutil
import sqlite3
from collections.abc import Iterable
from pathlib import Path

from flask import current_app
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from webapp.extensions import db

NO_SPACE = 507
NOT_NOW = 503
FAULT = 500

NEARLY_NOTHING = 1024 * 1024  # bytes; a journal cannot be written with less
# A write that was refused: ENOSPC is SQLITE_FULL, a quota or a limit on the file is IOERR_WRITE.
REFUSED_WRITES = {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_WRITE}
BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
# These say that no space is left only where none is left: a journal that cannot be made, an fsync
# that fails.
PERHAPS_NO_SPACE = {sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN}

POSTGRES_DISK_FULL = "53100"
POSTGRES_NOT_NOW = {
    "40001",  # serialization failure
    "40P01",  # deadlock
    "53300",  # too many connections
    "55P03",  # a lock was not to be had
    "57P01",  # the server is being shut down
    "57P02",  # it crashed
    "57P03",  # it is starting
}
POSTGRES_CONNECTION = "08"  # the class of everything that goes wrong with a connection


def status_of_outage(error: BaseException | None, folders: Iterable[Path]) -> int:
    """Return 507 where the data's disk took no more, 503 where trying again helps, else 500.

    The first error counts: SQLite gives up a transaction that it could not write, so that going
    back to a savepoint of it then fails as well.
    """
    while error is not None:
        status = _status(error, folders)
        if status != FAULT:
            return status
        error = error.__context__
    return FAULT


def _status(error: BaseException, folders: Iterable[Path]) -> int:
    if isinstance(error, PoolTimeoutError):
        return NOT_NOW
    if not isinstance(error, DBAPIError):
        return FAULT
    if isinstance(error.orig, sqlite3.Error):
        return _sqlite_status(getattr(error.orig, "sqlite_errorcode", 0), folders)
    return _postgres_status(error)


def data_folders() -> list[Path]:
    """Return the folders on whose disks the platform writes."""
    folders: list[Path] = [current_app.config["INSTANCE"]]
    url = db.engine.url
    if url.get_backend_name() == "sqlite" and url.database:
        folders.append(Path(url.database).parent)
    return folders


def free_space(folders: Iterable[Path]) -> int:
    """Return the bytes that are free on the fullest of the disks on which these folders lie."""
    return min(shutil.disk_usage(folder).free for folder in folders)


def _sqlite_status(code: int, folders: Iterable[Path]) -> int:
    primary = code & 0xFF
    if code in REFUSED_WRITES:
        return NO_SPACE
    if primary in PERHAPS_NO_SPACE and free_space(folders) < NEARLY_NOTHING:
        return NO_SPACE
    return NOT_NOW if primary in BUSY else FAULT


def _postgres_status(error: DBAPIError) -> int:
    """Judge by SQLSTATE; a connection that is lost or refused comes without one."""
    state = getattr(error.orig, "sqlstate", None)
    if state is None:
        return NOT_NOW
    if state == POSTGRES_DISK_FULL:
        return NO_SPACE
    is_passing = state in POSTGRES_NOT_NOW or state.startswith(POSTGRES_CONNECTION)
    return NOT_NOW if is_passing else FAULT
