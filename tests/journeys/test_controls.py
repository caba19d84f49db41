"""Every kind of question is answered by mouse, by touch and by keyboard, and without the script."""

import time

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from quizzes.delivery.terms import Purpose
from quizzes.items.numbers import printed, typed_number
from tests.journeys.every_kind import ITEMS, LOGIN, Desk, make_platform
from tests.journeys.serving import serving
from tests.journeys.story import sign_in
from tests.journeys.test_pictures import AXE_OPTIONS

VIEWS = [(width, theme) for width in (1280, 390, 320) for theme in ("light", "dark")]


@pytest.fixture(scope="module")
def instance(tmp_path_factory):
    return tmp_path_factory.mktemp("controls")


@pytest.fixture(scope="module")
def platform(chromium, instance):
    """The served platform, and the browser state of a trainee who is signed in."""
    password = make_platform(instance)
    with serving(instance) as address:
        person = sign_in(chromium, address, LOGIN, password)
        state = person.page.context.storage_state()
        person.page.context.close()
        yield address, state


@pytest.fixture
def desk(platform, instance):
    return Desk(instance)


@pytest.fixture
def browse(chromium, platform):
    """Open a page in a browser of the trainee; no console may complain."""
    address, state = platform
    contexts, complaints = [], []

    def opened(path, *, width=1280, height=900, **options):
        size = {"width": width, "height": height}
        context = chromium.new_context(
            viewport=size, locale="zh-TW", storage_state=state, **options
        )
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else 0)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(f"{address}{path}")
        return page

    yield opened
    for context in contexts:
        context.close()
    assert not [each for each in complaints if "422" not in each]


def soon(happened):
    eventually(wanted=True, read=happened)


def eventually(wanted, read):
    """Wait until the database says so: what a page shows is not yet what is kept."""
    deadline = time.monotonic() + 5
    while read() != wanted and time.monotonic() < deadline:
        time.sleep(0.05)
    assert read() == wanted


def middle(locator):
    box = locator.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def drag(page, thing, target, *, down=0):
    """Drag with the mouse, and let go `down` pixels below the middle of the target."""
    page.mouse.move(*middle(thing))
    page.mouse.down()
    x, y = middle(target)
    page.mouse.move(x, y + down, steps=8)
    page.wait_for_timeout(50)
    page.mouse.up()


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


def test_nothing_slides_where_less_motion_is_wanted(browse, desk):
    counts = {}
    for wish in ("reduce", "no-preference"):
        page = browse(desk.path("ordering"), reduced_motion=wish)
        page.locator('[data-move="down"]').first.click()
        counts[wish] = page.evaluate("document.getAnimations().length")
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


# matching


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
    assert page.locator("[data-picked], [data-held], [data-over]").count() == 0


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


# figures


FIGURES = [
    *(
        "72000",
        "72,000",
        "７２０００",
        "７２，０００．５",
        "72 000",
        "72 0",
        "7。5",
        "10²",
        "1,23,4",
    ),
    *(
        "1.2.3",
        "7.2 萬",
        "7.2公尺",
        "公尺",
        "65%",
        "NT$1,200",
        "$5元整",
        "−3",
        "-3",
        "很多",
        "１２ 公",
    ),
    *("5.", ".5", "3 億 元", "1,234,567.89", "1" * 16, "①", "0.0001%", "+2", "２．５千"),
]


def test_the_page_reads_a_figure_as_the_server_does(browse, desk):
    page = browse(desk.path("numeric"))
    unit = desk.question("numeric").unit
    field, line = page.locator("#answer"), page.locator("[data-figure] + [role=status]")
    said = {}
    for typed in FIGURES:
        field.fill(typed)
        field.dispatch_event("change")
        said[typed] = line.inner_text().strip()
    for typed in FIGURES:
        value = typed_number(typed, unit)
        if value is None:
            assert said[typed] == "讀不成數字，寫成 72,000 這樣就好", typed
        elif said[typed]:
            assert float(said[typed].split()[1].replace(",", "")) == float(value), typed
    assert said["７２，０００．５"] == f"讀成 {printed(typed_number('72000.5'), ',')} {unit}"
    assert not any(said[plain] for plain in ("72000", "72,000", "-3", ".5", "1,234,567.89"))


def test_a_figure_in_full_width_is_kept_as_it_was_read(browse, desk):
    page = browse(desk.path("numeric"))
    page.locator("#answer").press_sequentially("７２，０００ 公尺")
    expect(page.get_by_text("讀成 72,000 公尺")).to_be_visible()
    eventually({"value": "72000"}, lambda: desk.answer("numeric"))


# enlarging


def test_a_figure_is_enlarged_and_the_focus_returns(browse, desk):
    page = browse(desk.path("single_choice"))
    button = page.get_by_role("button", name="放大這張圖")
    for close in ("Escape", "關閉"):
        button.focus()
        page.keyboard.press("Enter")
        dialog = page.get_by_role("dialog", name="放大來看")
        picture = dialog.locator("[role=img]")
        width = picture.bounding_box()["width"]
        assert width > page.locator(".fig svg").first.bounding_box()["width"]
        dialog.get_by_role("button", name="放大").click()
        assert picture.bounding_box()["width"] > 1.4 * width
        dialog.get_by_role("button", name="原尺寸").click()
        assert picture.bounding_box()["width"] == pytest.approx(width)
        if close == "Escape":
            page.keyboard.press("Escape")
        else:
            dialog.get_by_role("button", name="關閉").click()
        expect(dialog).to_be_hidden()
        expect(button).to_be_focused()


