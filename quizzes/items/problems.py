"""What keeps a mapping from being an item."""

from collections.abc import Iterable
from dataclasses import dataclass

from curriculum.wording import Wording
from quizzes.errors import InvalidItemError


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is not well formed, and its field: `options[2].text`, counted from 1."""

    field: str
    wording: Wording


def problem(field: str, zh: str, en: str) -> Problem:
    """Return a problem of this field, said in both languages."""
    return Problem(field, Wording(zh=zh, en=en))


def within(place: str, problems: Iterable[Problem]) -> list[Problem]:
    """Return the same problems, as fields of a part of the item."""
    return [Problem(f"{place}.{found.field}", found.wording) for found in problems]


class MalformedItemError(InvalidItemError):
    """A mapping is no item; all its problems are told at once."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(
            "；".join(f"{found.field}：{found.wording.zh}" for found in self.problems),
            "; ".join(f"{found.field}: {found.wording.en}" for found in self.problems),
        )
