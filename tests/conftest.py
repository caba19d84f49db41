import os
from pathlib import Path

import pytest
from flask import g
from flask_migrate import upgrade
from sqlalchemy.orm import Session, scoped_session, sessionmaker

from tests.browsing import (  # noqa: F401 (fixtures)
    chromium,
    demonstration,
    demonstration_instance,
    made_demonstration,
    playwright,
)
from tests.databases import database_address
from tests.factories.people import add_login
from webapp import create_app
from webapp.extensions import db
from webapp.permissions import Role
from webapp.settings import Settings

CHEAP_HASHING = {"time_cost": 1, "memory_cost": 8, "parallelism": 1}
SHARED = Path(__file__).parent.parent.parent / "shared"


def pytest_addoption(parser):
    parser.addoption("--pictures", action="store_true", help="write docs/pictures")
    parser.addoption("--faults", choices=["short", "long"], default="short")
    parser.addoption("--database", choices=["sqlite", "postgres"], default="sqlite")


def pytest_collection_modifyitems(items):
    for item in items:
        if "connection" in getattr(item, "fixturenames", ()):
            item.add_marker("database")
        if "chromium" in getattr(item, "fixturenames", ()):
            item.add_marker("browser")


@pytest.fixture(scope="session")
def shared():
    """The folder of reference documents beside the project; tests that read it need it."""
    if not SHARED.exists():
        pytest.skip("the reference documents are not beside the project")
    return SHARED


@pytest.fixture(scope="session")
def settings(tmp_path_factory, request):
    folder = tmp_path_factory.mktemp("instance")
    with database_address(request.config.getoption("--database"), folder) as address:
        yield Settings(
            database_url=address,
            secret_key="only for tests",
            instance=folder,
            is_demo=True,
            is_testing=True,
            password_cost=CHEAP_HASHING,
        )


@pytest.fixture(scope="session")
def app(settings):
    app = create_app(settings)
    with app.app_context():
        upgrade()
        db.engine.dispose()
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def connection(app):
    """One connection, with a transaction that is rolled back at the end of the test."""
    with app.app_context():
        engine = db.engine
    with engine.connect() as connection:
        transaction = connection.begin()
        yield connection
        transaction.rollback()


@pytest.fixture
def session(connection):
    """The test's own session; what it commits, the pages see."""
    with Session(
        bind=connection, join_transaction_mode="create_savepoint", expire_on_commit=False
    ) as session:
        yield session


@pytest.fixture
def client(app, connection, monkeypatch):
    """A browser without a person; every request has a session of its own, as in production."""
    per_request = sessionmaker(
        bind=connection, join_transaction_mode="create_savepoint", expire_on_commit=False
    )
    monkeypatch.setattr(
        db, "session", scoped_session(per_request, scopefunc=lambda: id(g._get_current_object()))
    )
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", False)  # noqa: FBT003
    return app.test_client()


@pytest.fixture
def sign_in(app, client, session):
    """Sign the browser in as a person with these roles; return the login."""

    def enter(*roles: Role, **fields):
        with app.app_context():
            user, password = add_login(session, roles, **fields)
        session.commit()
        client.post("/sign-out")
        answer = client.post("/sign-in", data={"login": user.login, "password": password})
        assert answer.status_code == 302
        return user

    return enter


def pytest_configure(config):
    if os.environ.get("CI") == "true":
        config.option.tbstyle = "short"
