"""V19: a session is worth what the server says now, and nothing once it is over."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from tests.security.conftest import PASSWORD
from webapp.accounts.commands import change_roles
from webapp.accounts.models import LoginSession, User
from webapp.accounts.sessions import LIFETIME
from webapp.clock import now
from webapp.permissions import Role


@pytest.fixture
def trainee(browser):
    return browser("trainee")


def replayed(app, cookie):
    """Return a browser that has only this cookie."""
    browser = app.test_client()
    browser.set_cookie("session", cookie)
    return browser


def is_signed_in(browser) -> bool:
    return browser.get("/account").status_code == 200


def test_a_session_known_before_signing_in_is_worth_nothing(app, world, browser):
    """Session fixation: the name changes at sign-in, and the old one is forgotten."""
    stranger = browser(None)
    stranger.post("/language", data={"language": "en"})
    planted = stranger.get_cookie("session").value
    stranger.post("/sign-in", data={"login": "trainee", "password": PASSWORD})
    assert stranger.get_cookie("session").value != planted
    assert is_signed_in(stranger)
    assert not is_signed_in(replayed(app, planted))


def test_a_name_that_the_server_never_gave_is_not_taken_up(app, world, browser):
    chosen = "chosen-by-somebody-else"
    victim = replayed(app, chosen)
    victim.post("/sign-in", data={"login": "trainee", "password": PASSWORD})
    assert victim.get_cookie("session").value != chosen
    assert not is_signed_in(replayed(app, chosen))


def test_after_signing_out_the_cookie_opens_nothing(app, trainee):
    cookie = trainee.get_cookie("session").value
    assert is_signed_in(replayed(app, cookie))
    trainee.post("/sign-out")
    assert not is_signed_in(replayed(app, cookie))
    assert (
        replayed(app, cookie).get("/account", headers={"Accept": "application/json"}).status_code
        == 401
    )


def test_a_new_password_ends_every_other_session(app, world, browser, trainee):
    elsewhere = app.test_client()
    elsewhere.post("/sign-in", data={"login": "trainee", "password": PASSWORD})
    new = "another long password"
    form = {"old": PASSWORD, "new": new, "again": new}
    before = trainee.get_cookie("session").value
    assert trainee.post("/account/password", data=form).status_code == 302
    assert is_signed_in(trainee)
    assert trainee.get_cookie("session").value != before
    assert not is_signed_in(elsewhere)
    assert not is_signed_in(replayed(app, before))


def test_a_disabled_login_is_out_at_its_next_request(session, world, browser, trainee):
    assert is_signed_in(trainee)
    login = world.users["trainee"].public_id
    browser("administrator").post(f"/administrator/users/{login}/enabled", data={"enabled": ""})
    assert session.scalar(select(User.is_enabled).where(User.public_id == login)) is False
    assert not is_signed_in(trainee)


def test_a_role_taken_away_is_gone_at_the_next_request(session, world, browser):
    instructor = browser("instructor")
    assert instructor.get("/instructor/items").status_code == 200
    user = session.scalars(select(User).where(User.login == "instructor")).unique().one()
    change_roles(session, user=user, roles=[Role.ASSESSOR])
    session.commit()
    assert instructor.get("/instructor/items").status_code == 403
    assert is_signed_in(instructor)


def test_a_session_ends_after_twelve_hours_without_a_request(session, trainee):
    over = now() - timedelta(seconds=1)
    session.execute(update(LoginSession).values(expires_at=over))
    session.commit()
    assert not is_signed_in(trainee)
    assert timedelta(hours=12) >= LIFETIME


def test_an_answer_is_refused_with_401_when_the_session_is_over(session, world, trainee):
    """The page keeps the answer and asks to sign in; it must not get a page instead."""
    session.execute(update(LoginSession).values(expires_at=now()))
    session.commit()
    answer = trainee.put(f"/attempts/{world.ids['attempt']['a']}/1", json={"seq": 1})
    assert answer.status_code == 401
    assert answer.is_json


def test_the_database_holds_no_name_that_opens_a_session(session, trainee):
    cookie = trainee.get_cookie("session").value
    kept = session.scalars(select(LoginSession.id)).all()
    assert cookie not in kept
    assert cookie not in repr(session.scalars(select(LoginSession.content)).all())
