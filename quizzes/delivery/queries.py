"""Questions asked of delivery."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from curriculum.errors import NotFoundError
from quizzes.delivery.models import Attempt, AttemptItem, Quiz, Response
from quizzes.delivery.offers import DEFAULTS, QuizSettings
from quizzes.delivery.terms import AttemptState, Purpose
from quizzes.items.models import Item, ItemVersion

_SUBJECTS = (Quiz.competency, Quiz.task, Quiz.standard)


@dataclass(frozen=True, slots=True)
class AttemptLine:
    """An attempt in a trainee's list."""

    public_id: str
    number: int
    purpose: Purpose
    competency_id: int | None
    task_id: int | None
    state: AttemptState
    started_at: datetime
    handed_in_at: datetime | None
    item_count: int


def find_quiz(
    session: Session,
    purpose: Purpose,
    *,
    competency_id: int | None = None,
    task_id: int | None = None,
) -> Quiz | None:
    """Return the quiz of this purpose for a competency or a task."""
    return session.scalar(
        select(Quiz).where(
            Quiz.purpose == purpose, Quiz.competency_id == competency_id, Quiz.task_id == task_id
        )
    )


def find_review_quiz(session: Session, standard_id: int) -> Quiz | None:
    """Return the review of a standard; there is one where its course is open."""
    return session.scalar(
        select(Quiz).where(Quiz.purpose == Purpose.REVIEW, Quiz.standard_id == standard_id)
    )


def list_quizzes(session: Session, standard_id: int) -> Sequence[Quiz]:
    """Return every quiz of a standard."""
    return session.scalars(select(Quiz).where(Quiz.standard_id == standard_id)).all()


def get_attempt(
    session: Session, public_id: str, *, trainee_id: int, is_to_change: bool = False
) -> Attempt:
    """Return the trainee's own attempt, or raise NotFoundError.

    One that is to change is held until the transaction ends: whoever else wants to change it
    waits, and then sees what became of it.
    """
    quiz = joinedload(Attempt.quiz)
    wanted = (
        select(Attempt)
        .where(Attempt.public_id == public_id, Attempt.trainee_id == trainee_id)
        .options(*(quiz.joinedload(part) for part in _SUBJECTS))
    )
    if is_to_change:
        wanted = wanted.with_for_update(of=Attempt, key_share=True)
    attempt = session.scalar(wanted)
    if attempt is None:
        raise NotFoundError("找不到這次作答。", "There is no such attempt.")
    return attempt


def find_open_attempt(session: Session, *, quiz_id: int, trainee_id: int) -> Attempt | None:
    """Return the attempt at this quiz that the trainee has not handed in."""
    return session.scalar(
        select(Attempt).where(
            Attempt.quiz_id == quiz_id,
            Attempt.trainee_id == trainee_id,
            Attempt.state == AttemptState.OPEN,
        )
    )


def find_latest_open_attempt(session: Session, *, trainee_id: int) -> Attempt | None:
    """Return the newest attempt that the trainee has not handed in, with its quiz."""
    quiz = joinedload(Attempt.quiz)
    return session.scalar(
        select(Attempt)
        .where(Attempt.trainee_id == trainee_id, Attempt.state == AttemptState.OPEN)
        .options(*(quiz.joinedload(part) for part in _SUBJECTS))
        .order_by(Attempt.started_at.desc(), Attempt.id.desc())
        .limit(1)
    )


def count_attempts(session: Session, *, quiz_id: int, trainee_id: int) -> int:
    """Return how many attempts the trainee has started."""
    mine = select(func.count(Attempt.id)).where(
        Attempt.quiz_id == quiz_id, Attempt.trainee_id == trainee_id
    )
    return session.scalar(mine) or 0


