"""Words of a text that look like codes, found without understanding the text."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from curriculum.icap.characters import folded, repaired
from curriculum.icap.source import Paragraph, Place

_TOKEN = re.compile(r"([TOPKSA])\s?(\d+(?:\s?\.\s?\d+){0,2})")
_WORD = re.compile(r"[A-Za-z0-9*./\-]*")
_WORD_BEFORE = re.compile(r"[A-Za-z0-9*./\-]+$")
_LONGEST_WORD = 40


@dataclass(frozen=True, slots=True)
class CodeLike:
    """A code-like word; `word` is the longer word it is only a part of."""

    code: str
    place: Place
    word: str = ""


def code_like(
    lines: Sequence[Paragraph], letter: str, depth: int, read: set[str]
) -> Iterator[CodeLike]:
    """Find the codes of a letter with so many numbers; `read` tells where a name begins."""
    for line in lines:
        text = folded(repaired(line.text))
        for found in _TOKEN.finditer(text):
            numbers = re.split(r"\s?\.\s?", found[2])
            if found[1] != letter or (letter in "TOP" and len(numbers) != depth):
                continue
            if letter in "KSA" and len(numbers[0]) < 2:
                continue
            code = _matching(letter, numbers if letter in "TOP" else numbers[:1], read)
            yield CodeLike(code, line.place, _longer_word(text, found.start(), found.end(), letter))


def _matching(letter: str, numbers: Sequence[str], read: set[str]) -> str:
    """Read the token as the longest code that the document has; a name may begin with digits."""
    stem = letter + "".join(f"{number}." for number in numbers[:-1])
    last = numbers[-1]
    readings = [stem + last[:size] for size in range(len(last), 0, -1)]
    return next((code for code in readings if code in read), stem + last)


def _longer_word(text: str, start: int, end: int, letter: str) -> str:
    """Give the word around a token where it does not begin with it, or goes on as a number."""
    before = _WORD_BEFORE.search(text[max(0, start - _LONGEST_WORD) : start])
    goes_on = letter in "KSA" and re.match(r"\.\d", text[end:]) is not None
    dotted = letter in "KSA" and "." in text[start:end]
    if before is None and not goes_on and not dotted:
        return ""
    after = _WORD.match(text, end)
    return (before[0] if before else "") + text[start:end] + (after[0] if after else "")
