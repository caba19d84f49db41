"""V10: nothing changes without a token of the same session, nor on another site's request."""

import re

import pytest

from tests.factories.world import PEOPLE
from tests.security.addresses import addresses
from tests.security.matrix import marks
from tests.security.snapshots import changed, snapshot

TOKEN = re.compile(r'name="csrf-token" content="([^"]+)"')
STRANGER = None


@pytest.fixture
def guarded(app, browser, monkeypatch):
    """The app as in production, with people who signed in before."""
    for name in PEOPLE:
        browser(name)
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", value=True)
    return browser


@pytest.fixture
def changing(app, world):
    """Return each address that changes something, with somebody who may call it."""
    allowed = marks(app)
    found = []
    for address in addresses(app, world.ids):
        if address.is_reading or address.owner == "b":
            continue
        who = next(
            (name for name, (role, _) in PEOPLE.items() if allowed[address.endpoint][role]),
            STRANGER,
        )
        found.append((who, address))
    assert len(found) > 30
    return found


def send(browser, address, **more):
    body = {"json": {"seq": 1}} if address.method == "PUT" else {}
    return browser.open(address.path, method=address.method, **body, **more)


def token_of(browser):
    return TOKEN.search(browser.get("/account").text)[1]


def test_no_request_changes_anything_without_a_token(connection, guarded, changing):
    before = snapshot(connection)
    taken = [
        f"{who} {address.path}: {answer.status_code}"
        for who, address in changing
        if (answer := send(guarded(who), address)).status_code != 400
    ]
    assert not taken, "\n".join(taken)
    assert changed(before, snapshot(connection)) == []


def test_a_token_of_another_session_is_none(connection, guarded, changing):
    before = snapshot(connection)
    foreign = {"X-CSRFToken": token_of(guarded("trainee elsewhere"))}
    taken = [
        f"{who} {address.path}: {answer.status_code}"
        for who, address in changing
        if (answer := send(guarded(who), address, headers=foreign)).status_code != 400
    ]
    assert not taken, "\n".join(taken)
    assert changed(before, snapshot(connection)) == []


def test_another_sites_request_is_refused_even_with_a_token(connection, guarded, changing):
    before = snapshot(connection)
    tokens = {who: token_of(guarded(who)) for who in PEOPLE}
    taken = []
    for who, address in changing:
        headers = {"X-CSRFToken": tokens.get(who, ""), "Sec-Fetch-Site": "cross-site"}
        answer = send(guarded(who), address, headers=headers)
        if answer.status_code != (400 if who is STRANGER else 403):
            taken.append(f"{who} {address.path}: {answer.status_code}")
    assert not taken, "\n".join(taken)
    assert changed(before, snapshot(connection)) == []


def test_with_its_token_a_request_is_taken(guarded, world):
    """The refusals above are not refusals of everything."""
    trainee = guarded("trainee")
    headers = {"X-CSRFToken": token_of(trainee)}
    path = f"/attempts/{world.ids['attempt']['a']}/1"
    body = {"seq": 1, "answer": []}
    assert trainee.put(path, json=body, headers=headers).status_code == 200
    same_origin = {**headers, "Sec-Fetch-Site": "same-origin"}
    assert trainee.put(path, json={**body, "seq": 2}, headers=same_origin).status_code == 200


def test_an_answer_that_only_looks_like_json_is_refused(browser, world):
    """A form of another site can send text/plain without asking first."""
    path = f"/attempts/{world.ids['attempt']['a']}/1"
    answer = browser("trainee").put(path, data='{"seq": 1}', content_type="text/plain")
    assert answer.status_code in {400, 415}
