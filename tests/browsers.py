"""Headless Chromium as the system has it."""

import os
import shutil

import pytest

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