def count_exposures(
    session: Session, *, trainee_id: int, item_ids: Collection[int]
) -> Mapping[int, int]:
    """Return how often the trainee has met each of these items."""
    rows = session.execute(
        select(ItemVersion.item_id, func.count(AttemptItem.id))
        .join(AttemptItem, AttemptItem.item_version_id == ItemVersion.id)
        .join(Attempt, AttemptItem.attempt_id == Attempt.id)
        .where(Attempt.trainee_id == trainee_id, ItemVersion.item_id.in_(item_ids))
        .group_by(ItemVersion.item_id)
    )
    return {row[0]: row[1] for row in rows}


def list_items_under_way(session: Session, *, trainee_id: int) -> frozenset[int]:
    """Return the items in the trainee's open attempts: nothing else may tell their keys now."""
    rows = session.scalars(
        select(ItemVersion.item_id)
        .join(AttemptItem, AttemptItem.item_version_id == ItemVersion.id)
        .join(Attempt, AttemptItem.attempt_id == Attempt.id)
        .where(Attempt.trainee_id == trainee_id, Attempt.state == AttemptState.OPEN)
    )
    return frozenset(rows)


def latest_responses(
    session: Session, attempt_item_ids: Collection[int]
) -> Mapping[int, tuple[int, dict[str, Any], datetime]]:
    """Return the answer that counts for each attempt item: its seq, the response, when saved."""
    newest = (
        select(Response.attempt_item_id, func.max(Response.seq).label("seq"))
        .where(Response.attempt_item_id.in_(attempt_item_ids))
        .group_by(Response.attempt_item_id)
        .subquery()
    )
    rows = session.execute(
        select(Response.attempt_item_id, Response.seq, Response.response, Response.saved_at).join(
            newest,
            (Response.attempt_item_id == newest.c.attempt_item_id) & (Response.seq == newest.c.seq),
        )
    )
    return {row[0]: (row[1], row[2], row[3]) for row in rows}


def list_attempts(
    session: Session, *, trainee_id: int, standard_id: int, limit: int = 200
) -> Sequence[AttemptLine]:
    """Return the trainee's attempts, newest first."""
    rows = session.execute(
        select(
            Attempt.public_id,
            Attempt.number,
            Quiz.purpose,
            Quiz.competency_id,
            Quiz.task_id,
            Attempt.state,
            Attempt.started_at,
            Attempt.handed_in_at,
            select(func.count(AttemptItem.id))
            .where(AttemptItem.attempt_id == Attempt.id)
            .scalar_subquery(),
        )
        .join(Quiz, Attempt.quiz_id == Quiz.id)
        .where(Attempt.trainee_id == trainee_id, Quiz.standard_id == standard_id)
        .order_by(Attempt.started_at.desc(), Attempt.id.desc())
        .limit(limit)
    )
    return [AttemptLine(*row) for row in rows]


def list_attempt_items(session: Session, attempt_id: int) -> Sequence[AttemptItem]:
    """Return the items of an attempt in order, with their versions, in one select."""
    return session.scalars(
        select(AttemptItem)
        .where(AttemptItem.attempt_id == attempt_id)
        .options(
            joinedload(AttemptItem.item_version)
            .joinedload(ItemVersion.item)
            .joinedload(Item.competency)
        )
        .order_by(AttemptItem.position)
    ).all()


def get_settings(session: Session, *, standard_id: int, purpose: Purpose) -> QuizSettings:
    """Return the settings that all quizzes of one purpose share."""
    quiz = session.scalar(
        select(Quiz)
        .where(Quiz.standard_id == standard_id, Quiz.purpose == purpose)
        .order_by(Quiz.id)
        .limit(1)
    )
    if quiz is None:
        return DEFAULTS[purpose]
    return QuizSettings(
        rule=quiz.rule,
        item_minimum=quiz.item_minimum,
        item_maximum=quiz.item_maximum,
        attempts_allowed=quiz.attempts_allowed,
        time_limit_minutes=quiz.time_limit_minutes,
        reveal=quiz.reveal,
        is_offered=quiz.is_offered,
    )
