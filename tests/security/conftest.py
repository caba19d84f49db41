from datetime import UTC, datetime

import pytest

from tests.factories.world import make_world

PASSWORD = "a long enough password"


@pytest.fixture
def world(app, session):
    with app.app_context():
        return make_world(session)


@pytest.fixture
def browser(app, client, world, monkeypatch):
    """Return the browser in which a person of the world is signed in; None is a stranger.

    What breaks is answered by the page for it, as in production.
    """
    monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", value=False)
    browsers = {}

    def of(name: str | None):
        if name not in browsers:
            browsers[name] = app.test_client()
            if name is not None:
                login = world.users[name].login
                fields = {"login": login, "password": PASSWORD}
                assert browsers[name].post("/sign-in", data=fields).status_code == 302
        return browsers[name]

    return of


class ServerClock(datetime):
    """The server's clock, standing still where the test puts it."""

    at: datetime

    @classmethod
    def now(cls, tz=None):
        return cls.at.astimezone(tz)


@pytest.fixture
def clock(monkeypatch):
    """Stop the only clock that the server reads; `clock.at` is what it shows."""
    ServerClock.at = datetime.now(UTC)  # noqa: TID251
    monkeypatch.setattr("webapp.clock.datetime", ServerClock)
    return ServerClock
