"""V24 and ASVS 3.4: the headers that every response carries, whatever became of the request."""

import pytest

from tests.factories.world import PEOPLE
from tests.security.addresses import addresses
from webapp.kit.security_headers import HEADERS

NEVER = {"Server", "X-Powered-By", "Access-Control-Allow-Origin"}


def lacking(answer) -> list[str]:
    wrong = [name for name, value in HEADERS.items() if answer.headers.getlist(name) != [value]]
    if "no-store" not in answer.headers.get("Cache-Control", "") and "v=" not in str(
        answer.request.query_string
    ):
        wrong.append("Cache-Control")
    return wrong + [name for name in NEVER if name in answer.headers]


def test_every_address_answers_everybody_with_the_headers(app, world, browser):
    found = []
    for address in addresses(app, world.ids):
        if address.endpoint == "static" or address.owner == "b":
            continue
        for name in (None, "trainee", "auditor", "administrator"):
            answer = browser(name).open(address.path, method=address.method, buffered=True)
            if wrong := lacking(answer):
                found.append(f"{name} {address.path} {answer.status_code}: {wrong}")
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    ("path", "method", "status"),
    [
        ("/nowhere", "GET", 404),
        ("/c/nothing", "GET", 404),
        ("/readiness", "DELETE", 405),
        ("/readiness", "GET", 302),
        ("/sign-in", "POST", 422),
        ("/static/nothing.css", "GET", 404),
        ("/static/css/app.css", "GET", 200),
    ],
)
def test_errors_and_redirects_carry_them_too(client, path, method, status):
    answer = client.open(path, method=method, buffered=True)
    assert answer.status_code == status
    wrong = set(lacking(answer))
    assert wrong <= ({"Cache-Control"} if path.startswith("/static/") else set())


def test_a_page_that_breaks_carries_them_and_says_nothing_of_the_cause(app, client, monkeypatch):
    def breaks():
        raise ZeroDivisionError("a secret cause")

    monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", value=False)
    breaks.permitted_roles = None
    monkeypatch.setitem(app.view_functions, "accounts.sign_in.show", breaks)
    answer = client.get("/sign-in")
    assert answer.status_code == 500
    assert lacking(answer) == []
    assert "secret cause" not in answer.text
    assert "ZeroDivisionError" not in answer.text


def test_the_policy_lets_in_nothing_but_our_own_files():
    policy = HEADERS["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'")
    assert "frame-ancestors 'none'" in policy
    for loose in ("unsafe-inline", "unsafe-eval", "http:", "https:", "*"):
        assert loose not in policy


def test_the_cookie_cannot_be_read_by_scripts_nor_sent_by_other_sites(app, world, browser):
    for name in PEOPLE:
        cookie = browser(name).get_cookie("session")
        assert cookie.http_only
        assert cookie.same_site == "Lax"
        assert cookie.path == "/"


def test_over_tls_the_cookie_is_bound_to_this_host(app, settings):
    from dataclasses import replace

    flask = replace(settings, is_served_over_tls=True).to_flask()
    assert flask["SESSION_COOKIE_NAME"].startswith("__Host-")
    assert flask["SESSION_COOKIE_SECURE"]
