"""The words of one line of the main table, and how wide they were printed."""

import re
import unicodedata
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache


class Column(IntEnum):
    """The seven logical columns of the main table, from left to right."""

    DUTY = 0
    TASK = 1
    OUTPUT = 2
    INDICATOR = 3
    LEVEL = 4
    KNOWLEDGE = 5
    SKILL = 6


@dataclass(frozen=True, slots=True)
class Token:
    """A run of text without a space; `column` is what its code says, None where it has none.

    `line` and `serial` number it within the main table, from 0.
    """

    text: str
    column: Column | None
    level: bool
    line: int
    serial: int


_DOT = r"\s?[.．]\s?"
_CODES = re.compile(
    r"(?:^|(?<=\s))(?:"
    rf"(?P<task>T\s?\d+{_DOT}\d+(?!\.?\d))"
    r"|(?P<duty>T\s?\d+(?![\d.．]))"
    rf"|(?P<output>(?:O\s?\d+(?:{_DOT}\d+){{1,3}}|0\d{{1,2}}{_DOT}\d{{1,2}}{_DOT}\d))"
    rf"|(?P<indicator>P\s?\d+(?:{_DOT}\d+){{1,3}})"
    r"|(?P<knowledge>K\s?\d{2,3}(?!\.\d)|K\d(?![\d.A-Za-z]))"
    r"|(?P<skill>S\s?\d{2,3}(?!\.\d)|S\d(?![\d.A-Za-z]))"
    r")"
)
CODE = re.compile(rf"[TOPKS0]\s?\d+(?:{_DOT}\d+){{0,3}}")
_LEVEL = re.compile(r"[1-6]")
_OPENING = "（(「『【《〈〔［[{“‘"
_CLOSING = "）)」』】》〉〕］]}”’，、。．；：！？,.;:!?…"


def fold(text: str) -> str:
    """Give the text in the letters of ordinary type, character for character."""
    if text.isascii():
        return text
    return "".join(_fold_character(character) for character in text)


@lru_cache(maxsize=4096)
def _fold_character(character: str) -> str:
    folded = unicodedata.normalize("NFKC", character)
    return folded if len(folded) == 1 else character


@lru_cache(maxsize=8192)
def width(text: str) -> int:
    """Measure the text in half-width cells, as on a terminal."""
    return sum(
        2 if unicodedata.east_asian_width(character) in "WFA" and ord(character) > 0xFF else 1
        for character in text
    )


@lru_cache(maxsize=8192)
def first_chunk(text: str) -> str:
    """Give the part at the beginning of a line that no line break could have cut off."""
    end = 0
    while end < len(text) and text[end] in _OPENING:
        end += 1
    if end < len(text) and _is_latin(text[end]):
        while end < len(text) and _is_latin(text[end]):
            end += 1
    else:
        end += 1
    while end < len(text) and text[end] in _CLOSING:
        end += 1
    return text[:end]


def _is_latin(character: str) -> bool:
    return character.isascii() and character.isalnum()


def joined(first: str, second: str) -> str:
    """Put together two lines of one sentence; only Latin words had a space at the break."""
    if first and second and _is_latin(first[-1]) and _is_latin(second[0]):
        return f"{first} {second}"
    return first + second


def tokens(text: str, line: int, serial: int = 0) -> tuple[Token, ...]:
    """Split a line into its words; a code with a space inside it is one word."""
    folded = fold(text)
    starts: dict[int, tuple[int, Column]] = {
        match.start(): (match.end(), Column[str(match.lastgroup).upper()])
        for match in _CODES.finditer(folded)
    }
    result: list[Token] = []
    for start, end in _spans(folded, starts):
        column = starts[start][1] if start in starts else None
        is_level = column is None and _LEVEL.fullmatch(folded[start:end]) is not None
        result.append(Token(text[start:end], column, is_level, line, serial + len(result)))
    return tuple(result)


def _spans(folded: str, starts: dict[int, tuple[int, Column]]) -> list[tuple[int, int]]:
    spans = []
    position = 0
    while position < len(folded):
        if folded[position].isspace():
            position += 1
            continue
        end = starts[position][0] if position in starts else position
        while end < len(folded) and not folded[end].isspace():
            end += 1
        spans.append((position, end))
        position = end
    return spans
