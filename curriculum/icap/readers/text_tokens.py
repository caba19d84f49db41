"""The words of one line of the main table, and how wide they were printed."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
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

    `level` holds where it can be a level, and `firm` where nothing else is likely, because a code
    or the end of the line follows. `line` and `serial` number it within the main table, from 0;
    `repeated` tells that the task has already shown the same code.
    """

    text: str
    column: Column | None
    level: bool
    line: int
    serial: int
    firm: bool = False
    repeated: bool = False


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
    spans = _spans(folded, starts)
    for number, (start, end) in enumerate(spans):
        column = starts[start][1] if start in starts else None
        is_level = column is None and _LEVEL.fullmatch(folded[start:end]) is not None
        is_firm = number + 1 == len(spans) or spans[number + 1][0] in starts
        result.append(Token(text[start:end], column, is_level, line, serial + number, is_firm))
    return tuple(result)


def main_tokens(texts: Iterable[str]) -> list[tuple[Token, ...]]:
    """Split the lines of the main table into words, numbered through."""
    lines: list[tuple[Token, ...]] = []
    serial = 0
    codes: set[str] = set()
    for number, text in enumerate(texts):
        words = tokens(text, number, serial)
        serial += len(words)
        lines.append(tuple(_marked(word, codes) for word in words))
    return lines


def _marked(word: Token, codes: set[str]) -> Token:
    """Mark an output's code that has come before in the same task."""
    if word.column is Column.TASK:
        codes.clear()
    found = CODE.match(fold(word.text)) if word.column is Column.OUTPUT else None
    if found is None:
        return word
    is_repeated = found[0] in codes
    codes.add(found[0])
    return replace(word, repeated=True) if is_repeated else word


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
