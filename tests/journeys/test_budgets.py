"""What pages may cost (docs: page budgets), measured on a first visit with nothing kept."""

import time

import pytest

from tests.journeys.loading import MEASURE, cost, slowly
from tests.journeys.pages import PAGES, reach

ANY_PAGE = 60
SHEETS = 10
STILL = 0.001  # the sum of what moved, under which nobody sees a move
BUDGETS = {  # kilobytes over the wire of the page and of its scripts, and requests
    "readiness": (14, 0, 3),
    "quiz": (6, 8, 4),
    "record": (30, 6, 4),
    "items": (30, 6, 4),
    "users": (30, 6, 4),
    "cohorts": (30, 6, 4),
    "certificates": (30, 6, 4),
    "trail": (30, 6, 4),
    "matrix": (30, 6, 4),
}
WITH_TWO_SHEETS = {"readiness", "quiz", "record", "task", "module"}


@pytest.fixture(scope="module")
def addresses(chromium, demonstration):
    """The address of each page of the documentation, with who sees it."""
    found = {}
    for role, pages in PAGES.items():
        context = chromium.new_context(locale="zh-TW")
        page = context.new_page()
        for name, way in pages:
            reach(page, demonstration, role, way)
            found[name] = (context, page.url)
    yield found
    for context, _ in found.values():
        context.close()


@pytest.fixture(scope="module", params=[390, 1280])
def width(request):
    """The width of a phone and of a desk."""
    return request.param


@pytest.fixture(scope="module")
def costs(addresses, width):
    """What each page costs at this width."""
    return {name: cost(*address, width) for name, address in addresses.items()}


def test_no_page_costs_more_than_its_budget(costs):
    """The page itself, its scripts, and how many requests it takes."""
    over = {}
    for name, (html, script, requests) in BUDGETS.items():
        found = costs[name]
        if found.of("Document") > html or found.of("Script") > script:
            over[name] = found.sizes
        if len(found.requests) > requests:
            over[f"{name} requests"] = found.requests
    assert not over


def test_the_sheets_of_the_trainee_stay_small(costs):
    assert not {n: costs[n].sizes for n in WITH_TWO_SHEETS if costs[n].of("Stylesheet") > SHEETS}


def test_a_first_visit_of_any_page_stays_small(costs):
    over = {name: found.sizes for name, found in costs.items() if found.total > ANY_PAGE * 1000}
    assert not over


def test_nothing_moves_while_a_page_loads(costs, addresses, width):
    """To the thousandth that browsers report it in.

    A busy browser now and then draws half a paragraph and the rest a moment later, which counts
    as a move: what a page itself moves, it moves at every visit.
    """
    moving = {name: found.shift for name, found in costs.items() if found.shift >= STILL}
    for _ in range(2):
        again = {name: cost(*addresses[name], width).shift for name in moving}
        moving = {name: shift for name, shift in again.items() if shift >= STILL}
    assert not moving


@pytest.mark.parametrize("name", ["readiness", "quiz"])
def test_a_slow_phone_can_use_it_within_two_seconds(addresses, name):
    """400 kbit/s and 400 ms there and back; the connection is open, as after the sign-in."""
    context, url = addresses[name]
    page = slowly(context)
    page.add_init_script(MEASURE)
    page.set_viewport_size({"width": 390, "height": 844})
    begun = time.monotonic()
    page.goto(url, wait_until="commit")
    page.locator("h1").first.wait_for()
    if name == "quiz":
        control = page.locator("#sheet :is(.rd, .cb, .in, .sel)").first
        control.focus()
        assert control.evaluate("(control) => control === document.activeElement")
    used = time.monotonic() - begun
    page.wait_for_load_state("load")
    assert used <= 2
    assert page.evaluate("window.painted") <= 2500
    page.close()
