"""Questions asked of the reviews: what is due, what comes next, what the answers give."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeAlias

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from curriculum.standards.models import Competency
from quizzes.delivery.models import Attempt, AttemptItem, Quiz
from quizzes.delivery.terms import AttemptState, Purpose
from quizzes.grading.queries import list_revealed_answers
from quizzes.items.models import Item, ItemVersion, VersionState
from quizzes.reviews.choosing import DueItem
from quizzes.reviews.models import ReviewCard
from quizzes.reviews.scheduling import CardState, next_state

CardKey: TypeAlias = tuple[int, int]  # trainee, item


@dataclass(frozen=True, slots=True)
class Outlook:
    """What a trainee's reviews of one standard hold: due now, and next."""

    due_count: int
    next_due_at: datetime | None  # of what is not due yet


def list_due(
    session: Session, *, trainee_id: int, standard_id: int, due_by: datetime
) -> Sequence[DueItem]:
    """Return the items of a standard that are due by a moment, the most overdue first.

    Items out of service and items of an attempt under way are not among them.
    """
    rows = session.execute(
        _askable(trainee_id, standard_id)
        .with_only_columns(Item.id, ItemVersion.id, Item.competency_id, ReviewCard.due_at)
        .where(ReviewCard.due_at <= due_by)
        .order_by(ReviewCard.due_at, Item.id)
    )
    return [DueItem(*row) for row in rows]


def find_outlook(
    session: Session, *, trainee_id: int, standard_id: int, due_by: datetime
) -> tuple[Quiz, Outlook] | None:
    """Return the review of a standard with what is due in it, in one select; None without one."""
    cards = _askable(trainee_id, standard_id)
    is_due = ReviewCard.due_at <= due_by
    count = cards.with_only_columns(func.count()).where(is_due).scalar_subquery()
    following = cards.with_only_columns(func.min(ReviewCard.due_at)).where(~is_due)
    row = session.execute(
        select(Quiz, count, following.scalar_subquery()).where(
            Quiz.purpose == Purpose.REVIEW, Quiz.standard_id == standard_id
        )
    ).one_or_none()
    return None if row is None else (row[0], Outlook(row[1], row[2]))


def list_comebacks(
    session: Session, *, trainee_id: int, attempt_item_ids: Collection[int]
) -> Mapping[int, datetime]:
    """Return when the item of each of these attempt items comes again, where it does."""
    rows = session.execute(
        select(AttemptItem.id, ReviewCard.due_at)
        .join(ItemVersion, AttemptItem.item_version_id == ItemVersion.id)
        .join(ReviewCard, ReviewCard.item_id == ItemVersion.item_id)
        .where(ReviewCard.trainee_id == trainee_id, AttemptItem.id.in_(attempt_item_ids))
    )
    return {row[0]: row[1] for row in rows}


def replay_cards(
    session: Session,
    *,
    trainee_ids: Collection[int],
    item_ids: Collection[int] | None = None,
    standard_id: int | None = None,
) -> Mapping[CardKey, CardState]:
    """Return the cards that the answers give, from the first to the last, in one select."""
    cards: dict[CardKey, CardState] = {}
    for answer in list_revealed_answers(
        session, trainee_ids=trainee_ids, item_ids=item_ids, standard_id=standard_id
    ):
        key = (answer.trainee_id, answer.item_id)
        cards[key] = next_state(cards.get(key), score=answer.score, now=answer.revealed_at)
    return cards


def stored_cards(
    session: Session, *, trainee_ids: Collection[int], standard_id: int
) -> Mapping[CardKey, CardState]:
    """Return the cards that the projection holds."""
    rows = session.execute(
        select(
            ReviewCard.trainee_id,
            ReviewCard.item_id,
            ReviewCard.stability,
            ReviewCard.difficulty,
            ReviewCard.review_count,
            ReviewCard.last_reviewed_at,
            ReviewCard.due_at,
        )
        .join(Item, ReviewCard.item_id == Item.id)
        .join(Competency, Item.competency_id == Competency.id)
        .where(ReviewCard.trainee_id.in_(trainee_ids), Competency.standard_id == standard_id)
    )
    return {(row[0], row[1]): CardState(*row[2:]) for row in rows}


def _askable(trainee_id: int, standard_id: int) -> Select[Any]:
    """Choose the trainee's cards whose item is in service and in no attempt under way."""
    under_way = (
        select(ItemVersion.item_id)
        .join(AttemptItem, AttemptItem.item_version_id == ItemVersion.id)
        .join(Attempt, AttemptItem.attempt_id == Attempt.id)
        .where(Attempt.trainee_id == trainee_id, Attempt.state == AttemptState.OPEN)
    )
    return (
        select(ReviewCard)
        .join(Item, ReviewCard.item_id == Item.id)
        .join(Competency, Item.competency_id == Competency.id)
        .join(ItemVersion, ItemVersion.item_id == Item.id)
        .where(
            ReviewCard.trainee_id == trainee_id,
            Competency.standard_id == standard_id,
            ItemVersion.state == VersionState.PUBLISHED,
            ReviewCard.item_id.not_in(under_way),
        )
    )
