"""Every kind of question, as everybody meets it."""

import pytest

from tests.accessibility import axe
from tests.journeys.controls.desk import ITEMS

VIEWS = [(width, theme) for width in (1280, 390, 320) for theme in ("light", "dark")]


@pytest.mark.parametrize(("width", "theme"), VIEWS)
def test_no_kind_has_a_fault_to_find(browse, platform, desk, width, theme):
    page = browse(desk.path("case"), width=width, height=3600, color_scheme=theme)
    faults = {}
    for kind in ITEMS:
        page.goto(platform[0] + desk.path(kind))
        axe.load(page)
        said = axe.faults(page)
        if page.evaluate("document.documentElement.scrollWidth") > width:
            said.append("wider than the screen")
        if said:
            faults[kind] = said
    assert not faults


WATCH = """
  window.shifts = 0;
  const add = (list) => list.getEntries().forEach((each) => (window.shifts += each.value));
  new PerformanceObserver(add).observe({ type: "layout-shift", buffered: true });
"""


@pytest.mark.parametrize("width", [1280, 390])
def test_nothing_jumps_when_the_script_arrives(browse, platform, desk, width):
    page = browse(desk.path("case"), width=width)
    page.add_init_script(WATCH)
    for kind in ITEMS:
        page.goto(platform[0] + desk.path(kind))
        page.wait_for_timeout(100)
        assert page.evaluate("window.shifts") < 0.001, kind


@pytest.mark.parametrize("kind", ITEMS)
def test_every_kind_is_answered_without_script(browse, desk, kind):
    page = browse(desk.path(kind), java_script_enabled=False)
    for name, value in desk.right_fields(kind):
        field = page.locator(f'[name="{name}"]')
        if field.first.get_attribute("type") in {"radio", "checkbox"}:
            page.locator(f'[name="{name}"][value="{value}"]').check()
        elif field.evaluate("field => field.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)
    assert page.locator(".live:visible").count() == 0
    page.locator(".act .btn-primary").click()
    page.wait_for_load_state()
    assert desk.score(kind) == 1
    assert desk.is_confirmed(kind)
