"""The lines of the text and the part of the document that each belongs to."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from curriculum.icap.readers.text_tokens import fold

_PAGE_MARK = re.compile(r"第?\s*\d+\s*頁\s*[,/，]?\s*(?:(?:總共|共|/)\s*\d+\s*頁)?|-\s*\d+\s*-")
_PAGE_NUMBER = re.compile(r"第\s*(\d+)\s*頁.*?共\s*(\d+)\s*頁")
_HEADINGS = tuple(
    Counter(
        f"{duty}職責工作任務工作產出行為指標職能級別職能內涵(k=knowledge知識)職能內涵(s=skills技能)"
    )
    for duty in ("主要", "工作")
)
_IN_EVERY_HEADING = Counter("行為指標工作任務職能")
_LONGEST_HEADING = 24
_ATTITUDES = re.compile(r"(?:職能內涵)?\(?a=attitudes?態度\)?")
_NOTES = re.compile(r"說明[與及]補充(?:事項|說明)")


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line without the space around it; `opens_page` where a page begins with it."""

    text: str
    number: int
    page: int | None
    opens_page: bool = False


@dataclass(slots=True)
class Sections:
    """The lines of each part of the document, without page heads, feet and repeated headings."""

    front: list[Line] = field(default_factory=list)
    heading: list[Line] = field(default_factory=list)
    main: list[Line] = field(default_factory=list)
    attitude_heading: Line | None = None
    attitudes: list[Line] = field(default_factory=list)
    note_heading: Line | None = None
    notes: list[Line] = field(default_factory=list)


def printed_lines(text: str) -> tuple[list[Line], int | None]:
    """Give every line, blank ones too, and the number of pages where the text tells it."""
    raw = re.split(r"\r\n|[\n\r\f\v\x85\u2028\u2029]", text)
    numbers = _numbers_from_marks(raw)
    if numbers is None and "\f" in text:
        numbers = _numbers_from_feeds(text)
    pages, count = numbers if numbers is not None else ([None] * len(raw), None)
    lines = [Line(line.strip(), index + 1, pages[index]) for index, line in enumerate(raw)]
    return lines, count


def _numbers_from_marks(raw: list[str]) -> tuple[list[int | None], int] | None:
    """Tell each line's page by the printed marks, when none is missing."""
    marks = [
        (index, int(found[1]), int(found[2]))
        for index, line in enumerate(raw)
        if len(line) < 40 and (found := _PAGE_NUMBER.search(fold(line)))
    ]
    if not marks or [mark[1] for mark in marks] != list(range(1, marks[0][2] + 1)):
        return None
    first = next(index for index, line in enumerate(raw) if line.strip())
    at_foot = marks[0][0] != first
    pages: list[int | None] = []
    page = 1
    ends = {index for index, _, _ in marks}
    for index in range(len(raw)):
        if index in ends and not at_foot and index != first:
            page += 1
        pages.append(min(page, len(marks)))
        if index in ends and at_foot:
            page += 1
    return pages, len(marks)


def _numbers_from_feeds(text: str) -> tuple[list[int | None], int]:
    pages: list[int | None] = []
    for number, page in enumerate(text.rstrip("\f\n").split("\f"), start=1):
        count = len(re.split(r"\r\n|[\n\r\v\x85\u2028\u2029]", page))
        pages += [number] * count
    last = pages[-1]
    pages += [last] * (text.count("\n") + text.count("\f") + 2)
    return pages, last or 1


def sections(printed: Sequence[Line]) -> Sections:
    """Sort the lines that are not blank into the parts of the document."""
    lines = [line for line in printed if line.text]
    found = Sections()
    current = found.front
    index = 0
    opens = False
    while index < len(lines):
        line = lines[index]
        squeezed = _squeezed(line)
        run = _heading_run(lines, index)
        if run:
            found.heading = found.heading or lines[index : index + run]
            current = found.main if current is found.front else current
            index, opens = index + run, True
            continue
        index += 1
        if _PAGE_MARK.fullmatch(fold(line.text)):
            opens = True
        elif _ATTITUDES.fullmatch(squeezed):
            found.attitude_heading = found.attitude_heading or line
            current = found.attitudes
        elif _NOTES.fullmatch(squeezed):
            found.note_heading = found.note_heading or line
            current = found.notes
        else:
            opens = opens or bool(current and current[-1].page != line.page)
            current.append(Line(line.text, line.number, line.page, opens_page=opens))
            opens = False
    return found


def _heading_run(lines: list[Line], start: int) -> int:
    """Count the lines from here on that are the column heads of the main table; 0 if none are.

    A narrow column breaks its head anywhere, so that only the characters tell; where more of them
    are found from the next line on, this one still belongs to the page before.
    """
    found, length = max(_heading_at(lines, start, heading) for heading in _HEADINGS)
    if not length:
        return 0
    below, _ = max(_heading_at(lines, start + 1, heading) for heading in _HEADINGS)
    return length if found >= below else 0


def _heading_at(lines: list[Line], start: int, heading: Counter[str]) -> tuple[int, int]:
    """Count the characters of a heading, and its lines."""
    seen: Counter[str] = Counter()
    end = start
    for line in lines[start : start + _LONGEST_HEADING]:
        more = seen + Counter(_squeezed(line))
        if not more <= heading:
            break
        seen, end = more, end + 1
    return (seen.total(), end - start) if seen >= _IN_EVERY_HEADING else (0, 0)


def _squeezed(line: Line) -> str:
    return re.sub(r"\s", "", fold(line.text)).casefold()
