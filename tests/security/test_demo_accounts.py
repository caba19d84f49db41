"""The accounts of the demonstration open nothing beyond the machine that serves it."""

import subprocess

import pytest
from sqlalchemy import update

from tests.journeys.serving import CALLBOARD, environment
from tests.security.conftest import PASSWORD
from webapp.accounts.models import User
from webapp.demo.people import LOGINS

HERE, ELSEWHERE = "127.0.0.1", "203.0.113.5"


@pytest.fixture
def enter(session, browser):
    """Let an account of the demonstration sign in from an address; return the status."""
    stranger = browser(None)
    session.execute(update(User).where(User.login == "trainee").values(is_demo=True))
    session.commit()

    def try_it(address):
        form = {"login": "trainee", "password": PASSWORD}
        origin = {"REMOTE_ADDR": address}
        return stranger.post("/sign-in", data=form, environ_base=origin).status_code

    return try_it


def test_a_demo_account_signs_in_on_the_machine_that_serves_it(enter):
    assert enter(HERE) == 302


def test_a_demo_account_is_refused_from_elsewhere(enter):
    assert enter(ELSEWHERE) == 422


def test_a_demo_account_is_refused_outside_of_a_demonstration(app, enter, monkeypatch):
    monkeypatch.setitem(app.config, "DEMO", value=False)
    assert enter(HERE) == 422


def test_nobody_switches_roles_from_elsewhere(world, browser):
    for role, _login, _name in LOGINS:
        answer = browser(None).post(f"/demo/{role}", environ_base={"REMOTE_ADDR": ELSEWHERE})
        assert answer.status_code == 404


@pytest.mark.parametrize("command", [["serve"], ["demo", "serve"]])
def test_a_demonstration_is_not_served_on_a_public_address(tmp_path, command):
    done = subprocess.run(
        [CALLBOARD, *command, "--host", "0.0.0.0"],  # noqa: S104 (that is what is refused)
        env=environment(tmp_path, CALLBOARD_DEMO="1"),
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 2
    assert "示範帳號只能在本機使用" in done.stderr
