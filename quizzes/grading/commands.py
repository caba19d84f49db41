"""Judging answers."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from quizzes.delivery.models import AttemptItem
from quizzes.delivery.queries import latest_responses
from quizzes.grading.models import Mark
from quizzes.items import kinds
from quizzes.items.reading import stored_item


def mark_items(session: Session, *, items: Sequence[AttemptItem], now: datetime) -> list[Mark]:
    """Mark the latest answer of each item that has no mark yet; a blank scores 0."""
    ids = [item.id for item in items]
    marked = set(session.scalars(select(Mark.attempt_item_id).where(Mark.attempt_item_id.in_(ids))))
    responses = latest_responses(session, ids)
    marks = [
        _mark(item, responses.get(item.id), now=now) for item in items if item.id not in marked
    ]
    session.add_all(marks)
    session.flush()
    return marks


def mark_again(session: Session, *, item: AttemptItem, by: str, reason: str, now: datetime) -> Mark:
    """Judge the latest answer of an item once more; the new mark counts, the old ones stay."""
    last = session.scalar(select(func.max(Mark.number)).where(Mark.attempt_item_id == item.id))
    mark = _mark(item, latest_responses(session, [item.id]).get(item.id), now=now)
    mark.number, mark.marked_by, mark.reason = (last or 0) + 1, by, reason
    session.add(mark)
    session.flush()
    return mark


def _mark(
    item: AttemptItem, answer: tuple[int, dict[str, object], datetime] | None, *, now: datetime
) -> Mark:
    content = stored_item(item.item_version.content)
    score = kinds.score(content, item.presentation, answer[1]) if answer else 0.0
    return Mark(
        attempt_item_id=item.id,
        number=1,
        score=score,
        response_seq=answer[0] if answer else None,
        marked_at=now,
        marked_by="system",
        reason="",
    )
