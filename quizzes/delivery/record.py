"""What a trainee has tried: attempts started, and how long they took."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from quizzes.delivery.models import Attempt, AttemptItem, Quiz
from quizzes.delivery.terms import AttemptState, Purpose


@dataclass(frozen=True, slots=True)
class AttemptLine:
    """An attempt in a trainee's list."""

    public_id: str
    number: int
    purpose: Purpose
    competency_id: int | None
    task_id: int | None
    level: int | None
    state: AttemptState
    started_at: datetime
    handed_in_at: datetime | None
    item_count: int


@dataclass(frozen=True, slots=True)
class Try:
    """An attempt that a trainee has started at one quiz."""

    number: int
    state: AttemptState
    item_count: int  # put so far


def list_tries(session: Session, *, quiz_id: int, trainee_id: int) -> Sequence[Try]:
    """Return each attempt that the trainee has started at a quiz, in one select."""
    rows = session.execute(
        select(Attempt.number, Attempt.state, func.count(AttemptItem.id))
        .outerjoin(AttemptItem, AttemptItem.attempt_id == Attempt.id)
        .where(
            Attempt.quiz_id == quiz_id,
            Attempt.trainee_id == trainee_id,
            Attempt.state != AttemptState.PREPARED,
        )
        .group_by(Attempt.id, Attempt.number, Attempt.state)
        .order_by(Attempt.number)
    )
    return [Try(row[0], row[1], row[2]) for row in rows]


def count_attempts(session: Session, *, quiz_id: int, trainee_id: int) -> int:
    """Return how many attempts the trainee has started."""
    mine = select(func.count(Attempt.id)).where(
        Attempt.quiz_id == quiz_id,
        Attempt.trainee_id == trainee_id,
        Attempt.state != AttemptState.PREPARED,
    )
    return session.scalar(mine) or 0


def list_durations(
    session: Session, *, quiz_id: int, item_maximum: int, limit: int = 200
) -> Mapping[int, timedelta]:
    """Return how long each of the latest trainees took for a quiz of this length, by trainee.

    One whose time ran out says nothing of how long it takes.
    """
    rows = session.execute(
        select(Attempt.trainee_id, Attempt.started_at, Attempt.handed_in_at)
        .where(
            Attempt.quiz_id == quiz_id,
            Attempt.item_maximum == item_maximum,
            Attempt.state == AttemptState.HANDED_IN,
            or_(Attempt.deadline_at.is_(None), Attempt.handed_in_at < Attempt.deadline_at),
        )
        .order_by(Attempt.id.desc())
        .limit(limit)
    ).all()
    return {row[0]: row[2] - row[1] for row in reversed(rows) if row[2]}


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
            Quiz.level,
            Attempt.state,
            Attempt.started_at,
            Attempt.handed_in_at,
            select(func.count(AttemptItem.id))
            .where(AttemptItem.attempt_id == Attempt.id)
            .scalar_subquery(),
        )
        .join(Quiz, Attempt.quiz_id == Quiz.id)
        .where(
            Attempt.trainee_id == trainee_id,
            Attempt.state != AttemptState.PREPARED,
            Quiz.standard_id == standard_id,
        )
        .order_by(Attempt.started_at.desc(), Attempt.id.desc())
        .limit(limit)
    )
    return [AttemptLine(*row) for row in rows]
