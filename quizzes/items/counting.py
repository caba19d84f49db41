"""How far the banks of each standard have come."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import ColumnElement, func, select
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


def count_drafts(session: Session, standard_id: int) -> int:
    """Count the items of a standard's bank that are being written or revised."""
    return _count_versions(session, standard_id, ItemVersion.state == VersionState.DRAFT)


def count_due(session: Session, standard_id: int, *, on: date) -> int:
    """Count the published items whose figures no longer hold on a day."""
    return _count_versions(
        session,
        standard_id,
        ItemVersion.state == VersionState.PUBLISHED,
        ItemVersion.valid_until < on,
    )


def _count_versions(session: Session, standard_id: int, *conditions: ColumnElement[bool]) -> int:
    wanted = (
        select(func.count(ItemVersion.id))
        .join(Item, ItemVersion.item_id == Item.id)
        .join(Competency, Item.competency_id == Competency.id)
        .where(Competency.standard_id == standard_id, *conditions)
    )
    return session.scalar(wanted) or 0
