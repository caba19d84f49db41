"""Pages are compressed where that tells nobody anything."""

import gzip
import re

import pytest

from webapp.csrf import masked_token, unmasked
from webapp.permissions import Role

ASKED = {"Accept-Encoding": "gzip, br"}
TOKEN = re.compile(r'name="csrf-token" content="([^"]+)"')


@pytest.mark.parametrize(
    "path", ["/sign-in", "/static/css/app.css", "/static/js/player.js", "/static/js/writing.js"]
)
def test_texts_are_compressed_for_who_can_read_it(client, path):
    plain = client.get(path)
    packed = client.get(path, headers=ASKED)
    assert "Content-Encoding" not in plain.headers
    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in packed.headers["Vary"]
    assert len(packed.data) < len(plain.data) / 2
    assert int(packed.headers["Content-Length"]) == len(packed.data)
    if path.startswith("/static/"):
        assert gzip.decompress(packed.data) == plain.data


def test_who_refuses_compression_gets_none(client):
    answer = client.get("/sign-in", headers={"Accept-Encoding": "gzip;q=0"})
    assert "Content-Encoding" not in answer.headers


@pytest.mark.parametrize(
    ("site", "is_packed"),
    [
        ("same-origin", True),
        ("none", True),
        (None, True),
        ("cross-site", False),
        ("same-site", False),
    ],
)
def test_a_page_that_another_site_made_me_fetch_is_not_compressed(sign_in, client, site, is_packed):
    sign_in(Role.ADMINISTRATOR)
    headers = {**ASKED, **({"Sec-Fetch-Site": site} if site else {})}
    answer = client.get("/administrator/users?q=a", headers=headers)
    assert answer.status_code == 200
    assert ("Content-Encoding" in answer.headers) is is_packed


def test_sheets_are_compressed_for_every_site_and_kept_by_every_session(sign_in, client):
    sign_in(Role.ADMINISTRATOR)
    answer = client.get("/static/css/app.css", headers={**ASKED, "Sec-Fetch-Site": "cross-site"})
    assert answer.headers["Content-Encoding"] == "gzip"
    assert "Cookie" not in answer.headers["Vary"]


def test_the_token_looks_different_on_every_page_and_is_the_same(sign_in, client):
    sign_in(Role.ADMINISTRATOR)
    pages = [client.get("/account").text for _ in range(2)]
    first, second = (TOKEN.search(page)[1] for page in pages)
    assert first != second
    assert not any(first[n : n + 8] in second for n in range(len(first) - 8))
    assert all(
        page.count(f'value="{token}"') for page, token in zip(pages, (first, second), strict=True)
    )


def test_a_mask_comes_off_again(app):
    with app.test_request_context():
        token = masked_token()
        assert token == masked_token()
        assert unmasked(token).count(".") == 2


@pytest.mark.parametrize("sent", ["", "x", "不是", "=", "AAAA", "ImZvbyI.aaaa.bbbb"])
def test_what_was_never_masked_fits_nothing(sent):
    assert unmasked(sent).count(".") != 2
