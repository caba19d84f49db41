"""What each way of placing a word costs: the smaller, the more like the documents seen.

The figures are rough negative logarithms of how often a thing happens in official documents.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import lru_cache

from curriculum.icap.readers.text_geometry import Geometry
from curriculum.icap.readers.text_tokens import CODE, Column, Token, first_chunk, fold, width

OUT_OF_ORDER = 8.0
UNMARKED_PAGE = 4.0
CODE_AS_TEXT = 7.0
LEVEL_AS_TEXT = 2.0
FIRM_LEVEL_AS_TEXT = 7.0
O_AS_INDICATOR = 2.5
REPEATED_AS_INDICATOR = 0.5
REPEATED_AS_OUTPUT = 2.0
P_AS_OUTPUT = 5.0
SECOND_CODE_IN_LINE = 3.0
NEW_BLOCK = 2.0
SECOND_TASK = 3.0
SECOND_TASK_BELOW = 0.5
LATE_DUTY = 3.0
SECOND_LEVEL = 1.0
FAR_LEVEL = 6.0
BLOCK_WITHOUT_LEVEL = 4.0
ROW_WITHOUT_INDICATOR = 2.0
BARE_CODE = 6.0

_WITHOUT_CODE = {Column.OUTPUT: 3.5}
_UNCODED = 5.0
_GAP_IN_COLUMN = 5.0
_GAP_AT_PAGE = 1.5
_SKIPPED_LINE = 2.5
_PER_CELL_SHORT = 0.8
_SHORT = 0.5
_SHORT_AT_MOST = 8.0
_UNKNOWN_LIMIT = 1.0
_PER_CELL_WIDE = 0.7
_WIDE_AT_MOST = 10.0
_AFTER_STOP = 2.0
_BRACKET = 2.0
_SPACE = 3.0
_SPACE_BY_LATIN = 0.3
_KNOWN_FOLLOWER = 2.0
_LATIN_SLACK = 0.25
_ATTESTED = -2.0
_NEW = 0.4
_CUT = 3.0
_CUT_SIGNS = "，、,/／（(「【『—-"
_CUT_WORDS = "與和及之的或並以"
_PER_CELL_LONG = 0.03
_STOPS = "。；"
_BRACKETS = dict.fromkeys("（(【「『《[", 1) | dict.fromkeys("）)】」』》]", -1)
_LATIN = re.compile(r"[!-~]")


@dataclass(frozen=True, slots=True)
class Open:
    """The latest line of the item that is open in a column.

    `depth` counts its open brackets,
    `length` is how wide the whole item would be in one line, `serial` that of its last word.
    """

    text: str
    line: int
    depth: int
    length: int
    bare: bool
    serial: int

    @classmethod
    def beginning(cls, token: Token, line: int, before: "Open | None") -> "Open":
        """Begin a line with this word, of a new item or of the one that was open before."""
        bare = CODE.fullmatch(fold(token.text)) is not None
        depth, length = (before.depth, before.length) if before is not None else (0, 0)
        return cls(
            token.text,
            line,
            max(0, depth + _depth(token.text)),
            length + (0 if bare else width(token.text)),
            bare,
            token.serial,
        )

    def extended(self, token: Token) -> "Open":
        """Add a word to the line."""
        return Open(
            f"{self.text} {token.text}",
            self.line,
            max(0, self.depth + _depth(token.text)),
            self.length + width(token.text),
            bare=False,
            serial=token.serial,
        )


@lru_cache(maxsize=8192)
def _depth(text: str) -> int:
    return sum(_BRACKETS.get(character, 0) for character in text)


@lru_cache(maxsize=8192)
def _unfinished(text: str) -> float:
    if text[-1] in _CUT_SIGNS:
        return _CUT
    return _CUT / 2 if text[-1] in _CUT_WORDS else 0.0


@dataclass(frozen=True, slots=True)
class Prices:
    """Prices under one geometry; `across` when the text goes line by line over all columns."""

    geometry: Geometry
    across: bool
    breaks: Sequence[int]

    def end(self, column: Column, text: str) -> float:
        """Price a line as the last of its item: wider than its column, or broken off."""
        price = _unfinished(text)
        limit = self.geometry.extremes.get(column)
        if limit is None:
            return price
        return price + min(_WIDE_AT_MOST, max(0.0, width(text) - limit - 1) * _PER_CELL_WIDE)

    def uncoded(self, column: Column) -> float:
        """Price an item that begins without a code."""
        return _WITHOUT_CODE.get(column, _UNCODED)

    def following(self, before: Open | None, line: int, row_line: int) -> float:
        """Price a coded item by whether its column was in use in the line before."""
        if not self.across or line == row_line or self.page_start(line) == line:
            return 0.0
        return 0.0 if before is not None and before.line >= line - 1 else _SKIPPED_LINE

    def word(self, before: Open, token: Token) -> float:
        """Price a space inside a line of one item."""
        if before.bare:
            return 0.0
        beside = before.text[-1] + token.text[0]
        return _SPACE_BY_LATIN if _LATIN.search(fold(beside)) else _SPACE

    def line(
        self,
        column: Column,
        before: Open,
        token: Token,
        line: int,
        pointer: int,
        bottom: AbstractSet[int],
    ) -> float:
        """Price a line that goes on with the item that is open in the column."""
        price = self._gap(column, before, line, pointer, bottom)
        if before.bare:
            return price
        price += self._shortness(column, before, token)
        price -= _unfinished(before.text)
        price += _ATTESTED if before.text[-1] + token.text[0] in self.geometry.attested else _NEW
        if before.text[-1] in _STOPS:
            price += _AFTER_STOP
        if _depth(token.text) < 0:
            price += -_BRACKET if before.depth > 0 else _BRACKET
        if column <= Column.OUTPUT:
            price += _PER_CELL_LONG * before.length
        return price + self._habit(before, token)

    def _gap(
        self, column: Column, before: Open, line: int, pointer: int, bottom: AbstractSet[int]
    ) -> float:
        if self.across:
            if before.line == line - 1:
                return 0.0
            return _GAP_AT_PAGE if self.page_start(line) == line else _GAP_IN_COLUMN
        if before.line < self.page_start(line) and column >= pointer:
            return 0.0 if column in bottom else _GAP_AT_PAGE
        return 0.0 if before.line == line - 1 and pointer == column else _GAP_IN_COLUMN

    def page_start(self, line: int) -> int:
        """Give the line that this line's page begins with; 0 on the first page."""
        found = bisect_right(self.breaks, line)
        return self.breaks[found - 1] if found else 0

    def _shortness(self, column: Column, before: Open, token: Token) -> float:
        limit = self.geometry.limits.get(column)
        if limit is None:
            return _UNKNOWN_LIMIT
        slack = _LATIN_SLACK * len(_LATIN.findall(before.text))
        short = limit - width(before.text) - width(first_chunk(token.text))
        if short < 0:
            return self.geometry.ending(column, before.text)
        return min(_SHORT_AT_MOST, max(0.0, short - slack) * _PER_CELL_SHORT + _SHORT)

    def _habit(self, before: Open, token: Token) -> float:
        seen = self.geometry.followers.get(before.text)
        if not seen:
            return 0.0
        return -_KNOWN_FOLLOWER if token.text in seen else _KNOWN_FOLLOWER / 2
