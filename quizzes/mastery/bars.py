"""Where the bar of a competency stands at each level, and how surely its judges put it there.

A competency has one theta. Its bar at the highest level that judges rated is theta = 0; the bar of
a lower level is below it by what the items rated for both levels say: one of difficulty b' for
those who just deserve the lower level and b for those who just deserve the higher one puts the
lower bar at b - b' (equating by common items; Kolen & Brennan 2014, §6). Until enough items are
rated for both, one bar serves both levels.

The bar is an estimate, too. Its standard error in logits has one part for the whole panel, which
moves every bar together, and one for the judges' disagreement on this competency. The first is that
of the judges' mean, sd / sqrt(J), where the sd of few judges is drawn towards the usual one: judges
who think alike may all be too harsh or too lenient. A claim asks for theta >= bar, the bar drawn
from N(bar, error).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import hypot, sqrt
from statistics import mean, stdev
from types import MappingProxyType

from quizzes.items.difficulty import angoff_difficulty
from quizzes.mastery.policy import (
    BAR_ERROR_UNKNOWN,
    ITEMS_TO_PLACE_A_BAR,
    JUDGE_SD,
    JUDGES_KNOWN,
)


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
    """Place the bars of competencies from the ratings of their published items."""
    items: dict[str, list[RatedItem]] = {code: [] for code in competencies}
    for item in rated:
        if item.competency in items and any(item.ratings.values()):
            items[item.competency].append(item)
    panel = _judges([item for each in items.values() for item in each])
    common = panel.error_of_panel if panel else BAR_ERROR_UNKNOWN
    return Bars(
        {
            code: Bar(_offsets(own), _own_error(_judges(own), panel, common))
            for code, own in items.items()
        },
        common,
    )


@dataclass(frozen=True, slots=True)
class _Judges:
    """How far the judges of some items are apart."""

    count: int
    sd: float  # of their mean b over the items; 0 for one judge

    @property
    def error(self) -> float:
        """Give the standard error of their mean, as their own spread tells it."""
        return self.sd / sqrt(self.count)

    @property
    def error_of_panel(self) -> float:
        """Give the same with a spread that counts as much as that of `JUDGES_KNOWN` others."""
        spread = (self.count - 1) * self.sd**2 + JUDGES_KNOWN * JUDGE_SD**2
        return sqrt(spread / (self.count - 1 + JUDGES_KNOWN) / self.count)


def _own_error(judges: _Judges | None, panel: _Judges | None, common: float) -> float:
    """Give the error of the bar of one competency beside what all bars share."""
    if judges is None or panel is None:
        return sqrt(max(BAR_ERROR_UNKNOWN**2 - common**2, 0.0))
    if judges.count == 1:
        return sqrt(max(judges.error_of_panel**2 - common**2, 0.0))
    return sqrt(max(judges.error**2 - panel.error**2, 0.0))


def _offsets(items: Sequence[RatedItem]) -> Mapping[int, float]:
    levels = sorted({level for item in items for level in item.ratings}, reverse=True)
    offsets = dict.fromkeys(levels[:1], 0.0)
    for higher, lower in pairwise(levels):
        offsets[lower] = offsets[higher] + _step_down(items, higher, lower)
    return MappingProxyType(offsets)


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


def _judges(items: Sequence[RatedItem]) -> _Judges | None:
    """Compare the judges by their mean b; of panels of different sizes the larger part speaks."""
    rated = [(item.chance, own) for item in items for own in item.ratings.values() if own]
    if not rated:
        return None
    sizes = [len(own) for _, own in rated]
    count = max(set(sizes), key=lambda size: (sizes.count(size), size))
    means = [
        mean(angoff_difficulty(own[judge], chance) for chance, own in rated if len(own) == count)
        for judge in range(count)
    ]
    return _Judges(count, stdev(means) if count > 1 else 0.0)
