"""V18: guessing is slowed down, on every path that takes a secret, and tells nothing."""

import re

import pytest
from sqlalchemy import select

from tests.security.conftest import PASSWORD
from webapp.accounts.models import Throttle
from webapp.accounts.throttling import FAILURES_BY_ADDRESS, FAILURES_BY_LOGIN, WRONG_CERTIFICATES

TOKEN = re.compile(r'name="csrf(_|-)token"[^>]*')


@pytest.fixture
def stranger(browser):
    return browser(None)


def guess(browser, login, password=None):
    return browser.post("/sign-in", data={"login": login, "password": password or "not it"})


@pytest.mark.parametrize("login", ["trainee", "nobody"])
def test_a_login_is_blocked_after_ten_failures_known_or_not(world, stranger, login):
    answers = [guess(stranger, login).status_code for _ in range(FAILURES_BY_LOGIN)]
    assert set(answers) == {422}
    assert guess(stranger, login, PASSWORD).status_code == 429
    assert guess(stranger, login.upper(), PASSWORD).status_code == 429


def test_one_address_cannot_try_many_logins(world, stranger):
    for number in range(FAILURES_BY_ADDRESS):
        guess(stranger, f"somebody-{number}")
    assert guess(stranger, "trainee", PASSWORD).status_code == 429


def test_the_count_is_kept_in_the_database(session, world, stranger):
    guess(stranger, "trainee")
    kept = {row.key: row.failure_count for row in session.scalars(select(Throttle))}
    assert kept["login:trainee"] == 1


def test_known_and_unknown_logins_get_the_same_answer(world, stranger):
    guess(stranger, "somebody")  # the first one begins a session
    known, unknown = guess(stranger, "classmate"), guess(stranger, "nobodyyet")
    assert known.status_code == unknown.status_code
    assert list(known.headers.keys()) == list(unknown.headers.keys())
    assert TOKEN.sub("", known.text).replace("classmate", "nobodyyet") == TOKEN.sub(
        "", unknown.text
    )


def test_guessing_certificates_is_slowed_down(world, stranger):
    answers = [stranger.get(f"/c/{n:022}").status_code for n in range(WRONG_CERTIFICATES + 1)]
    assert set(answers[:-1]) == {404}
    assert answers[-1] == 429
