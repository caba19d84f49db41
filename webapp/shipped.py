"""What is shipped with the platform: official documents, lessons, banks."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import curriculum
import quizzes
from curriculum.errors import NotFoundError
from curriculum.modules.citations import CitedTexts, read_cited_texts
from curriculum.modules.lessons import Lesson, read_lesson
from quizzes.panels.rating_file import PanelHead, read_panel

COURSES = Path(str(curriculum.__file__)).parent / "courses"
BANKS = Path(str(quizzes.__file__)).parent / "banks"


def shipped_standards() -> Sequence[str]:
    """Return the codes of the standards that have a shipped course."""
    return sorted(path.name for path in COURSES.iterdir() if (path / "standard.txt").is_file())


def shipped_document(code: str) -> Path:
    """Return the official document of a shipped course, or raise NotFoundError."""
    path = COURSES / code / "standard.txt"
    if not path.is_file():
        raise NotFoundError(f"沒有隨附 {code} 的文件。", f"No document of {code} is shipped.")
    return path


def shipped_lessons(code: str) -> Mapping[str, Lesson]:
    """Return the shipped lessons of a standard by competency code."""
    folder = COURSES / code / "lessons"
    return {
        path.stem: read_lesson(path.read_text(encoding="utf-8"), filename=path.name)
        for path in sorted(folder.glob("*.md"))
    }


def cited_texts(code: str) -> CitedTexts:
    """Return the laws that a shipped course may cite; nothing where it keeps no list."""
    path = COURSES / code / "cited.yaml"
    if not path.is_file():
        return {}
    return read_cited_texts(path.read_text(encoding="utf-8"), filename=path.name)


def bank_files(code: str) -> Sequence[Path]:
    """Return the shipped bank files of a standard, by competency code."""
    return sorted((BANKS / code).glob("*.yaml"))


def shipped_panel(code: str) -> PanelHead | None:
    """Return the newest panel that rated the shipped banks of a standard."""
    files = sorted((BANKS / code / "panels").glob("*.yaml"))
    if not files:
        return None
    return read_panel(files[-1].read_text(encoding="utf-8"), filename=files[-1].name)
