import shutil

import pytest

from tests.accessibility.people import add_people
from tests.accessibility.visiting import Visitors
from tests.journeys.pages import COHORT, issue_certificates, reach
from tests.journeys.serving import serving


def pytest_collection_modifyitems(items):
    for item in items:
        if item.nodeid.startswith("tests/accessibility/"):
            item.add_marker("a11y")


@pytest.fixture(scope="session")
def visitors(chromium, tmp_path_factory, made_demonstration):
    """Everybody of the demonstration, and more people, each with a browser of their own."""
    instance = tmp_path_factory.mktemp("a11y") / "instance"
    shutil.copytree(made_demonstration, instance)
    places = add_people(instance)
    with serving(instance, CALLBOARD_DEMO="1") as address:
        everybody = Visitors(chromium, address, places)
        page = everybody.context("administrator").new_page()
        reach(page, address, "", ("/administrator/completion", COHORT, issue_certificates))
        page.close()
        yield everybody
