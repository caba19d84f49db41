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
