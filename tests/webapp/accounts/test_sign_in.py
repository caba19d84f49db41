import re

import pytest
from sqlalchemy import select

from tests.factories.people import add_login
from webapp.accounts.models import LoginSession
from webapp.accounts.throttling import FAILURES_BY_LOGIN
from webapp.permissions import Role


def test_a_person_signs_in_and_out(client, sign_in, session):
    user = sign_in(Role.AUDITOR)
    assert client.get("/account").status_code == 200
    assert client.post("/sign-out").status_code == 302
    assert client.get("/account").headers["Location"].startswith("/sign-in")
    assert not session.scalars(select(LoginSession).where(LoginSession.user_id == user.id)).all()


def test_a_wrong_password_and_an_unknown_login_get_the_same_answer(app, client, session):
    with app.app_context():
        user, _ = add_login(session, [Role.AUDITOR])
    session.commit()
    wrong = client.post("/sign-in", data={"login": user.login, "password": "not it"})
    unknown = client.post("/sign-in", data={"login": user.login + "x", "password": "not it"})
    assert wrong.status_code == unknown.status_code == 422
    assert _page(wrong).replace(user.login, "") == _page(unknown).replace(user.login + "x", "")


def _page(answer):
    """Return a page without its token, which carries the second of its making."""
    return re.sub(r'(name="csrf_token" value=)"[^"]+"', r"\1", answer.text)


def test_too_many_failures_block_even_the_right_password(app, client, session):
    with app.app_context():
        user, password = add_login(session, [Role.AUDITOR])
    session.commit()
    for _ in range(FAILURES_BY_LOGIN):
        client.post("/sign-in", data={"login": user.login, "password": "not it"})
    answer = client.post("/sign-in", data={"login": user.login, "password": password})
    assert answer.status_code == 429


def test_the_session_gets_a_new_name_at_sign_in(client, sign_in):
    client.post("/language", data={"language": "en"})
    before = client.get_cookie("session").value
    sign_in(Role.AUDITOR)
    assert client.get_cookie("session").value != before


@pytest.mark.parametrize("target", ["//evil.example", "/\\evil", "https:evil", "/\t/evil", "evil"])
def test_sign_in_never_leads_to_another_site(app, client, session, target):
    with app.app_context():
        user, password = add_login(session, [Role.AUDITOR])
    session.commit()
    answer = client.post(
        "/sign-in", query_string={"next": target}, data={"login": user.login, "password": password}
    )
    assert answer.headers["Location"] == "/"


def test_a_page_speaks_the_language_that_was_chosen(client):
    assert "<h1>登入" in client.get("/sign-in").text
    client.post("/language", data={"language": "en"})
    page = client.get("/sign-in").text
    assert '<html lang="en"' in page
    assert "登入" not in page
