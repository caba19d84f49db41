"""A short quiz of a level on a phone: from the map to its verdict, with a break in between."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.answering import Key, answer_rightly
from tests.phone.people import sign_in


def answer_on(page, key, *, most):
    """Answer rightly until the result shows, or so many questions are answered."""
    for _ in range(most):
        if page.url.endswith("/result"):
            return
        answer_rightly(page, key)


@pytest.mark.parametrize("has_script", [True, False])
def test_a_level_is_decided_on_a_phone(phone, person, has_script):
    key = Key(str(person.engine.url))
    page = phone.open(java_script_enabled=has_script)
    sign_in(page, person)
    page.goto(f"{person.address}/readiness")
    page.get_by_role("link", name="測第 3 級").click()
    expect(page.locator(".facts")).to_contain_text("0／2")
    page.get_by_role("button", name="開始", exact=True).click()
    page.wait_for_url("**/attempts/*/1")
    answer_on(page, key, most=2)
    page.goto(f"{person.address}/readiness")
    page.get_by_role("link", name="繼續作答").click()
    page.wait_for_url("**/attempts/*/3")
    answer_on(page, key, most=30)
    page.wait_for_url("**/result")
    expect(page.get_by_role("heading", level=1)).to_contain_text(
        re.compile(r"\d+ 題已送出，第 3 級就緒")
    )
    width = page.evaluate("document.documentElement.scrollWidth") if has_script else 390
    assert width <= 390
    page.get_by_role("link", name="測第 4 級").click()
    expect(page.locator(".facts")).to_contain_text("2／3")
    assert person.hand_ins() == 1
