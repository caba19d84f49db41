"""What pages may cost (docs: page budgets), measured on a first visit with nothing kept."""

import time
from math import inf

import pytest

from tests.journeys.loading import KILOBYTE, MEASURE, Cost, cost, slowly
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


@pytest.mark.parametrize("width", [390, 1280])
def test_every_page_stays_within_its_budget(chromium, demonstration, width):
    """On a phone and on a desk."""
    over, met = {}, set()
    for role, pages in PAGES.items():
        context = chromium.new_context(locale="zh-TW")
        page = context.new_page()
        for name, way in pages:
            reach(page, demonstration, role, way)
            found = cost(context, page.url, width)
            if kinds := kinds_over(name, found):
                over[name] = kinds, found
            if is_moving(found) and is_moving(cost(context, page.url, width)):
                over[f"{name} moves"] = found.shift
            met.add(name)
        context.close()
    assert not over
    assert met >= BUDGETS.keys() | WITH_TWO_SHEETS


def kinds_over(name: str, found: Cost) -> list[str]:
    """Name what a page costs too much of."""
    html, script, requests = BUDGETS.get(name, (inf, inf, inf))
    sheets = SHEETS if name in WITH_TWO_SHEETS else inf
    costs = {
        "page": (found.of("Document"), html),
        "scripts": (found.of("Script"), script),
        "sheets": (found.of("Stylesheet"), sheets),
        "requests": (len(found.requests), requests),
        "everything": (found.total / KILOBYTE, ANY_PAGE),
    }
    return [kind for kind, (spent, budget) in costs.items() if spent > budget]


def is_moving(found: Cost) -> bool:
    """Whether anything moved while the page loaded, to the thousandth that browsers report.

    A busy browser now and then draws half a paragraph and the rest a moment later, which counts
    as a move: what a page itself moves, it moves at every visit.
    """
    return found.shift >= STILL


@pytest.mark.parametrize("name", ["readiness", "quiz"])
def test_a_slow_phone_can_use_it_within_two_seconds(chromium, demonstration, name):
    """400 kbit/s and 400 ms there and back; the connection is open, as after the sign-in.

    The best of three visits: what else the machine does meanwhile is not the page's.
    """
    context = chromium.new_context(locale="zh-TW")
    page = context.new_page()
    reach(page, demonstration, "trainee", dict(PAGES["trainee"])[name])
    visits = [visit_by_slow_phone(context, page.url, is_quiz=name == "quiz") for _ in range(3)]
    context.close()
    assert min(used for used, _ in visits) <= 2
    assert min(painted for _, painted in visits) <= 2500


def visit_by_slow_phone(context, url, *, is_quiz) -> tuple[float, float]:
    """Return the seconds until the page can be used, and the milliseconds until it is painted."""
    page = slowly(context)
    page.add_init_script(MEASURE)
    page.set_viewport_size({"width": 390, "height": 844})
    begun = time.monotonic()
    page.goto(url, wait_until="commit")
    page.locator("h1").first.wait_for()
    if is_quiz:
        control = page.locator("#sheet :is(.rd, .cb, .in, .sel)").first
        control.focus()
        assert control.evaluate("(control) => control === document.activeElement")
    used = time.monotonic() - begun
    page.wait_for_load_state("load")
    painted = page.evaluate("window.painted")
    page.close()
    return used, painted
