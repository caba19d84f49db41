"""Codes as they are printed: zero for O, full width, spaces inside, names beginning with digits."""

import re
from dataclasses import dataclass
from enum import StrEnum

from curriculum.icap.characters import folded

_TWINS = str.maketrans("ΤТtΟОo〇ΡРpΚКkЅsΑАa", "TTTOOOOPPPKKKSSAAA")
_TREE = re.compile(r"\s*(?P<letter>[TOP0])\s?(?P<path>\d+(?:\s?\.\s?\d+)*)\.?")
_FLAT = re.compile(r"\s*(?P<letter>[KSA])\s?(?P<path>\d+)")
_MOST_DIGITS = 8
_UNITS = re.compile(r"[A-Za-z%°℃]|[維合度級大項層段階次坪吋寸軸標]")


class Oddity(StrEnum):
    """What was unusual about a printed code, although it could be read."""

    ZERO_FOR_O = "zero-for-o"
    FULL_WIDTH = "full-width-code"
    SPACE_INSIDE = "space-in-code"
    WRONG_LETTER = "wrong-letter"
    DIGIT_NAME = "digit-name"
    NO_SPACE = "no-space"


@dataclass(frozen=True, slots=True)
class PrintedCode:
    """A code at the beginning of a text, and what follows it.

    `printed` is the code as printed, with widths folded and spaces taken out; `numbers` are its
    parts. `other_reading` is the code that the same characters could also be.
    """

    code: str
    printed: str
    numbers: tuple[int, ...]
    rest: str
    oddities: frozenset[Oddity]
    other_reading: str | None = None


@dataclass(frozen=True, slots=True)
class FlatWidths:
    """How many digits the K, S and A codes of a document have, by letter."""

    digits: tuple[tuple[str, int], ...] = ()
    beyond_99: frozenset[str] = frozenset()

    def of(self, letter: str) -> int:
        """Give the usual number of digits of a letter's codes."""
        return dict(self.digits).get(letter, 2)


def flat_widths(lines: list[str]) -> FlatWidths:
    """Learn from all lines that begin with a K, S or A code how many digits the codes have."""
    runs: dict[str, list[tuple[str, str]]] = {}
    for line in lines:
        plain = folded(line).translate(_TWINS)
        if found := _FLAT.match(plain):
            after = plain[found.end() : found.end() + 1]
            runs.setdefault(found["letter"], []).append((found["path"], after))
    digits = {letter: _usual_length([run for run, _ in each]) for letter, each in runs.items()}
    beyond = {
        letter
        for letter, each in runs.items()
        if digits[letter] == 2 and any(_reaches_100(run, after) for run, after in each)
    }
    return FlatWidths(tuple(sorted(digits.items())), frozenset(beyond))


def _usual_length(runs: list[str]) -> int:
    """Give 3 or 2 where the codes are padded to so many digits, 1 where they are not padded.

    A code of two digits shows three where its name begins with one. Where codes really have
    three, hardly any shows two, and all begin with a zero that are below 100.
    """
    lengths = [len(run) for run in runs]
    if lengths.count(1) * 5 >= len(lengths):
        return 1
    is_three = sum(length < 3 for length in lengths) * 5 < len(lengths)
    is_padded = len(runs) >= 100 or all(run[0] == "0" for run in runs)
    return 3 if is_three and is_padded else 2


def _reaches_100(run: str, after: str) -> bool:
    spaced = len(run) == 3 and run[0] != "0" and after == " "
    return spaced or (len(run) == 2 and int(run) >= 95)


