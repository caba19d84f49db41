"""Pairs are made by dragging, by pressing twice and with the fields."""

import pytest
from playwright.sync_api import expect

from tests.journeys.controls.acting import drag, eventually, middle


def pairs(page):
    return page.locator("[data-pairs] li")


def chip(page, choice):
    return page.locator(f'[data-choice="{choice.id}"]')


@pytest.mark.parametrize("way", ["drag", "press", "select"])
def test_pairs_are_made_in_every_way(browse, desk, way):
    page = browse(desk.path("matching"))
    shown = desk.question("matching")
    one, other = shown.choices[:2]
    wanted = dict(zip((p.id for p in shown.prompts), (one.id, other.id, one.id), strict=False))
    for place, choice in enumerate((one, other, one)):
        row = pairs(page).nth(place)
        if way == "drag":
            drag(page, chip(page, choice), row)
        elif way == "press":
            chip(page, choice).click()
            row.locator("label").click(force=True)
        else:
            row.locator("select").select_option(choice.id)
        expect(row.locator("select")).to_have_value(choice.id)
    eventually({"pairs": wanted}, lambda: desk.answer("matching"))


def test_a_pair_is_taken_apart(browse, desk):
    page = browse(desk.path("matching"))
    first, second = desk.question("matching").prompts[:2]
    choice = desk.question("matching").choices[0]
    for row in (pairs(page).nth(0), pairs(page).nth(1)):
        row.locator("select").select_option(choice.id)
    page.get_by_role("button", name=f"拆開「{first.text}」").click()
    expect(pairs(page).nth(0).locator("select")).to_be_focused()
    eventually({"pairs": {second.id: choice.id}}, lambda: desk.answer("matching"))


def test_a_choice_let_go_elsewhere_pairs_nothing(browse, desk):
    page = browse(desk.path("matching"))
    drag(page, chip(page, desk.question("matching").choices[0]), page.locator("h1"))
    values = page.locator("[data-pairs] select").evaluate_all("all => all.map((s) => s.value)")
    assert not any(values)
    expect(page.locator("[data-picked], [data-held], [data-over]")).to_have_count(0)


def test_a_choice_is_dragged_by_touch(browse, desk):
    page = browse(desk.path("matching"), width=390, height=800, has_touch=True, is_mobile=True)
    choice = desk.question("matching").choices[0]
    x, y = middle(chip(page, choice).locator("svg"))
    to_x, to_y = middle(pairs(page).nth(0))
    touch = page.context.new_cdp_session(page)
    for kind, points in [
        ("touchStart", [(x, y)]),
        ("touchMove", [(x + 5, y + 20)]),
        ("touchMove", [(to_x, to_y)]),
        ("touchEnd", []),
    ]:
        at = [{"x": left, "y": top} for left, top in points]
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": at})
        page.wait_for_timeout(50)
    expect(pairs(page).nth(0).locator("select")).to_have_value(choice.id)
