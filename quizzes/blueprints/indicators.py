"""The table of specifications seen from the indicators: which banks serve each, at which level.

Every indicator is served by eight items over all banks, and by each bank that its task asks for.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from quizzes.items.content import Cognitive

ITEMS_REQUIRED_FOR_INDICATOR = 8


@dataclass(frozen=True, slots=True)
class ServingBank:
    """The published items of one competency that serve one indicator, by cognitive level."""

    code: str  # of the competency
    name: str
    counts: Mapping[Cognitive, int]

    @property
    def have(self) -> int:
        """Count the items."""
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True)
class IndicatorCoverage:
    """One indicator with the banks of its task."""

    code: str
    text: str
    task_code: str
    banks: Sequence[ServingBank]

    @property
    def have(self) -> int:
        """Count the items of all banks that serve it."""
        return sum(bank.have for bank in self.banks)

    @property
    def without_items(self) -> tuple[str, ...]:
        """The competencies of its task whose banks do not serve it."""
        return tuple(bank.code for bank in self.banks if not bank.have)

    @property
    def missing(self) -> int:
        """Count the items that are still to be written for it."""
        return max(ITEMS_REQUIRED_FOR_INDICATOR - self.have, len(self.without_items))
