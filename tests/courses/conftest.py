"""The shipped course as its files say, read once."""

from collections.abc import Mapping, Sequence

import pytest

from curriculum.icap.reading import read_standard
from curriculum.modules.lessons import Lesson
from quizzes.items.content import ItemContent
from quizzes.items.formats.yaml_bank import read_bank
from webapp.shipped import bank_files, shipped_document, shipped_lessons

STANDARD = "APA2654-001v2"


@pytest.fixture(scope="session")
def banks() -> Mapping[str, Sequence[ItemContent]]:
    """Every bank by the code of its competency."""
    found = {}
    for file in bank_files(STANDARD):
        reading = read_bank(file.read_text(encoding="utf-8"), file=file.name)
        assert reading.problems == (), file.name
        found[file.stem] = reading.bank.items
    return found


@pytest.fixture(scope="session")
def items(banks) -> Sequence[ItemContent]:
    return [item for bank in banks.values() for item in bank]


@pytest.fixture(scope="session")
def lessons() -> Mapping[str, Lesson]:
    return shipped_lessons(STANDARD)


@pytest.fixture(scope="session")
def blocks():
    """Every block of the official document, with the code of its task."""
    path = shipped_document(STANDARD)
    document = read_standard(path.read_bytes(), filename=path.name).document
    return [
        (task.code, block)
        for duty in document.duties
        for task in duty.tasks
        for block in task.blocks
    ]


@pytest.fixture(scope="session")
def indicators(blocks) -> Mapping[str, Sequence[str]]:
    """The indicators that each competency serves."""
    served: dict[str, list[str]] = {}
    for _task, block in blocks:
        for competency in (*block.knowledge, *block.skills):
            served.setdefault(competency.code, []).extend(each.code for each in block.indicators)
    return served