def flat_code(text: str, letter: str, widths: FlatWidths) -> PrintedCode | None:
    """Read a K, S or A code at the beginning of a text; the column's letter is the truth."""
    plain = folded(text).translate(_TWINS)
    found = _FLAT.match(plain)
    accepted = "A" if letter == "A" else "KS"
    if found is None or found["letter"] not in accepted:
        return None
    if not widths.of(found["letter"]) <= len(found["path"]) <= _MOST_DIGITS:
        return None
    run, after = found["path"], plain[found.end() : found.end() + 1]
    if after == "." and plain[found.end() + 1 : found.end() + 2].isdigit():
        return None
    size = _flat_size(run, after, widths, found["letter"])
    end = found.end() - len(run) + size
    other = None
    if size < len(run) <= 3:
        other = letter + run
    elif size == 3 and widths.of(found["letter"]) == 2 and after != " ":
        other = letter + run[:2]
    return _printed(text, (found.start("letter"), end), letter, run[:size], other)


def _flat_size(run: str, after: str, widths: FlatWidths, letter: str) -> int:
    width = widths.of(letter)
    if len(run) <= width:
        return len(run)
    if width == 1:
        return len(run) - 1 if _UNITS.match(after) and not run.startswith("0") else len(run)
    if width == 2 and len(run) == 3 and run[0] != "0" and not re.match(r"[A-Za-z%]", after):
        return 3 if after == " " or letter in widths.beyond_99 else 2
    return width


def tree_code(text: str, letter: str, *, depth: int, expected: int) -> PrintedCode | None:
    """Read a T, O or P code of so many numbers; the column's letter is the truth.

    `expected` is the last number that would come next: it decides where the code ends when the
    name begins with a digit.
    """
    plain = folded(text).translate(_TWINS)
    found = _TREE.match(plain)
    if found is None or (letter == "T") != (found["letter"] == "T"):
        return None
    numbers = re.split(r"\s?\.\s?", found["path"])
    if len(numbers) != depth or any(len(number) > _MOST_DIGITS for number in numbers):
        return None
    after = plain[found.end("path") : found.end("path") + 1]
    size = _tree_size(numbers[-1], after, expected, may_leap=letter == "T")
    end = found.end("path") - len(numbers[-1]) + size
    path = ".".join([*(str(int(n)) for n in numbers[:-1]), str(int(numbers[-1][:size]))])
    whole = letter + ".".join([*numbers[:-1], numbers[-1]])
    other = whole if size < len(numbers[-1]) else None
    if size == len(numbers[-1]) and plain[end : end + 1] == "." and found.end() == end + 1:
        end += 1
    return _printed(text, (found.start("letter"), end), letter, path, other)


def _tree_size(run: str, after: str, expected: int, *, may_leap: bool) -> int:
    """Say how many digits belong to the code; the numbers of tasks may leap, others seldom do."""
    if len(run) == 1 or int(run[:6]) == expected or after == " ":
        return len(run)
    for size in range(1, len(run)):
        fits = int(run[:size]) == expected and run[size] != "0"
        leaps = not may_leap and int(run[:6]) > expected + 5
        if fits and (_UNITS.match(after) or leaps):
            return size
    if re.match(r"[A-Za-z%]", after) and run[-1] != "0":
        return len(run) - 1
    return min(len(run), 3)


def _printed(
    text: str, span: tuple[int, int], letter: str, path: str, other: str | None
) -> PrintedCode:
    raw = text[span[0] : span[1]]
    narrow = folded(raw)
    printed = re.sub(r"\s", "", narrow).rstrip(".")
    rest = text[span[1] :]
    oddities = set()
    if printed[0] == "0":
        oddities.add(Oddity.ZERO_FOR_O)
    if (letter, printed[0]) != ("O", "0") and printed[0].translate(_TWINS) != letter:
        oddities.add(Oddity.WRONG_LETTER)
    if narrow != raw:
        oddities.add(Oddity.FULL_WIDTH)
    if re.search(r"\s", narrow):
        oddities.add(Oddity.SPACE_INSIDE)
    if rest[:1].isdigit():
        oddities.add(Oddity.DIGIT_NAME)
    if rest and not rest[0].isspace():
        oddities.add(Oddity.NO_SPACE)
    return PrintedCode(
        code=letter + path,
        printed=printed,
        numbers=tuple(int(number) for number in path.split(".")),
        rest=rest.lstrip(" \t:：\u3000"),
        oddities=frozenset(oddities),
        other_reading=other,
    )
