"""Official documents as they were read, for tests."""

from dataclasses import replace
from pathlib import Path

import curriculum
from curriculum.icap.counting import Count, Difference
from curriculum.icap.document import StandardDocument
from curriculum.icap.findings import BLANK, Change, Finding, Option, Severity
from curriculum.icap.reading import Reading
from curriculum.icap.source import Paragraph, Place
from curriculum.wording import Wording
from tests.factories.standards import SMALL

SHIPPED = Path(curriculum.__file__).parent / "courses" / "APA2654-001v2" / "standard.txt"


def wording(zh: str) -> Wording:
    return Wording(zh=zh, en=zh)


def two_names(number: int = 0, **fields) -> Finding:
    """A finding to decide: which of two names S01 has."""
    path = "duties/0/tasks/0/blocks/0/skills/0/name"
    fields = {
        "id": f"names:{number}",
        "code": "same-code-several-names",
        "severity": Severity.WARNING,
        "place": Place(line=2),
        "text": "S01 估價與詢價能力",
        "message": wording("S01 有 2 個名稱。"),
        "needs_decision": True,
        "options": (
            Option("name-1", wording("用「估價與詢價能力」")),
            Option("name-2", wording("用「估價能力」"), (Change(path, "估價能力"),)),
        ),
        "free": (Change(path, BLANK),),
        "task": "T1.1",
        **fields,
    }
    return Finding(**fields)


def small_reading(*findings: Finding, mapping: dict = SMALL, **fields) -> Reading:
    """The reading of the small standard."""
    lines = ("T1.1 編列預算", "S01 估價與詢價能力", "", "T1.2 預估票房", "S01 估價能力")
    return replace(
        Reading(
            filename="small.docx",
            reader="docx",
            reader_version="1",
            document=StandardDocument.from_mapping(mapping),
            findings=findings,
            counts=(Count("tasks", wording("工作任務"), 2, 2),),
            lines=tuple(Paragraph(text, Place(line=n)) for n, text in enumerate(lines, start=1)),
        ),
        **fields,
    )


def lost_count() -> Count:
    """A count that differs for no known reason."""
    return Count(
        "skills", wording("技能 S"), 1, 2, (Difference("S09", 1, Place(line=3), reason=None),)
    )
