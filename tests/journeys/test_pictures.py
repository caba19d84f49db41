"""Every page as people see it, at both widths and in both themes, without a fault to find.

`pytest tests/journeys/test_pictures.py --pictures` writes the pictures of the documentation.
"""

from collections import defaultdict
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.journeys.pages import PAGES, reach
from tests.journeys.serving import run, serving

PICTURES = Path("docs/pictures")
VIEWS = [(1280, "light"), (1280, "dark"), (390, "light"), (390, "dark")]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
AXE_OPTIONS = {"runOnly": {"type": "tag", "values": RULES}}


@pytest.fixture(scope="module")
def demonstration(tmp_path_factory):
    """The demonstration, made and served."""
    instance = tmp_path_factory.mktemp("demonstration")
    run(instance, "demo", "make")
    with serving(instance, CALLBOARD_DEMO="1") as address:
        yield address


@pytest.mark.parametrize(("width", "theme"), VIEWS)
def test_every_page_is_whole(chromium, demonstration, request, width, theme):
    faults = defaultdict(list)
    axe = Axe()
    for role, pages in PAGES.items():
        context = chromium.new_context(
            viewport={"width": width, "height": 900 if width > 500 else 844},
            color_scheme=theme,
            locale="zh-TW",
            bypass_csp=False,
        )
        page = context.new_page()
        said = []
        page.on("console", lambda message, said=said: said.append(message.text))
        page.on("pageerror", lambda error, said=said: said.append(str(error)))
        for name, steps in pages:
            said.clear()
            reach(page, demonstration, role, steps)
            if page.evaluate("document.documentElement.scrollWidth") > width:
                faults[name].append("wider than the screen")
            faults[name] += [text for text in said if "favicon" not in text]
            found = axe.run(page, options=AXE_OPTIONS).response["violations"]
            faults[name] += [f"{each['id']}: {each['nodes'][0]['html'][:120]}" for each in found]
            if theme == "light" and request.config.getoption("--pictures"):
                PICTURES.mkdir(exist_ok=True)
                page.screenshot(
                    path=PICTURES / f"{name}-{width}.jpg", type="jpeg", quality=80, full_page=True
                )
        context.close()
    assert not {name: found for name, found in faults.items() if found}
