"""How far the banks of each standard have come."""

from collections.abc import Mapping

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
