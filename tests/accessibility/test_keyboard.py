"""The whole way of a trainee with the keyboard alone: nothing is out of reach, hidden or a trap."""

import re

import pytest

from tests.accessibility.people import PASSWORD

LOOK = """() => {
  const at = document.activeElement;
  const drawn = (at.matches("[type=radio], [type=checkbox]") && at.closest("label")) || at;
  const style = getComputedStyle(drawn);
  const box = drawn.getBoundingClientRect();
  const covers = [...document.querySelectorAll(".bar, .act, .nav")]
    .filter((bar) => !bar.contains(at))
    .filter((bar) => ["sticky", "fixed"].includes(getComputedStyle(bar).position))
    .map((bar) => bar.getBoundingClientRect());
  const seen = covers.reduce((left, bar) => left - Math.max(0,
    Math.min(box.bottom, bar.bottom) - Math.max(box.top, bar.top)), box.height);
  return {
    name: (at.ariaLabel || at.labels?.[0]?.textContent || at.textContent || at.value || "")
      .trim().replace(/\\s+/g, " "),
    tag: at.tagName, kind: at.type ?? "", value: at.value ?? "",
    outline: style.outlineStyle === "none" ? 0 : parseFloat(style.outlineWidth),
    is_seen: seen > 0 && box.bottom > 0 && box.top < innerHeight,
    is_heading: /^H[1-6]$/.test(at.tagName) || at.id === "main",
  };
}"""


class Keyboard:
    """Somebody who has no pointer; every stop on the way is looked at."""

    def __init__(self, page):
        self.page = page
        self.faults = []

    def look(self):
        at = self.page.evaluate(LOOK)
        if at["tag"] != "BODY" and not at["is_heading"]:
            if at["outline"] < 2:
                self.faults.append(f"{self.page.title()}: the focus is not visible on {at}")
            if not at["is_seen"]:
                self.faults.append(f"{self.page.title()}: a bar hides {at}")
        return at

    def tab_to(self, wanted, *, back=False, most=120):
        """Go on until something has the focus; a trap would never let it come."""
        passed = []
        for _ in range(most):
            self.page.keyboard.press("Shift+Tab" if back else "Tab")
            at = self.look()
            if wanted(at):
                return at
            passed.append(at["name"][:20])
        raise AssertionError(f"{self.page.url}: no way to it, only to {passed}")

    def to(self, name, tag=None):
        return self.tab_to(
            lambda at: at["name"].startswith(name) and (tag is None or at["tag"] == tag)
        )

    def follow(self, name, tag=None):
        """Go to a link or a button, press Enter, and wait for the page that comes."""
        self.to(name, tag)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def begin(self):
        self.tab_to(lambda at: at["name"] in {"開始", "繼續作答"})
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")


@pytest.fixture(params=[(1280, 900), (390, 844)], ids=["wide", "phone"])
def keyboard(visitors, request):
    width, height = request.param
    context = visitors.browser.new_context(
        viewport={"width": width, "height": height}, locale="zh-TW"
    )
    context.set_default_timeout(20_000)
    page = context.new_page()
    page.goto(f"{visitors.address}/sign-in")
    yield Keyboard(page)
    context.close()


def sign_in(keyboard):
    page = keyboard.page
    keyboard.tab_to(lambda at: at["kind"] == "text")
    page.keyboard.type("keyboard")
    keyboard.tab_to(lambda at: at["kind"] == "password")
    page.keyboard.type(PASSWORD)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_from_the_sign_in_to_the_result(keyboard):
    page = keyboard.page
    sign_in(keyboard)
    assert page.url.endswith("/readiness")
    keyboard.tab_to(lambda at: at["tag"] == "A" and "T1.2" in at["name"])
    with page.expect_navigation():
        page.keyboard.press("Enter")
    keyboard.follow("測驗這項任務", "A")
    keyboard.begin()
    titles = []
    while "/review" not in page.url:
        titles.append(page.title())
        answer_by_keys(keyboard)
        keyboard.tab_to(lambda at: at["name"] in {"下一題", "檢查並送出"})
        with page.expect_navigation():
            page.keyboard.press("Enter")
    assert len(titles) == len(set(titles)) >= 5
    assert titles[1].startswith("第 2 題，共")
    keyboard.follow("送出", "BUTTON")
    assert page.title().startswith("結果")
    assert page.locator("h1").inner_text().endswith("題已送出")
    assert not keyboard.faults


def answer_by_keys(keyboard):
    """Answer what can be answered by choosing: the first choice that the keyboard meets."""
    page = keyboard.page
    if page.locator("#sheet input.rd").count():
        keyboard.tab_to(lambda at: at["kind"] == "radio")
        page.keyboard.press("Space")
        page.keyboard.press("ArrowDown")
        keyboard.look()
        assert page.locator("#sheet input.rd:checked").count()
    elif page.locator("#sheet input.cb").count():
        keyboard.tab_to(lambda at: at["kind"] == "checkbox")
        page.keyboard.press("Space")
        assert page.locator("#sheet input.cb:checked").count() == 1


def test_after_the_confirmation_the_focus_is_on_the_feedback(keyboard):
    page = keyboard.page
    sign_in(keyboard)
    page.goto(page.url.replace("/readiness", "/quizzes/practice/K24"))
    keyboard.begin()
    answer_by_keys(keyboard)
    keyboard.follow("確認答案")
    assert page.evaluate("document.activeElement.closest('.fb') !== null")
    assert keyboard.look()["is_heading"]
    before = page.title()
    keyboard.follow("下一題")
    assert re.match(r"第 \d+ 題，共 \d+ 題", page.title())
    assert page.title() != before


def test_every_page_of_the_trainee_lets_the_focus_through(visitors):
    """Going on and on comes round to where it began."""
    context = visitors.context("player")
    for path in ("/readiness", visitors.places["quiz"], visitors.places["result"]):
        page = context.new_page()
        page.goto(f"{visitors.address}{path}")
        keyboard = Keyboard(page)
        keyboard.tab_to(lambda at: at["name"].startswith("跳到主要內容"))
        keyboard.tab_to(lambda at: at["name"].startswith("跳到主要內容"), most=400)
        assert not keyboard.faults
        page.close()
