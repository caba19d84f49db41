"""Where the bar of a competency stands at each level, and how surely its judges put it there.

A competency has one theta. Its bar at the highest level that judges rated is theta = 0; the bar of
a lower level is below it by what the items rated for both levels say: one of difficulty b' for
those who just deserve the lower level and b for those who just deserve the higher one puts the
lower bar at b - b' (equating by common items; Kolen & Brennan 2014, §6). Until enough items are
rated for both, one bar serves both levels.

The bar is an estimate, too. Its standard error is that of the judges' mean, sd / sqrt(J), in
logits: one part for the whole panel, which moves every bar together, and one for the judges'
disagreement on this competency. A claim asks for theta >= bar, the bar drawn from N(bar, error).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import hypot, sqrt
from statistics import mean, stdev
from types import MappingProxyType

from quizzes.items.difficulty import angoff_difficulty
from quizzes.mastery.policy import BAR_ERROR_UNKNOWN, ITEMS_TO_PLACE_A_BAR


@dataclass(frozen=True, slots=True)
class RatedItem:
    """What judges said of one published item, by level; each level has one rating a judge."""

    competency: str  # code
    chance: float
    ratings: Mapping[int, Sequence[float]]


@dataclass(frozen=True, slots=True)
class Bar:
    """The bars of one competency in logits."""

    offsets: Mapping[int, float] = field(default_factory=lambda: MappingProxyType({}))  # by level
    error: float = 0.0  # standard error of this bar beside that of the whole panel

    def at(self, level: int) -> float:
        """Where the bar of a level stands: that of the next level with one, 0 at the highest."""
        above = [each for each in self.offsets if each >= level]
        return self.offsets[min(above)] if above else 0.0


@dataclass(frozen=True, slots=True, eq=False)
class Bars:
    """The bars of a standard; a competency that is not named has one bar without an error."""

    of: Mapping[str, Bar] = field(default_factory=lambda: MappingProxyType({}))  # by code
    common_error: float = 0.0  # standard error of all bars together: a harsh or lenient panel

    def bar(self, code: str) -> Bar:
        """Return the bar of one competency."""
        return self.of.get(code, _EXACT)

    def error(self, code: str) -> float:
        """Give the whole standard error of one competency's bar."""
        return hypot(self.common_error, self.bar(code).error)


_EXACT = Bar()
EXACT_BARS = Bars()


def placed_bars(competencies: Sequence[str], rated: Sequence[RatedItem]) -> Bars:
    """Place the bars of competencies from the ratings of their published items.

    Without two judges the error of a bar cannot be seen from its ratings and is taken as known
    from other panels (`BAR_ERROR_UNKNOWN`).
    """
    items: dict[str, list[RatedItem]] = {code: [] for code in competencies}
    for item in rated:
        if item.competency in items and any(item.ratings.values()):
            items[item.competency].append(item)
    common = _error_of_mean([item for each in items.values() for item in each]) or 0.0
    return Bars({code: _bar(each, common) for code, each in items.items()}, common)


def _bar(items: Sequence[RatedItem], common: float) -> Bar:
    whole = _error_of_mean(items)
    own = BAR_ERROR_UNKNOWN if whole is None else sqrt(max(whole**2 - common**2, 0.0))
    levels = sorted({level for item in items for level in item.ratings}, reverse=True)
    offsets = dict.fromkeys(levels[:1], 0.0)
    for higher, lower in pairwise(levels):
        offsets[lower] = offsets[higher] + _step_down(items, higher, lower)
    return Bar(MappingProxyType(offsets), own)


def _step_down(items: Sequence[RatedItem], higher: int, lower: int) -> float:
    """By how much the bar of the lower level is below the other; 0 or less."""
    steps = [
        _b(item, higher) - _b(item, lower)
        for item in items
        if item.ratings.get(higher) and item.ratings.get(lower)
    ]
    return min(mean(steps), 0.0) if len(steps) >= ITEMS_TO_PLACE_A_BAR else 0.0


def _b(item: RatedItem, level: int) -> float:
    return angoff_difficulty(mean(item.ratings[level]), item.chance)


def _error_of_mean(items: Sequence[RatedItem]) -> float | None:
    """Give the standard error of a bar: sd over the judges of their mean b, over sqrt(J).

    None where fewer than two judges rated. Of panels of different sizes the larger part speaks.
    """
    rated = [(item.chance, own) for item in items for own in item.ratings.values() if len(own) > 1]
    if not rated:
        return None
    sizes = [len(own) for _, own in rated]
    judges = max(set(sizes), key=lambda size: (sizes.count(size), size))
    means = [
        mean(angoff_difficulty(own[judge], chance) for chance, own in rated if len(own) == judges)
        for judge in range(judges)
    ]
    return stdev(means) / sqrt(judges)
