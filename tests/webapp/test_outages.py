"""What an error of the database means: 507 where no space is left, 503 where trying again helps."""

import sqlite3
from pathlib import Path

import psycopg
import pytest
from psycopg import errors as postgres_errors
from sqlalchemy import create_engine, text
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from webapp import outages
from webapp.extensions import db
from webapp.outages import status_of_outage

FOLDERS = (Path(__file__).parent,)


def sqlite_error(code):
    error = sqlite3.OperationalError("disk I/O error")
    error.sqlite_errorcode = code
    return OperationalError("", {}, error)


def postgres_error(state):
    kind = postgres_errors.lookup(state) if state else psycopg.OperationalError
    return OperationalError("", {}, kind("server closed the connection unexpectedly"))


@pytest.mark.parametrize(
    ("code", "status"),
    [
        (sqlite3.SQLITE_FULL, 507),  # ENOSPC
        (sqlite3.SQLITE_IOERR_WRITE, 507),  # EDQUOT, EFBIG
        (sqlite3.SQLITE_BUSY, 503),
        (sqlite3.SQLITE_BUSY_SNAPSHOT, 503),
        (sqlite3.SQLITE_LOCKED, 503),
        (sqlite3.SQLITE_IOERR_READ, 500),
        (sqlite3.SQLITE_IOERR_FSYNC, 500),
        (sqlite3.SQLITE_CANTOPEN, 500),
        (sqlite3.SQLITE_CORRUPT, 500),
        (sqlite3.SQLITE_ERROR, 500),
    ],
)
def test_an_error_of_sqlite_says_what_it_means(code, status):
    assert status_of_outage(sqlite_error(code), FOLDERS) == status


@pytest.mark.parametrize(
    "code",
    [
        sqlite3.SQLITE_CANTOPEN,  # the journal could not be made
        sqlite3.SQLITE_IOERR_FSYNC,
        sqlite3.SQLITE_IOERR_DIR_FSYNC,
        sqlite3.SQLITE_IOERR_SHMSIZE,
    ],
)
def test_where_nothing_is_left_of_the_disk_that_is_why(code, monkeypatch):
    monkeypatch.setattr(outages, "NEARLY_NOTHING", 1 << 62)
    assert status_of_outage(sqlite_error(code), FOLDERS) == 507


@pytest.mark.parametrize(
    ("state", "status"),
    [
        ("53100", 507),  # disk full
        ("53300", 503),  # too many connections
        ("57P01", 503),  # shut down by the administrator
        ("57P02", 503),  # crashed
        ("57P03", 503),  # starting
        ("08006", 503),  # connection failure
        ("40001", 503),  # serialization failure
        ("40P01", 503),  # deadlock
        (None, 503),  # refused, or closed in the middle
        ("42601", 500),  # syntax
        ("XX001", 500),  # damaged data
    ],
)
def test_an_error_of_postgres_says_what_it_means(state, status):
    assert status_of_outage(postgres_error(state), FOLDERS) == status


def test_the_first_of_two_errors_counts():
    """SQLite gives up a transaction that it could not write: its savepoints are gone too."""
    later = sqlite_error(sqlite3.SQLITE_ERROR)
    later.__context__ = sqlite_error(sqlite3.SQLITE_FULL)
    assert status_of_outage(later, FOLDERS) == 507


def test_a_pool_that_has_no_connection_left_is_a_matter_of_waiting():
    assert status_of_outage(PoolTimeoutError("QueuePool limit reached"), FOLDERS) == 503


@pytest.mark.parametrize("error", [None, RuntimeError("anything"), postgres_error("23505")])
def test_anything_else_is_a_fault_of_ours(error):
    assert status_of_outage(error, FOLDERS) == 500


def test_a_connection_that_breaks_as_it_is_let_go_takes_no_answer_back(app, monkeypatch):
    tried = []

    def break_off(connection):
        tried.append(connection)
        raise db.engine.dialect.loaded_dbapi.OperationalError("server closed the connection")

    with app.app_context():
        assert db.session.scalar(text("SELECT 1")) == 1
        monkeypatch.setattr(db.engine.dialect, "do_rollback", break_off)
    assert tried
    monkeypatch.undo()
    with app.app_context():
        assert db.session.scalar(text("SELECT 2")) == 2


def test_a_real_full_database_of_sqlite_is_known(tmp_path):
    engine = create_engine(f"sqlite:///{tmp_path}/small.db")
    with engine.connect() as connection:
        connection.execute(text("PRAGMA max_page_count = 4"))
        connection.execute(text("CREATE TABLE kept (content TEXT)"))
        with pytest.raises(DBAPIError) as raised:
            connection.execute(text("INSERT INTO kept VALUES (hex(zeroblob(65536)))"))
    engine.dispose()
    assert status_of_outage(raised.value, FOLDERS) == 507


def test_a_real_full_disk_of_postgres_is_known(connection):
    if connection.dialect.name != "postgresql":
        pytest.skip("of PostgreSQL")
    fill = "DO $$ BEGIN RAISE EXCEPTION 'could not extend file' USING ERRCODE = '53100'; END $$"
    with pytest.raises(OperationalError) as raised, connection.begin_nested():
        connection.execute(text(fill))
    assert status_of_outage(raised.value, FOLDERS) == 507
