"""A pasted list of people: one a line, the name, then the number where there is one."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from curriculum.errors import InvalidError
from curriculum.wording import Wording

MOST_LINES = 200
LONGEST_NAME = 60
LONGEST_NUMBER = 40

_SEPARATOR = re.compile(r"[\t,，]")
_UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


@dataclass(frozen=True, slots=True)
class RosterEntry:
    """One person of a list, with the line that names the person."""

    line: int  # from 1
    name: str
    number: str | None


@dataclass(frozen=True, slots=True)
class RosterProblem:
    """Why a line cannot be taken."""

    line: int  # from 1
    wording: Wording


@dataclass(frozen=True, slots=True)
class Roster:
    """A list as it was understood."""

    entries: tuple[RosterEntry, ...]
    problems: tuple[RosterProblem, ...]


def read_roster(text: str) -> Roster:
    """Read a list, with every problem at once; raises InvalidError where it is too long."""
    lines = text.splitlines()
    if len(lines) > MOST_LINES:
        raise InvalidError(
            f"一次最多貼 {MOST_LINES} 行，這份名單有 {len(lines):,} 行。分幾次貼上。",
            f"A list has {MOST_LINES} lines at most, this one has {len(lines):,}; paste it in "
            "parts.",
        )
    entries = [_entry(n, line) for n, line in enumerate(lines, start=1) if line.strip(" \t,，　")]
    return Roster(tuple(entries), check_roster(entries))


def check_roster(entries: Sequence[RosterEntry]) -> tuple[RosterProblem, ...]:
    """Report every entry that cannot be taken, in the order of the lines."""
    problems = [*_malformed(entries), *_repeated(entries)]
    return tuple(sorted(problems, key=lambda problem: problem.line))


def _entry(number: int, line: str) -> RosterEntry:
    name, _, rest = _SEPARATOR.sub("\t", line.strip(" 　"), count=1).partition("\t")
    return RosterEntry(number, name.strip(), rest.strip(" \t,，　") or None)


def _malformed(entries: Sequence[RosterEntry]) -> Iterator[RosterProblem]:
    for entry in entries:
        if not entry.name:
            yield _problem(entry, "沒有姓名", "has no name")
        elif len(entry.name) > LONGEST_NAME or len(entry.number or "") > LONGEST_NUMBER:
            yield _problem(entry, "的姓名或編號太長", "has a name or a number that is too long")
        elif _has_unseen(entry.name) or _has_unseen(entry.number or ""):
            yield _problem(entry, "有看不見的控制字元", "holds invisible control characters")


def _repeated(entries: Sequence[RosterEntry]) -> Iterator[RosterProblem]:
    """Report who cannot be told from another line."""
    numbers = Counter(entry.number for entry in entries if entry.number)
    names = Counter(entry.name for entry in entries if not entry.number)
    for entry in entries:
        if entry.number and numbers[entry.number] > 1:
            yield _problem(
                entry, f"的編號 {entry.number} 不只一人", f"shares the number {entry.number}"
            )
        elif not entry.number and names[entry.name] > 1:
            yield _problem(
                entry,
                f"的「{entry.name}」不只一人，加上編號才分得開",
                f"shares the name “{entry.name}”; add numbers to tell them apart",
            )


def _has_unseen(text: str) -> bool:
    return any(unicodedata.category(character) in _UNSEEN for character in text)


def _problem(entry: RosterEntry, zh: str, en: str) -> RosterProblem:
    return RosterProblem(
        entry.line, Wording(zh=f"第 {entry.line} 行{zh}", en=f"Line {entry.line} {en}")
    )