def test_a_document_with_a_table_is_enlarged_on_a_phone(browse, desk):
    page = browse(desk.path("case"), width=390, height=800)
    page.get_by_role("button", name="放大資料").click()
    table = page.get_by_role("dialog").get_by_role("table").first
    assert table.bounding_box()["width"] > 390
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


# keys


def test_keys_choose_flag_and_confirm(browse, desk):
    page = browse(desk.path("multiple_choice"))
    ids = [choice.id for choice in desk.question("multiple_choice").choices]
    for key in "132":
        page.keyboard.press(key)
    page.keyboard.press("3")
    eventually(sorted(ids[:2]), lambda: sorted(desk.answer("multiple_choice").get("chosen", [])))
    page.keyboard.press("f")
    page.locator('[name="flag"][aria-pressed="true"]').wait_for()
    assert desk.is_flagged("multiple_choice")
    page.keyboard.press("Enter")
    soon(lambda: desk.is_confirmed("multiple_choice"))
    page.locator(".marked").wait_for()
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{desk.path('numeric')}")


@pytest.mark.parametrize("purpose", [Purpose.PRACTICE, Purpose.TASK_QUIZ])
def test_arrows_change_the_question_and_confirm_nothing(browse, platform, instance, purpose):
    desk = Desk(instance, purpose)
    page = browse(desk.path("single_choice"))
    page.keyboard.press("2")
    chosen = [desk.question("single_choice").choices[1].id]
    eventually({"chosen": chosen}, lambda: desk.answer("single_choice"))
    page.keyboard.press("ArrowRight")
    page.wait_for_url(f"**{desk.path('multiple_choice')}")
    page.keyboard.press("ArrowLeft")
    page.wait_for_url(f"**{desk.path('single_choice')}")
    assert desk.answer("single_choice") == {"chosen": chosen}
    assert not desk.is_confirmed("single_choice")


def test_keys_rest_in_text_fields_and_while_composing(browse, desk):
    page = browse(desk.path("short_text"))
    page.locator("#answer").press_sequentially("f1?")
    page.keyboard.press("ArrowLeft")
    assert page.locator("#answer").input_value() == "f1?"
    assert page.url.endswith(desk.path("short_text"))
    expect(page.locator("[data-help]")).to_be_hidden()
    page = browse(desk.path("single_choice"))
    for init in ("isComposing: true", "ctrlKey: true", "altKey: true", "metaKey: true"):
        page.evaluate(
            "document.body.dispatchEvent(new KeyboardEvent('keydown', "
            f"{{ key: '1', bubbles: true, {init} }}))"
        )
    assert page.locator("input:checked").and_(page.locator("#sheet input")).count() == 0


def test_keys_are_switched_off_for_this_device(browse, desk):
    page = browse(desk.path("single_choice"))
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog", name="快速鍵")
    dialog.get_by_label("使用快速鍵").press("Space")
    page.keyboard.press("Escape")
    page.reload()
    page.keyboard.press("1")
    page.keyboard.press("?")
    expect(dialog).to_be_hidden()
    assert page.locator("#sheet input:checked").count() == 0
    opener = page.get_by_role("button", name="快速鍵")
    opener.click()
    dialog.get_by_label("使用快速鍵").check()
    dialog.get_by_role("button", name="關閉").click()
    expect(opener).to_be_focused()
    page.keyboard.press("1")
    assert page.locator("#sheet input:checked").count() == 1


def test_in_a_case_numbers_answer_the_open_question_or_the_one_with_the_focus(browse, desk):
    page = browse(desk.path("case"))
    parts = page.locator("section.q")
    page.keyboard.press("2")
    expect(parts.nth(0).get_by_role("radio").nth(1)).to_be_checked()
    page.keyboard.press("3")
    expect(parts.nth(0).get_by_role("radio").nth(2)).to_be_checked()
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("1")
    expect(parts.nth(2).get_by_role("radio").nth(0)).to_be_checked()
    parts.nth(3).get_by_role("radio").nth(0).focus()
    page.keyboard.press("4")
    expect(parts.nth(3).get_by_role("radio").nth(3)).to_be_checked()


# every kind, as everybody meets it


@pytest.mark.parametrize(("width", "theme"), VIEWS)
def test_no_kind_has_a_fault_to_find(browse, platform, desk, width, theme):
    axe = Axe()
    page = browse(desk.path("case"), width=width, height=3600, color_scheme=theme)
    faults = {}
    for kind in ITEMS:
        page.goto(platform[0] + desk.path(kind))
        found = axe.run(page, options=AXE_OPTIONS).response["violations"]
        said = [f"{each['id']}: {each['nodes'][0]['html'][:120]}" for each in found]
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
