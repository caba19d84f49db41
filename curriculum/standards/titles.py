"""English titles of official Chinese ones: unofficial translations, one file for each course."""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

import yaml

COURSES = Path(__file__).parent.parent / "courses"
FILE = "titles.en.yaml"


def in_english(official: str) -> str:
    """Return the English title of what a standard says; the official text where there is none."""
    return _every_title().get(official, official)


def read_titles(source: str) -> Mapping[str, tuple[str, str]]:
    """Return by code what a titles file says: the official text and its English title."""
    entries: Mapping[str, tuple[str, str]] = yaml.safe_load(source)["titles"]
    return {code: (official, english) for code, (official, english) in entries.items()}


@lru_cache(maxsize=1)
def _every_title() -> Mapping[str, str]:
    files = sorted(COURSES.glob(f"*/{FILE}"))
    return {
        official: english
        for path in files
        for official, english in read_titles(path.read_text(encoding="utf-8")).values()
    }
