"""Questions asked about time."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from quizzes.delivery.deadlines import TimeEvent
from quizzes.delivery.models import Attempt, AttemptItem, Quiz, Response
from quizzes.delivery.terms import AttemptState, Purpose
from quizzes.timing.models import Accommodation, TimeChange
from quizzes.trainees.allowances import TimeAllowance
from quizzes.trainees.models import Enrolment, Trainee


@dataclass(frozen=True, slots=True)
class RunningAttempt:
    """An attempt that is going on, as who watches it needs to know it."""

    public_id: str
    trainee: str  # public id
    name: str
    purpose: Purpose
    competency_id: int | None
    task_id: int | None
    level: int | None
    started_at: datetime
    deadline_at: datetime | None
    paused_at: datetime | None
    allowance: TimeAllowance
    item_count: int
    answered_count: int
    saved_at: datetime | None  # the newest answer


def find_accommodation(session: Session, trainee_id: int) -> Accommodation | None:
    """Return what was last agreed for a person."""
    return session.scalar(
        select(Accommodation)
        .where(Accommodation.trainee_id == trainee_id)
        .order_by(Accommodation.id.desc())
        .limit(1)
    )


def allowance_of(session: Session, trainee_id: int) -> TimeAllowance:
    """Return how much time a person gets; standard time where nothing was agreed."""
    agreed = find_accommodation(session, trainee_id)
    return agreed.allowance if agreed else TimeAllowance.STANDARD


def list_accommodations(session: Session, trainee_id: int) -> Sequence[Accommodation]:
    """Return everything that was agreed for a person, newest first."""
    return session.scalars(
        select(Accommodation)
        .where(Accommodation.trainee_id == trainee_id)
        .order_by(Accommodation.id.desc())
    ).all()


def list_time_events(
    session: Session, attempt_ids: Collection[int]
) -> Mapping[int, Sequence[TimeEvent]]:
    """Return what happened to the time of these attempts, in order, in one select."""
    rows = session.scalars(
        select(TimeChange).where(TimeChange.attempt_id.in_(attempt_ids)).order_by(TimeChange.id)
    )
    found: dict[int, list[TimeEvent]] = {}
    for row in rows:
        event = TimeEvent(row.kind, row.happened_at, row.minutes)
        found.setdefault(row.attempt_id, []).append(event)
    return found


def list_running_attempts(session: Session, cohort_id: int) -> Sequence[RunningAttempt]:
    """Return the attempts of a cohort's trainees that are going on, newest first."""
    of_attempt = AttemptItem.attempt_id == Attempt.id
    answers = select(Response).join(AttemptItem).where(of_attempt)
    item_count = select(func.count(AttemptItem.id)).where(of_attempt)
    answered = answers.with_only_columns(func.count(AttemptItem.id.distinct()))
    saved_at = answers.with_only_columns(func.max(Response.saved_at))
    rows = session.execute(
        select(
            Attempt.public_id,
            Trainee.public_id,
            Trainee.name,
            Quiz.purpose,
            Quiz.competency_id,
            Quiz.task_id,
            Quiz.level,
            Attempt.started_at,
            Attempt.deadline_at,
            Attempt.paused_at,
            Attempt.allowance,
            item_count.scalar_subquery(),
            answered.scalar_subquery(),
            saved_at.scalar_subquery(),
        )
        .join(Quiz, Attempt.quiz_id == Quiz.id)
        .join(Trainee, Attempt.trainee_id == Trainee.id)
        .where(
            Attempt.state == AttemptState.OPEN,
            Attempt.trainee_id.in_(
                select(Enrolment.trainee_id).where(
                    Enrolment.cohort_id == cohort_id, Enrolment.left_on.is_(None)
                )
            ),
        )
        .order_by(Attempt.started_at.desc(), Attempt.id.desc())
    )
    return [RunningAttempt(*tuple(row)) for row in rows]
