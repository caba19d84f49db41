"""Every page, role and state, at four widths and in both themes, without a fault to find."""

import pytest
from flask import render_template

from tests.accessibility import axe
from tests.accessibility.screens import NO_PAGE, SCREENS
from tests.accessibility.visiting import THEMES, WIDTHS, as_tall_as_its_content, path_of
from tests.architecture.test_pages import READING
from webapp.errors import PAGES


@pytest.mark.parametrize("screen", SCREENS, ids=[screen.name for screen in SCREENS])
def test_axe_finds_no_fault(app, visitors, screen):
    """The other theme changes colours only, so there only the rules on colour are run again."""
    said: list[str] = []
    page = visitors.visit(screen, said)
    assert screen.endpoint in endpoints_of(app, page)
    if screen.name.endswith("-refused"):
        assert page.locator("[role=alert], .say.bad").count()
    found = faults_of(page)
    page.close()
    assert not found
    assert not [text for text in said if "responded with a status of 4" not in text]


def faults_of(page) -> dict[str, str]:
    """Look at a page in every view; return its faults with the view that showed it first."""
    axe.load(page)
    found = {}
    for width in WIDTHS:
        as_tall_as_its_content(page, width)
        if page.evaluate("document.documentElement.scrollWidth") > width:
            found.setdefault("wider than the screen", width)
        for theme in THEMES:
            page.emulate_media(color_scheme=theme)
            rules = None if theme == THEMES[0] else axe.OF_COLOUR
            for fault in axe.faults(page, rules):
                found.setdefault(fault, f"{theme}, {width}")
    return found


@pytest.mark.parametrize("language", ["zh-Hant-TW", "en"])
@pytest.mark.parametrize("status", sorted(PAGES))
def test_axe_finds_no_fault_on_the_page_of_an_error(app, visitors, status, language):
    """Most of these are hard to come by in a browser, so the page is put before it as rendered."""
    with app.test_request_context(headers={"Accept-Language": language}):
        html = render_template(f"errors/{status}.html", message=None)
    page = visitors.context("").new_page()
    page.route("**/broken", lambda route: route.fulfill(body=html, content_type="text/html"))
    page.goto(f"{visitors.address}/broken")
    assert page.locator("h1").inner_text()
    assert page.locator("html").get_attribute("lang") == language
    assert not faults_of(page)
    page.close()


def endpoints_of(app, page) -> set[str]:
    """Return the endpoints at the address of a page: of its form, too, where it was refused."""
    bound = app.url_map.bind("localhost")
    path = path_of(page)
    methods = [method for method in ("GET", "POST") if bound.test(path, method)]
    return {bound.match(path, method)[0] for method in methods} or {""}


def test_every_page_is_a_screen_here(app):
    reading = {rule.endpoint for rule in app.url_map.iter_rules() if rule.methods <= READING}
    covered = {screen.endpoint for screen in SCREENS}
    assert sorted(reading - covered - NO_PAGE.keys()) == []
    assert sorted(NO_PAGE.keys() - reading) == []


def test_the_names_of_screens_are_their_own():
    names = [screen.name for screen in SCREENS]
    assert len(names) == len(set(names))
