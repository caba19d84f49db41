"""A flaw of an item as it is told to its author."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from curriculum.wording import Wording
from quizzes.items.content import ItemContent


class FlawLevel(StrEnum):
    """How much a flaw weighs: it must go, it goes or gets a reason, it is for the eye."""

    ERROR = "E"  # 要修改
    WARNING = "W"  # 提醒
    INFO = "I"


@dataclass(frozen=True, slots=True)
class Flaw:
    """One flaw: what it is, which field it concerns, and the measure that shows it."""

    code: str
    level: FlawLevel
    field: str  # as in Problem: options[2].text
    wording: Wording
    measure: Wording | None = None  # 37 字／24 字
    kept: str = ""  # the author's reason for leaving it

    @property
    def is_open(self) -> bool:
        """It still asks something of the author."""
        return self.level is FlawLevel.ERROR or (self.level is FlawLevel.WARNING and not self.kept)


@dataclass(frozen=True, slots=True)
class BankFlaw:
    """A flaw that only several items together have."""

    code: str
    level: FlawLevel
    items: tuple[str, ...]  # the codes concerned; empty: the whole bank
    wording: Wording
    measure: Wording | None = None


def in_part(place: str, flaws: Iterable[Flaw]) -> Iterator[Flaw]:
    """Yield the same flaws, as those of a part of the item."""
    return (replace(flaw, field=f"{place}.{flaw.field}") for flaw in flaws)


def with_reasons(content: ItemContent, flaws: Iterable[Flaw]) -> list[Flaw]:
    """Return the flaws with the reasons for which the author keeps them; errors cannot stay."""
    reasons = {kept.flaw: kept.reason for kept in content.attributes.keep}
    return [
        flaw if flaw.level is FlawLevel.ERROR else replace(flaw, kept=reasons.get(flaw.code, ""))
        for flaw in flaws
    ]
