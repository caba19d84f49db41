"""The level cell: one digit from 1 to 6, and what else is printed there."""

import re
from dataclasses import dataclass

from curriculum.icap.characters import squeezed


@dataclass(frozen=True, slots=True)
class PrintedLevel:
    """A level as printed; `level` is None where there is none, or more than one."""

    text: str
    level: int | None
    candidates: tuple[int, ...] = ()


def printed_level(text: str) -> PrintedLevel:
    """Read a level cell."""
    squeezed_text = squeezed(text)
    digits = re.findall(r"\d", squeezed_text)
    candidates = tuple(sorted({int(digit) for digit in digits if digit in "123456"}))
    readable = len(candidates) == 1 and len(set(digits)) == 1
    return PrintedLevel(squeezed_text, candidates[0] if readable else None, candidates)
