"""The pictures of the documentation: `pytest tests/journeys/test_pictures.py --pictures`."""

from pathlib import Path

import pytest

from tests.journeys.pages import PAGES, reach

PICTURES = Path("docs/pictures")


@pytest.mark.parametrize(("width", "height"), [(1280, 900), (390, 844)])
def test_every_page_can_be_pictured(chromium, demonstration, request, tmp_path, width, height):
    """Without the option they go to a folder of the test; every page is reached either way."""
    folder = PICTURES if request.config.getoption("--pictures") else tmp_path
    folder.mkdir(exist_ok=True)
    for role, pages in PAGES.items():
        context = chromium.new_context(
            viewport={"width": width, "height": height}, color_scheme="light", locale="zh-TW"
        )
        page = context.new_page()
        for name, steps in pages:
            reach(page, demonstration, role, steps)
            picture = folder / f"{name}-{width}.jpg"
            page.screenshot(path=picture, type="jpeg", quality=80, full_page=True)
            assert picture.stat().st_size > 5_000
        context.close()
