"""axe-core on a page that is open."""

from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml
from playwright.sync_api import Page

SOURCE = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OF_COLOUR = ["color-contrast", "link-in-text-block"]  # what another theme can change
REVIEWED = yaml.safe_load((Path(__file__).parent / "reviewed.yaml").read_text(encoding="utf-8"))
RUN = """([options, reviewed]) => axe.run(document, options).then(({ violations, incomplete }) => {
  const why = (node) => [...node.any, ...node.all, ...node.none]
    .map((check) => check.data?.messageKey || check.id).join(" ");
  const is_reviewed = (rule, node) => reviewed.findIndex((each) => each.rule === rule
    && (!each.why || each.why === why(node)) && node.element.matches(each.selector));
  const met = new Set();
  const brief = ({ id, nodes }) => nodes.map((node) =>
    `${id} (${why(node)}): ${node.target.flat().join(" ")} ${node.html.slice(0, 140)}`);
  const unknown = incomplete.map(({ id, nodes }) => ({ id, nodes: nodes.filter((node) => {
    const found = is_reviewed(id, node);
    if (found >= 0) met.add(found);
    return found < 0;
  }) }));
  return { faults: [...violations.flatMap(brief), ...unknown.flatMap(brief)], met: [...met] };
})"""


def load(page: Page) -> None:
    """Put axe into the page; the debugger evaluates it, so the page's own policy stays on."""
    page.evaluate(SOURCE)


def faults(page: Page, rules: list[str] | None = None) -> list[str]:
    """Return the violations, and what only a person can judge and none has reviewed."""
    return run(page, rules)["faults"]


def run(page: Page, rules: list[str] | None = None) -> dict[str, Any]:
    only = {"type": "rule", "values": rules} if rules else {"type": "tag", "values": TAGS}
    options = {
        "runOnly": only,
        "resultTypes": ["violations", "incomplete"],
        "elementRef": True,
    }
    return page.evaluate(RUN, [options, REVIEWED])
