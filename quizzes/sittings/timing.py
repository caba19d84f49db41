"""How long a quiz usually takes: from those who took it, or from the kinds of its items."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import timedelta
from math import ceil
from statistics import mean, median

from quizzes.items.content import Kind

# Fewer people say little of what is usual.
PEOPLE_FROM = 5
# Longer than this is no sitting but one that was left and taken up again.
ONE_SITTING = timedelta(hours=4)
# About a minute for a choice that takes thought (Haladyna, Downing & Rodriguez 2002); more where
# something is calculated, put together or read first.
SECONDS: Mapping[str, int] = {
    Kind.SINGLE_CHOICE: 60,
    Kind.MULTIPLE_CHOICE: 75,
    Kind.NUMERIC: 120,
    Kind.ORDERING: 90,
    Kind.MATCHING: 90,
    Kind.CLOZE: 90,
    Kind.SHORT_TEXT: 75,
    Kind.CASE: 240,
}


@dataclass(frozen=True, slots=True)
class UsualTime:
    """The minutes that a quiz takes, and how many people they are the median of."""

    low: int
    high: int
    people: int  # 0: estimated from the kinds of the items


def usual_time(
    durations: Collection[timedelta], kinds: Collection[str], *, fewest: int, most: int
) -> UsualTime | None:
    """Say how long a quiz of so many items takes; None where there is nothing to ask."""
    sittings = [each for each in durations if each <= ONE_SITTING]
    if len(sittings) >= PEOPLE_FROM:
        minutes = _minutes(median(each.total_seconds() for each in sittings))
        return UsualTime(minutes, minutes, len(sittings))
    if not kinds or not most:
        return None
    seconds = mean(SECONDS[kind] for kind in kinds)
    return UsualTime(_minutes(seconds * min(fewest, most)), _minutes(seconds * most), 0)


def _minutes(seconds: float) -> int:
    return max(1, ceil(seconds / 60))
