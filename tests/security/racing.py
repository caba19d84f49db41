"""An app with a database of its own, and many people who act on it at the same moment."""

import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from secrets import token_hex
from threading import Barrier

from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url
from sqlalchemy.orm import Session

from webapp import create_app
from webapp.extensions import db
from webapp.settings import Settings, _with_driver


@contextmanager
def racing_app(settings: Settings, migrated: Flask, folder: Path):
    """Yield an app whose commits are real, on the kind of database that the tests run on."""
    is_sqlite = settings.database_url.startswith("sqlite")
    make = _copied_file if is_sqlite else _fresh_database
    with make(settings, migrated, folder) as address:
        app = create_app(replace(settings, database_url=address))
        app.config["WTF_CSRF_ENABLED"] = False
        with app.app_context():
            if not is_sqlite:
                upgrade()
        yield app
        with app.app_context():
            db.engine.dispose()


@contextmanager
def _copied_file(settings: Settings, migrated: Flask, folder: Path):
    with migrated.app_context():
        db.engine.dispose()
    target = folder / "race.db"
    shutil.copy(settings.database_url.removeprefix("sqlite:///"), target)
    yield f"sqlite:///{target}"


@contextmanager
def _fresh_database(settings: Settings, migrated: Flask, folder: Path):
    name = f"race_{token_hex(6)}"
    address = make_url(_with_driver(settings.database_url))
    engine = create_engine(address, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    try:
        yield address.set(database=name).render_as_string(hide_password=False)
    finally:
        with engine.connect() as connection:
            connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
        engine.dispose()


def at_once(count: int, act: Callable[[int], object]) -> list[object]:
    """Let so many threads begin the same act together; return what each got."""
    gate = Barrier(count)

    def take_part(number: int) -> object:
        gate.wait(timeout=30)
        return act(number)

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(take_part, range(count)))


@contextmanager
def reading(app: Flask):
    """Yield a session that sees what was committed."""
    with app.app_context(), Session(db.engine) as session:
        yield session
