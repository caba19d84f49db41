"""Keeping what a panel said; nothing of it is ever overwritten."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from curriculum.standards.models import Competency
from quizzes.items.models import Item, ItemVersion, VersionState
from quizzes.panels.models import Panel, Rating
from quizzes.panels.rating_file import PanelHead

FIRST_ROUND = 1


def record_panel(
    session: Session,
    *,
    standard_id: int,
    head: PanelHead,
    ratings: Mapping[str, Mapping[int, Sequence[float]]],
    by: str,
    now: datetime,
) -> int:
    """Keep a panel's first-round ratings of the published versions: item by code → level → judge.

    A version that it has rated already keeps what was said of it then, and where another number of
    judges rated, it was not this panel; return how many versions are new.
    """
    panel = session.scalar(
        select(Panel).where(Panel.standard_id == standard_id, Panel.code == head.code)
    )
    if panel is None:
        panel = Panel(
            standard_id=standard_id,
            code=head.code,
            held_on=head.held_on,
            method=head.method,
            description=head.description,
            judges=[asdict(judge) for judge in head.judges],
            is_provisional=head.is_provisional,
            recorded_at=now,
            recorded_by=by,
        )
        session.add(panel)
        session.flush()
    rated = select(Rating.item_version_id).where(Rating.panel_id == panel.id)
    fresh = session.execute(
        select(Item.code, ItemVersion.id)
        .join(Item, ItemVersion.item_id == Item.id)
        .join(Competency, Item.competency_id == Competency.id)
        .where(
            Competency.standard_id == standard_id,
            ItemVersion.state == VersionState.PUBLISHED,
            ItemVersion.id.not_in(rated),
        )
    ).all()
    rows = [
        {
            "panel_id": panel.id,
            "round": FIRST_ROUND,
            "judge": judge.code,
            "item_version_id": version_id,
            "level": level,
            "probability": value,
            "recorded_at": now,
        }
        for code, version_id in fresh
        for level, values in ratings.get(code, {}).items()
        if len(values) == len(head.judges)
        for judge, value in zip(head.judges, values, strict=True)
    ]
    if rows:
        session.execute(insert(Rating), rows)
    return len({row["item_version_id"] for row in rows})
