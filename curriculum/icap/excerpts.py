"""The printed lines to show beside a finding: where it stands, with what is around it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from curriculum.icap.findings import Finding
from curriculum.icap.source import Paragraph

MOST_HITS = 8
_BEFORE, _AFTER = 3, 5
_CODE = re.compile(r"[TOPKSA]\s?\d[\d.]*")
_NEXT_CODE = re.compile(r"\s[TOPKSA]\d")
_SEVERAL = {"same-code-several-names", "same-name-several-codes", "same-code-twice"}


@dataclass(frozen=True, slots=True)
class ExcerptLine:
    """One printed line, or a remark that lines from `number` to `last` are left out."""

    number: int | None
    text: str
    page: int | None = None
    is_hit: bool = False
    marked: str = ""  # the part of the text that the finding is about
    last: int | None = None

    @property
    def is_gap(self) -> bool:
        """Whether lines are left out here."""
        return self.last is not None


def excerpt(lines: Sequence[Paragraph], finding: Finding) -> tuple[ExcerptLine, ...]:
    """Give the lines around each place of a finding, with gaps between them; no blank lines."""
    printed = [line for line in lines if line.text.strip()]
    hits = _hits(printed, finding)
    shown = sorted({n for hit in hits for n in _around(hit, len(printed), is_alone=len(hits) == 1)})
    return tuple(_with_gaps(printed, shown, set(hits), finding))


def _hits(lines: Sequence[Paragraph], finding: Finding) -> list[int]:
    anchor = next(
        (n for n, line in enumerate(lines) if line.place.line == finding.place.line), None
    )
    if anchor is None or finding.place.line is None:
        return []
    if finding.code not in _SEVERAL:
        return [anchor]
    needle = _needle(finding)
    found = [n for n, line in enumerate(lines) if needle and needle in line.text]
    return sorted({anchor, *found[:MOST_HITS]})


def _needle(finding: Finding) -> str:
    """Give what to look for in all lines: the name that several codes share, or the code."""
    code = _CODE.match(finding.text)
    if code is None:
        return ""
    name = finding.text[code.end() :].strip()
    return name if finding.code == "same-name-several-codes" else code[0].strip()


def _around(hit: int, count: int, *, is_alone: bool) -> range:
    before, after = (_BEFORE, _AFTER) if is_alone else (0, 1)
    return range(max(0, hit - before), min(count, hit + after + 1))


def _with_gaps(
    lines: Sequence[Paragraph], shown: Sequence[int], hits: set[int], finding: Finding
) -> Iterator[ExcerptLine]:
    for before, number in zip([None, *shown], shown, strict=False):
        if before is not None and number - before > 1:
            first, last = lines[before + 1].place.line, lines[number - 1].place.line
            yield ExcerptLine(first, "", last=last)
        line = lines[number]
        is_hit = number in hits
        marked = _marked(line.text, finding) if is_hit else ""
        yield ExcerptLine(line.place.line, line.text, line.place.page, is_hit, marked)


def _marked(text: str, finding: Finding) -> str:
    """Give the part of a line that a finding is about: as much of its text as stands there."""
    needle = _needle(finding) if finding.code in _SEVERAL else ""
    if needle and needle in text:
        rest = text[text.index(needle) :]
        following = _NEXT_CODE.search(rest)
        return (rest[: following.start()] if following else rest).strip()
    wanted = finding.text.partition("\n")[0].strip()
    sizes = range(len(wanted), 1, -1)
    return next((wanted[:size].strip() for size in sizes if wanted[:size] in text), "")
