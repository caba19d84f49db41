"""Which of the items that are due make up today's mix, in which order, and how long it takes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from math import ceil

SECONDS_PER_ITEM = 25  # twelve items in five minutes


@dataclass(frozen=True, slots=True)
class DueItem:
    """An item that is due, with the version that is in service now."""

    item_id: int
    version_id: int
    competency_id: int
    due_at: datetime


def todays_mix(due: Sequence[DueItem], *, count: int) -> list[DueItem]:
    """Choose items, the most overdue first, spread over their competencies.

    Every competency gives its most overdue item before any gives a second, so that no two
    neighbours ask for the same thing while others are due.
    """
    given: dict[int, int] = {}
    rounds: list[tuple[int, DueItem]] = []
    for item in sorted(due, key=lambda item: (item.due_at, item.item_id)):
        turn = given.get(item.competency_id, 0)
        given[item.competency_id] = turn + 1
        rounds.append((turn, item))
    rounds.sort(key=lambda entry: entry[0])
    return [item for _turn, item in rounds[:count]]


def minutes_for(item_count: int) -> int:
    """Return about how many minutes so many items take, at least one."""
    return max(1, ceil(item_count * SECONDS_PER_ITEM / 60))
