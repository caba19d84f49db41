"""What the bank of a competency must hold, and what it still lacks.

A bank has 20 published items, 24 where its competency serves three tasks or more; at most a fifth
only ask to remember, at least half ask to apply, analyse or evaluate (Anderson & Krathwohl 2001);
and each indicator of the tasks that use the competency is served. Within these rules the missing
items go where the bank is farthest from the usual spread of its kind.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil

from quizzes.items.content import Cognitive, ItemContent

ITEMS_REQUIRED = 20
ITEMS_REQUIRED_WHERE_SHARED = 24
SHARED_FROM_TASKS = 3
REMEMBER_AT_MOST = 0.2
HIGHER_AT_LEAST = 0.5
HIGHER = (Cognitive.APPLY, Cognitive.ANALYSE, Cognitive.EVALUATE)
SPREADS: Mapping[str, Mapping[Cognitive, float]] = {
    "K": {
        Cognitive.REMEMBER: 0.15,
        Cognitive.UNDERSTAND: 0.25,
        Cognitive.APPLY: 0.35,
        Cognitive.ANALYSE: 0.20,
        Cognitive.EVALUATE: 0.05,
    },
    "S": {
        Cognitive.REMEMBER: 0.0,
        Cognitive.UNDERSTAND: 0.15,
        Cognitive.APPLY: 0.40,
        Cognitive.ANALYSE: 0.30,
        Cognitive.EVALUATE: 0.15,
    },
}


@dataclass(frozen=True, slots=True)
class CompetencyCoverage:
    """The published items of one competency against what its bank must hold."""

    competency_id: int
    code: str
    name: str
    kind: str  # K or S
    task_codes: tuple[str, ...]
    counts: Mapping[Cognitive, int]
    lacking: Mapping[Cognitive, int]  # items still to be written, by level
    unserved: tuple[str, ...]  # indicators that no item serves
    indicators: Mapping[str, int]  # every indicator, with the items that serve it
    has_lesson: bool

    @property
    def have(self) -> int:
        """Count the published items."""
        return sum(self.counts.values())

    @property
    def missing(self) -> int:
        """Count the items that are still to be written."""
        return sum(self.lacking.values())

    @property
    def required(self) -> int:
        """Count the items that the bank must hold in the end."""
        least = items_required(len(self.task_codes))
        return max(least, self.have + self.missing) if self.missing else least

    @property
    def is_enough(self) -> bool:
        """Nothing is missing."""
        return self.missing == 0


@dataclass(frozen=True, slots=True)
class BankSubject:
    """The competency that a bank is for, and what of its standard the bank has to serve."""

    competency_id: int
    code: str
    name: str
    kind: str  # K or S
    task_codes: tuple[str, ...]
    indicators: tuple[str, ...]


def competency_coverage(
    subject: BankSubject,
    *,
    counts: Mapping[Cognitive, int],
    served: Mapping[str, int],
    has_lesson: bool = True,
) -> CompetencyCoverage:
    """Hold a bank, counted by level and by indicator, against what it must hold."""
    own = {level: counts.get(level, 0) for level in Cognitive}
    by_indicator = {code: served.get(code, 0) for code in subject.indicators}
    unserved = tuple(code for code, count in by_indicator.items() if not count)
    missing = items_missing(own, task_count=len(subject.task_codes), unserved_count=len(unserved))
    return CompetencyCoverage(
        competency_id=subject.competency_id,
        code=subject.code,
        name=subject.name,
        kind=subject.kind,
        task_codes=subject.task_codes,
        counts=own,
        lacking=lacking_by_level(own, kind=subject.kind, missing=missing),
        unserved=unserved,
        indicators=by_indicator,
        has_lesson=has_lesson,
    )


def coverage_of_bank(subject: BankSubject, bank: Sequence[ItemContent]) -> CompetencyCoverage:
    """Hold the published contents of a bank against what it must hold."""
    levels = (item.attributes.cognitive for item in bank)
    return competency_coverage(
        subject,
        counts=Counter(level for level in levels if level),
        served=Counter(code for item in bank for code in item.attributes.indicators),
    )


def items_required(task_count: int) -> int:
    """Return how many items the bank of a competency needs that serves so many tasks."""
    return ITEMS_REQUIRED_WHERE_SHARED if task_count >= SHARED_FROM_TASKS else ITEMS_REQUIRED


def items_missing(
    counts: Mapping[Cognitive, int], *, task_count: int, unserved_count: int = 0
) -> int:
    """Return the fewest items with which the bank meets every rule."""
    have = sum(counts.values())
    higher = sum(counts.get(level, 0) for level in HIGHER)
    remember = counts.get(Cognitive.REMEMBER, 0)
    return max(
        0,
        items_required(task_count) - have,
        ceil((HIGHER_AT_LEAST * have - higher) / (1 - HIGHER_AT_LEAST)),
        ceil(remember / REMEMBER_AT_MOST - have - 1e-9),
        unserved_count,
    )


def lacking_by_level(
    counts: Mapping[Cognitive, int], *, kind: str, missing: int
) -> Mapping[Cognitive, int]:
    """Spread the missing items over the levels: what the rules ask first, then by the spread."""
    total = sum(counts.values()) + missing
    held = Counter({level: counts.get(level, 0) for level in Cognitive})
    added: Counter[Cognitive] = Counter()
    for _ in range(missing):
        level = _next_level(held, total, SPREADS[kind], left=missing - added.total())
        held[level] += 1
        added[level] += 1
    return {level: added[level] for level in Cognitive if added[level]}


def _next_level(
    held: Counter[Cognitive], total: int, spread: Mapping[Cognitive, float], *, left: int
) -> Cognitive:
    """Choose the level that is farthest below its share of the whole bank."""
    higher_needed = ceil(HIGHER_AT_LEAST * total) - sum(held[level] for level in HIGHER)
    open_levels: Sequence[Cognitive] = HIGHER if higher_needed >= left else list(Cognitive)
    room = REMEMBER_AT_MOST * total - held[Cognitive.REMEMBER]
    allowed = [level for level in open_levels if level is not Cognitive.REMEMBER or room >= 1]
    return max(allowed, key=lambda level: spread[level] * total - held[level])


@dataclass(frozen=True, slots=True)
class WantedItem:
    """An item that the bank needs: of which competency, at which level, for which indicator."""

    competency_id: int
    code: str
    cognitive: Cognitive
    indicator: str
    have: int
    lacking: int


def wanted_items(coverages: Sequence[CompetencyCoverage]) -> list[WantedItem]:
    """List the cells of the map that lack items, the most useful first.

    Empty cells come first. Among them first those of competencies without any item, because
    their tasks can never be ready; then those that serve more tasks; then the larger gaps.
    """
    ranked = sorted(
        (
            (lacked, coverage, level)
            for coverage in coverages
            for level, lacked in coverage.lacking.items()
        ),
        key=lambda cell: (
            cell[1].counts.get(cell[2], 0) > 0,
            cell[1].have > 0,
            -len(cell[1].task_codes),
            -cell[0],
            cell[1].code,
        ),
    )
    return [
        WantedItem(
            competency_id=coverage.competency_id,
            code=coverage.code,
            cognitive=level,
            indicator=next_indicator(coverage),
            have=coverage.counts.get(level, 0),
            lacking=lacked,
        )
        for lacked, coverage, level in ranked
    ]


def next_indicator(coverage: CompetencyCoverage) -> str:
    """Return the indicator that the fewest items of the bank serve; nothing where there is none."""
    return min(coverage.indicators, key=lambda code: coverage.indicators[code], default="")
