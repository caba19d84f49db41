"""What people set in their system: no motion, their own colours, wider text, paper."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from tests.accessibility.screens import SCREENS

KEY_NAMES = (
    "sign-in", "readiness", "task", "module", "before-practice", "quiz-answered", "case-blank",
    "matching-blank", "single_choice-wrong", "cloze-wrong", "quiz-review", "quiz-result", "matrix",
    "items", "writing", "coverage", "users", "import-open", "quiz-setting",
)  # fmt: skip
KEY_SCREENS = [screen for screen in SCREENS if screen.name in KEY_NAMES]
MOVING = """() => [...document.querySelectorAll("*")].flatMap((element) =>
  ["", "::before", "::after"].flatMap((part) => {
    const style = getComputedStyle(element, part || undefined);
    const times = `${style.transitionDuration}, ${style.animationDuration}`.split(", ");
    return times.some((time) => parseFloat(time) > 0) ? [element.className + part] : [];
  }))"""
WITHOUT_BORDER = """() => [...document.querySelectorAll(".btn, .in, .sel, .opt, .rd, .cb")]
  .filter((control) => control.offsetParent)
  .filter((control) => {
    const style = getComputedStyle(control);
    return parseFloat(style.borderTopWidth) < 1 || style.borderTopStyle === "none"
      || /^rgba\\(.*, 0\\)$/.test(style.borderTopColor);
  }).map((control) => control.outerHTML.slice(0, 120))"""
WIDE_TEXT = """* { line-height: 1.5 !important; letter-spacing: .12em !important;
  word-spacing: .16em !important; } p { margin-bottom: 2em !important; }"""
CUT = """() => [...document.querySelectorAll("body *")].filter((element) => {
  const style = getComputedStyle(element);
  const text = element.textContent.trim();
  if (element.closest(".vh, svg, .skip, .who, .out") || !text) return false;
  if (style.position === "absolute" && element.clientWidth <= 1) return false;
  const hides = (side) => ["hidden", "clip"].includes(side);
  return (hides(style.overflowX) && element.scrollWidth > element.clientWidth + 2)
    || (hides(style.overflowY) && element.scrollHeight > element.clientHeight + 2);
}).map((element) => `${element.className}: ${element.textContent.trim().slice(0, 40)}`)"""


@pytest.mark.parametrize("screen", KEY_SCREENS, ids=[screen.name for screen in KEY_SCREENS])
def test_nothing_moves_and_borders_stay(visitors, screen):
    page = visitors.visit(screen)
    page.emulate_media(reduced_motion="reduce")
    assert page.evaluate(MOVING) == []
    page.emulate_media(forced_colors="active")
    assert page.evaluate(WITHOUT_BORDER) == []
    page.close()


def test_there_is_motion_to_reduce(visitors):
    page = visitors.context("player").new_page()
    page.emulate_media(reduced_motion="no-preference")
    page.goto(f"{visitors.address}{visitors.places['quiz']}")
    assert page.evaluate(MOVING)
    page.close()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_in_forced_colours_the_chosen_option_and_the_lamps_differ(visitors, theme):
    context = visitors.context("player")
    page = context.new_page()
    page.emulate_media(forced_colors="active", color_scheme=theme)
    page.goto(f"{visitors.address}{visitors.places['quiz']}")
    outlines = page.locator("#sheet .opt").evaluate_all(
        "(all) => all.map((each) => [each.querySelector('input').checked,"
        " getComputedStyle(each).outlineStyle])"
    )
    assert {tuple(each) for each in outlines} == {(True, "solid"), (False, "none")}
    here, others = ".cells > [aria-current]", ".cells > :not([aria-current], .done)"
    assert len({page.locator(each).first.evaluate(LOOKS) for each in (here, others)}) == 2
    page.goto(f"{visitors.address}/readiness")
    lamps = page.locator(".bridge .legend .lamp").all()
    pictures = {lamp.screenshot() for lamp in lamps}
    assert len(pictures) == len(lamps)
    page.close()


LOOKS = "(cell) => { const s = getComputedStyle(cell); return s.outlineStyle + s.backgroundColor; }"


@pytest.mark.parametrize("width", [320, 1280])
def test_wider_text_cuts_nothing(visitors, width):
    """WCAG 1.4.12, on phones and on desks; the sheet is put in past the policy of the page."""
    found = {}
    for screen in KEY_SCREENS:
        page = visitors.visit(screen)
        page.set_viewport_size({"width": width, "height": 800})
        before = set(page.evaluate(CUT))
        page.evaluate(
            "(css) => { const sheet = new CSSStyleSheet(); sheet.replaceSync(css);"
            " document.adoptedStyleSheets = [sheet]; }",
            WIDE_TEXT,
        )
        if page.evaluate("document.documentElement.scrollWidth") > width:
            found[screen.name] = "wider than the screen"
        elif cut := set(page.evaluate(CUT)) - before:
            found[screen.name] = sorted(cut)
        page.close()
    assert not found


def test_a_printed_result_holds_the_result_and_no_menu(visitors):
    page = visitors.context("player").new_page()
    page.goto(f"{visitors.address}{visitors.places['result']}")
    pages = PdfReader(BytesIO(page.pdf(format="A4", print_background=True))).pages
    text = "".join(sheet.extract_text() for sheet in pages).replace(" ", "").replace("\n", "")
    assert "題已送出" in text
    assert "這次作答之後" in text
    for absent in ("學習紀錄我的證書", "登出", "跳到主要內容", "English", "示範資料"):
        assert absent not in text
    width, height = pages[0].mediabox.width, pages[0].mediabox.height
    assert (float(width), float(height)) == pytest.approx((595, 842), abs=1.5)
    page.close()
