"""Changes to time: what a person gets, pauses, extra minutes. Every deadline follows at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload

from curriculum.errors import InvalidError
from quizzes.delivery.deadlines import (
    Incident,
    PersonTime,
    QuizTime,
    TimeEventKind,
    effective_deadline,
    incident_of,
)
from quizzes.delivery.models import Attempt
from quizzes.delivery.terms import AttemptState
from quizzes.timing.models import Accommodation, TimeChange
from quizzes.timing.queries import allowance_of, list_time_events
from quizzes.trainees.allowances import TimeAllowance
from quizzes.trainees.models import Enrolment

MOST_MINUTES = 240


@dataclass(frozen=True, slots=True)
class TimeAct:
    """What is to happen to the time of attempts, and why."""

    kind: TimeEventKind
    reason: str
    minutes: int = 0  # of extra time


def agree_on_time(
    session: Session,
    *,
    trainee_id: int,
    allowance: TimeAllowance,
    reason: str,
    by: str,
    now: datetime,
) -> bool:
    """Let a person have so much time in every quiz from now on, also in those going on.

    Tells whether this changed anything.
    """
    reason = _reason(reason)
    if allowance_of(session, trainee_id) is allowance:
        return False
    session.add(
        Accommodation(
            trainee_id=trainee_id,
            allowance=allowance,
            reason=reason,
            decided_at=now,
            decided_by=by,
        )
    )
    running = select(Attempt).where(
        Attempt.trainee_id == trainee_id, Attempt.state != AttemptState.HANDED_IN
    )
    attempts = session.scalars(_held(running)).all()
    for attempt in attempts:
        attempt.allowance = allowance
    _renew_deadlines(session, attempts)
    return True


def change_time(
    session: Session,
    *,
    cohort_id: int,
    attempts: Sequence[str],
    act: TimeAct,
    by: str,
    now: datetime,
) -> list[str]:
    """Pause attempts of a cohort, let them go on, or give them minutes; return those it changed.

    `attempts` are public ids. One that has ended meanwhile is left as it is, and so is one that
    is paused already, or is not.
    """
    reason = _reason(act.reason)
    if act.kind is TimeEventKind.EXTRA and not 1 <= act.minutes <= MOST_MINUTES:
        raise InvalidError(
            f"補時要在 1 到 {MOST_MINUTES} 分鐘之間。",
            f"Extra time is between 1 and {MOST_MINUTES} minutes.",
        )
    members = select(Enrolment.trainee_id).where(
        Enrolment.cohort_id == cohort_id, Enrolment.left_on.is_(None)
    )
    running = select(Attempt).where(
        Attempt.public_id.in_(attempts),
        Attempt.state == AttemptState.OPEN,
        Attempt.trainee_id.in_(members),
    )
    found = [each for each in session.scalars(_held(running)) if _applies(act.kind, each, now)]
    for attempt in found:
        session.add(
            TimeChange(
                attempt_id=attempt.id,
                kind=act.kind,
                minutes=act.minutes if act.kind is TimeEventKind.EXTRA else 0,
                reason=reason,
                happened_at=now,
                decided_by=by,
            )
        )
    session.flush()
    _renew_deadlines(session, found)
    return [attempt.public_id for attempt in found]


def deadline_of(attempt: Attempt, incident: Incident) -> datetime | None:
    """Return when an attempt ends, from what it keeps and what happened to it."""
    quiz = QuizTime(attempt.time_limit_minutes, attempt.quiz.opens_at, attempt.closes_at)
    return effective_deadline(quiz, PersonTime(attempt.started_at, attempt.allowance), incident)


def _held(running: Select[Attempt]) -> Select[Attempt]:
    """Hold attempts until the transaction ends: a hand-in at this moment waits, or came first."""
    return (
        running.options(joinedload(Attempt.quiz))
        .order_by(Attempt.id)
        .with_for_update(of=Attempt, key_share=True)
        .execution_options(populate_existing=True)
    )


def _applies(kind: TimeEventKind, attempt: Attempt, now: datetime) -> bool:
    if attempt.deadline_at is not None and now >= attempt.deadline_at:
        return False
    is_paused = attempt.paused_at is not None
    return {TimeEventKind.PAUSE: not is_paused, TimeEventKind.RESUME: is_paused}.get(kind, True)


def _renew_deadlines(session: Session, attempts: Sequence[Attempt]) -> None:
    events = list_time_events(session, [attempt.id for attempt in attempts])
    for attempt in attempts:
        incident = incident_of(events.get(attempt.id, ()))
        attempt.paused_at = incident.paused_since
        attempt.deadline_at = deadline_of(attempt, incident)
    session.flush()


def _reason(reason: str) -> str:
    """Return the reason without spaces around it, or refuse an empty or endless one."""
    reason = reason.strip()
    if not reason:
        raise InvalidError("寫下理由。", "Say why.")
    if len(reason) > 200:
        raise InvalidError("理由最多 200 個字。", "The reason is at most 200 characters long.")
    return reason
