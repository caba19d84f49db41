"""How far the banks of each standard have come."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from curriculum.standards.models import Competency
from quizzes.items.models import Item, ItemVersion, VersionState


def count_competencies_with_items(session: Session) -> Mapping[int, int]:
    """Return, by standard, how many competencies have at least one published item."""
    rows = session.execute(
        select(Competency.standard_id, func.count(Item.competency_id.distinct()))
        .join(Item, Item.competency_id == Competency.id)
        .join(ItemVersion, ItemVersion.item_id == Item.id)
        .where(ItemVersion.state == VersionState.PUBLISHED)
        .group_by(Competency.standard_id)
    )
    return {row[0]: row[1] for row in rows}


@dataclass(frozen=True, slots=True)
class WaitingItems:
    """How many items of a bank wait for somebody."""

    drafts: int  # being written or revised
    due: int  # published, with figures that no longer hold


def count_waiting_items(session: Session, standard_id: int, *, on: date) -> WaitingItems:
    """Count the items of a standard's bank that wait for somebody on a day, in one select."""
    is_due = (ItemVersion.state == VersionState.PUBLISHED) & (ItemVersion.valid_until < on)
    row = session.execute(
        select(
            func.count().filter(ItemVersion.state == VersionState.DRAFT),
            func.count().filter(is_due),
        )
        .select_from(ItemVersion)
        .join(Item, ItemVersion.item_id == Item.id)
        .join(Competency, Item.competency_id == Competency.id)
        .where(Competency.standard_id == standard_id)
    ).one()
    return WaitingItems(row[0], row[1])
