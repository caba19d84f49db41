"""Steps are put in order by mouse, by touch and by keyboard."""

from playwright.sync_api import expect

from tests.journeys.controls.acting import drag, eventually, middle, soon


def steps(page):
    return page.locator("[data-step]").evaluate_all("rows => rows.map((row) => row.dataset.step)")


def grip(page, place):
    return page.locator("[data-grip]").nth(place)


# ordering


def test_steps_are_dragged_by_mouse(browse, desk):
    page = browse(desk.path("ordering"))
    first, *others = steps(page)
    drag(page, grip(page, 0), grip(page, 2), down=10)
    wanted = [*others[:2], first, *others[2:]]
    assert steps(page) == wanted
    eventually({"order": wanted}, lambda: desk.answer("ordering"))
    expect(page.locator("[data-ordering] + [role=status]")).to_contain_text(
        f"」現在是第 3 步，共 {len(wanted)} 步"
    )


def test_steps_are_dragged_by_touch(browse, desk):
    page = browse(desk.path("ordering"), width=390, height=700, has_touch=True, is_mobile=True)
    before = steps(page)
    x, y = middle(grip(page, 1))
    _, end = middle(grip(page, 0))
    touch = page.context.new_cdp_session(page)

    def send(kind, *points):
        at = [{"x": x, "y": each} for each in points]
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": at})

    send("touchStart", y)
    for part in range(1, 6):
        send("touchMove", y + (end - 12 - y) * part / 5)
    page.wait_for_timeout(50)
    assert page.evaluate("scrollY") == 0
    send("touchEnd")
    wanted = [before[1], before[0], *before[2:]]
    assert steps(page) == wanted
    eventually({"order": wanted}, lambda: desk.answer("ordering"))


def test_a_step_stays_under_the_pointer_while_the_page_scrolls(browse, desk):
    page = browse(desk.path("ordering"), height=520)
    before = steps(page)
    page.mouse.move(*middle(grip(page, 0)))
    page.mouse.down()
    page.mouse.move(200, 380, steps=4)
    page.mouse.wheel(0, 150)
    soon(lambda: page.evaluate("scrollY > 100"))
    page.wait_for_timeout(100)
    held = page.locator("[data-held]").bounding_box()
    assert held["y"] < 380 < held["y"] + held["height"]
    page.mouse.up()
    assert steps(page).index(before[0]) > 1


def test_escape_takes_a_drag_back(browse, desk):
    page = browse(desk.path("ordering"))
    before = steps(page)
    page.mouse.move(*middle(grip(page, 0)))
    page.mouse.down()
    page.mouse.move(*middle(grip(page, 3)), steps=5)
    page.wait_for_timeout(50)
    assert steps(page) != before
    page.keyboard.press("Escape")
    page.mouse.up()
    assert steps(page) == before
    assert page.locator("[data-held]").count() == 0
    page.wait_for_timeout(300)
    assert desk.answer("ordering") == {}


COUNT_SLIDES = """() => {
  window.slides = 0;
  const { animate } = Element.prototype;
  Element.prototype.animate = function (...wanted) {
    window.slides += 1;
    return animate.apply(this, wanted);
  };
}"""


def test_nothing_slides_where_less_motion_is_wanted(browse, desk):
    counts = {}
    for wish in ("reduce", "no-preference"):
        page = browse(desk.path("ordering"), reduced_motion=wish)
        page.evaluate(COUNT_SLIDES)
        page.locator('[data-move="down"]').first.click()
        counts[wish] = page.evaluate("window.slides")
    assert counts["reduce"] == 0
    assert counts["no-preference"] > 0


def test_steps_are_moved_by_keyboard(browse, desk):
    page = browse(desk.path("ordering"))
    first, *others = steps(page)
    down = page.locator(f'[data-step="{first}"] [data-move="down"]')
    down.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowDown")
    expect(down).to_be_focused()
    wanted = [*others[:2], first, *others[2:]]
    assert steps(page) == wanted
    eventually({"order": wanted}, lambda: desk.answer("ordering"))
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    up = page.locator(f'[data-step="{first}"] [data-move="up"]')
    expect(up).to_have_attribute("aria-disabled", "true")
    up.press("Enter")
    assert steps(page) == [first, *others]
    last = page.locator('[data-move="down"]').last
    expect(last).to_have_attribute("aria-disabled", "true")


def test_the_order_is_kept_when_the_page_opens_again(browse, desk):
    page = browse(desk.path("ordering"))
    page.locator('[data-move="down"]').first.click()
    wanted = steps(page)
    eventually({"order": wanted}, lambda: desk.answer("ordering"))
    page.reload()
    assert steps(page) == wanted
