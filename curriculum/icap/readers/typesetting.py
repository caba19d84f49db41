"""From characters with coordinates back to lines, and from wrapped lines back to sentences."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

_STARTS = re.compile(
    r"[\s•●◆⚫◎■▪‧·\ue000-\uf8ff]*"
    r"(?:[TOPKSAＴＯＰＫＳＡ0０]\s?[\d０-９]|【註|建議擔任|其他補充|基準更新|說明與補充)"
    r"|\s*[•●◆⚫◎■▪\ue000-\uf8ff]"
)
_SLACK = 1.0
_CLOSING = "，。、；：？！）」』】》〉〕］｝,.;:?!)]}%％"
_OPENING = "（「『【《〈〔［｛([{"


@dataclass(frozen=True, slots=True)
class Glyph:
    """One character on a page, in points from the top left corner."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float

    @property
    def height(self) -> float:
        """Give the height of the character's box."""
        return self.bottom - self.top


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line: its text, where it stands, and how wide its first unbreakable unit is."""

    text: str
    x0: float
    x1: float
    top: float
    first_width: float


def lines_of(glyphs: Iterable[Glyph]) -> list[Line]:
    """Gather glyphs into lines from top to bottom."""
    rows: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda g: (g.top, g.x0)):
        if rows and _same_line(rows[-1], glyph):
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
    lines = (_line(sorted(row, key=lambda g: g.x0)) for row in rows)
    return [line for line in lines if line.text.strip()]


def _same_line(row: Sequence[Glyph], glyph: Glyph) -> bool:
    middle = (glyph.top + glyph.bottom) / 2
    return row[0].top <= middle <= row[0].bottom


def _line(glyphs: Sequence[Glyph]) -> Line:
    text = glyphs[0].text
    for before, after in pairwise(glyphs):
        gap = after.x0 - before.x1
        blank = before.text.isspace() or after.text.isspace()
        text += " " + after.text if gap > after.height / 2 and not blank else after.text
    shown = [glyph for glyph in glyphs if not glyph.text.isspace()] or glyphs
    return Line(
        text=text.strip(),
        x0=shown[0].x0,
        x1=shown[-1].x1,
        top=min(glyph.top for glyph in glyphs),
        first_width=_unit(shown) - shown[0].x0,
    )


def _unit(glyphs: Sequence[Glyph]) -> float:
    """Say where the first piece that cannot be broken ends: a word, brackets, closing marks."""
    end = 0
    for before, after in pairwise(glyphs):
        word = _is_word(before.text) and _is_word(after.text) and after.x0 - before.x1 < 1
        if not (word or before.text in _OPENING or after.text in _CLOSING):
            break
        end += 1
    return glyphs[end].x1


def _is_word(text: str) -> bool:
    return text.isascii() and (text.isalnum() or text in "-./'")


def unwrapped(lines: Sequence[Line], right: float) -> str:
    """Join the lines that were broken at the right edge; other line ends stay line ends."""
    text = ""
    for before, line in zip([None, *lines], lines, strict=False):
        if before is None:
            text = line.text
        elif before.x1 + line.first_width > right - _SLACK and not _STARTS.match(line.text):
            text += _blank(before.text, line.text) + line.text
        else:
            text += "\n" + line.text
    return text


def _blank(before: str, after: str) -> str:
    """Give back the space that a line break between two western words swallowed."""
    return " " if _is_word(before[-1]) and before[-1] not in "-/" and _is_word(after[0]) else ""
