"""axe-core on a page that is open."""

from importlib.resources import files
from typing import Any

from playwright.sync_api import Page

SOURCE = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN = """(options) => axe.run(document, options).then(({ violations, incomplete }) => {
  const brief = ({ id, nodes }) => nodes.map((node) => ({
    rule: id, place: node.target.flat().join(" "), html: node.html.slice(0, 160),
    why: [...node.any, ...node.all, ...node.none].map((check) => check.data?.messageKey || check.message || "").join("; ").slice(0, 160),
  }));
  return { violations: violations.flatMap(brief), incomplete: incomplete.flatMap(brief) };
})"""


def load(page: Page) -> None:
    """Put axe into the page; it is evaluated by the debugger, so the page's policy stays on."""
    page.evaluate(SOURCE)


def run(page: Page, rules: list[str] | None = None) -> dict[str, list[dict[str, Any]]]:
    """Return the violations, and what only a person can judge."""
    only = {"type": "rule", "values": rules} if rules else {"type": "tag", "values": TAGS}
    options = {"runOnly": only, "resultTypes": ["violations", "incomplete"]}
    return page.evaluate(RUN, options)
