"""What tests that act in a browser share: Chromium, and the demonstration that is served to it."""

import fcntl
import os
import shutil

import pytest

from tests.journeys.serving import run, serving

INSTALL = "apt-get install chromium fonts-noto-cjk"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


def chromium_path() -> str:
    """Return where Chromium is; skip without one, fail where it must be there."""
    path = shutil.which("chromium") or shutil.which("google-chrome")
    if path is None:
        if os.environ.get("CI") == "true":
            pytest.fail(f"needs Chromium: {INSTALL}")
        pytest.skip(f"needs Chromium: {INSTALL}")
    return path


@pytest.fixture(scope="session")
def playwright():
    """What drives browsers; there can be one of it in a process."""
    chromium_path()
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        yield driver


@pytest.fixture(scope="session")
def chromium(playwright):
    """Headless Chromium as the system has it."""
    browser = playwright.chromium.launch(executable_path=chromium_path(), args=ARGUMENTS)
    yield browser
    browser.close()


@pytest.fixture(scope="session")
def made_demonstration(tmp_path_factory, worker_id):
    """The demonstration as it is made, once for all workers; each changes only a copy."""
    folder = tmp_path_factory.getbasetemp()
    folder = folder if worker_id == "master" else folder.parent
    made = folder / "demonstration-made"
    with (folder / "demonstration.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            run(folder / "demonstration-begun", "demo", "make")
            (folder / "demonstration-begun").rename(made)
    return made


@pytest.fixture(scope="session")
def demonstration_instance(tmp_path_factory, made_demonstration):
    """This worker's copy of the demonstration."""
    return shutil.copytree(made_demonstration, tmp_path_factory.mktemp("demo") / "instance")


@pytest.fixture(scope="session")
def demonstration(demonstration_instance):
    """The address at which this worker's demonstration is served."""
    with serving(demonstration_instance, CALLBOARD_DEMO="1") as address:
        yield address
