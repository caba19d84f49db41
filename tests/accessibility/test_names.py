"""What assistive technology says: every control has a name, in the language of the page."""

import re

import pytest

from tests.accessibility.people import TRAINEES
from tests.accessibility.screens import SCREENS
from webapp.demo import people

CONTROLS = {
    "link", "button", "textbox", "searchbox", "checkbox", "radio", "combobox", "listbox",
    "spinbutton", "slider", "switch", "tab", "menuitem", "DisclosureTriangle",
}  # fmt: skip
HAN = re.compile(r"[\u3400-\u9fff]")
# what may be said without a Han character on a Chinese page: figures, codes, and these words
PLAIN = re.compile(r"[\d\s.,:/%–—·▲▼+()①-⑳-]*")
CODE = re.compile(r"([KSTPOA]\d[\d.]*|[A-Z]{3}\d{4}-\d{3}v\d|[KS]\d+-\d+)")
LATIN = {"English", "CSV", "XLSX", "PDF", "YAML", "waiting", "idle", "spare", "trainee", *TRAINEES}
FILE = re.compile(r"[\w.-]+\.(txt|pdf|docx|odt)")
# the names of people are nobody's language (WCAG 3.1.2)
NAMES = [person.name for person in people.TRAINEES] + [name for _, _, name in people.LOGINS]
OTHER_LANGUAGE = """() => {
  const words = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const foreign = (element) =>
    element.closest("[lang]").lang.startsWith("zh") || element.closest("[aria-hidden='true']");
  while (walk.nextNode()) {
    const text = walk.currentNode.data.trim();
    const is_han = /[\\u3400-\\u9fff]/.test(text);
    if (is_han && !foreign(walk.currentNode.parentElement)) words.push(text);
  }
  for (const element of document.querySelectorAll("[aria-label], [alt], [title], [placeholder]"))
    for (const name of ["aria-label", "alt", "title", "placeholder"]) {
      const text = element.getAttribute(name);
      if (/[\\u3400-\\u9fff]/.test(text ?? "") && !foreign(element)) words.push(text);
    }
  return words;
}"""
IN_BOTH = (
    "sign-in", "readiness", "task", "before-quiz", "quiz-answered", "single_choice-wrong",
    "quiz-review", "quiz-result", "record", "items",
)  # fmt: skip
ALONE = (
    "module", "case-blank", "ordering-blank", "cloze-blank", "matching-wrong", "matrix", "writing",
    "coverage", "users", "import-open", "cohort",
)  # fmt: skip
CHINESE = [screen for screen in SCREENS if screen.name in IN_BOTH + ALONE]
ENGLISH = [screen for screen in SCREENS if screen.name in {f"{name}-en" for name in IN_BOTH}]


def controls(page) -> list[tuple[str, str]]:
    """Return role and name of every control, as the browser tells them."""
    debugger = page.context.new_cdp_session(page)
    nodes = debugger.send("Accessibility.getFullAXTree")["nodes"]
    return [
        (node["role"]["value"], node.get("name", {}).get("value", "").strip())
        for node in nodes
        if not node["ignored"] and node["role"]["value"] in CONTROLS
    ]


def without_names(text: str) -> str:
    for name in NAMES:
        text = text.replace(name, "")
    return text


def is_said_in_chinese(name: str) -> bool:
    left = CODE.sub("", name)
    return bool(HAN.search(name) or PLAIN.fullmatch(left) or name in LATIN or FILE.fullmatch(name))


@pytest.mark.parametrize("screen", CHINESE, ids=[screen.name for screen in CHINESE])
def test_on_a_chinese_page_every_control_has_a_chinese_name(visitors, screen):
    page = visitors.visit(screen)
    found = controls(page)
    assert len(found) > 3
    assert [(role, name) for role, name in found if not is_said_in_chinese(name)] == []
    assert page.locator("html").get_attribute("lang") == "zh-Hant-TW"
    assert page.locator("h1").count() == 1
    page.close()


@pytest.mark.parametrize("screen", ENGLISH, ids=[screen.name for screen in ENGLISH])
def test_on_an_english_page_chinese_is_marked_as_chinese(visitors, screen):
    page = visitors.visit(screen)
    assert page.locator("html").get_attribute("lang") == "en"
    words = [without_names(text) for text in page.evaluate(OTHER_LANGUAGE)]
    assert [text for text in words if HAN.search(text)] == []
    assert [role for role, name in controls(page) if not name] == []
    page.close()


def test_lamps_say_nothing_and_words_stand_beside_them(visitors):
    page = visitors.visit(next(screen for screen in SCREENS if screen.name == "task"))
    lamps = page.locator(".lamp").evaluate_all(
        "(all) => all.filter((lamp) => lamp.textContent || lamp.title || lamp.ariaLabel"
        " || lamp.role)"
    )
    assert lamps == []
    lines = page.locator("ol.gaps > li").all()
    assert lines
    assert all(line.locator(".chip").inner_text() for line in lines)
    page.close()


LISTEN = """(region) => { window.said = []; new MutationObserver(() => {
  const text = region.textContent.trim();
  if (text && text !== window.said.at(-1)) window.said.push(text);
}).observe(region, { childList: true, subtree: true, characterData: true }); }"""


def test_saving_is_shown_and_only_what_stands_in_its_way_is_said(visitors):
    page = visitors.context("player").new_page()
    page.goto(f"{visitors.address}{visitors.places['numeric-blank']}")
    page.locator("#answer").fill("1")  # in place of what another screen may have left there
    page.locator("[data-save]").get_by_text(re.compile(r"\d\d:\d\d:\d\d")).wait_for()
    page.locator("[data-spoken][role=status]").evaluate(LISTEN)
    page.locator("#answer").press_sequentially("12345", delay=60)
    page.locator("[data-save]").get_by_text(re.compile(r"\d\d:\d\d:\d\d")).wait_for()
    page.wait_for_timeout(900)
    assert page.evaluate("window.said") == []
    page.context.set_offline(True)
    page.locator("#answer").press_sequentially("6", delay=60)
    page.locator("[data-save]").get_by_text("目前離線").wait_for()
    page.wait_for_timeout(900)
    assert len(page.evaluate("window.said")) == 1
    page.context.set_offline(False)
    page.close()
