"""Questions asked about late answers."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, exists, func, select
from sqlalchemy.orm import Session

from quizzes.delivery.models import Attempt, AttemptItem, Quiz
from quizzes.delivery.terms import Purpose
from quizzes.late_answers.models import LateAnswer, LateDecision
from quizzes.trainees.models import Enrolment, Trainee


@dataclass(frozen=True, slots=True)
class WaitingAnswer:
    """A late answer about which nobody has decided yet."""

    attempt_id: str  # public id
    trainee: str  # public id
    name: str
    purpose: Purpose
    competency_id: int | None
    task_id: int | None
    position: int
    seq: int
    chosen_at: datetime
    ended_at: datetime
    received_at: datetime


@dataclass(frozen=True, slots=True)
class LateLine:
    """A late answer of an attempt, and what became of it; `counts` is None while it waits."""

    position: int
    chosen_at: datetime
    received_at: datetime
    counts: bool | None
    reason: str | None


def _is_undecided() -> ColumnElement[bool]:
    decided = (
        LateDecision.attempt_item_id == LateAnswer.attempt_item_id,
        LateDecision.seq == LateAnswer.seq,
    )
    return ~exists().where(*decided)


def list_waiting_answers(
    session: Session, cohort_ids: Collection[int], *, limit: int = 200
) -> Sequence[WaitingAnswer]:
    """Return the late answers of these cohorts that wait for a decision, the oldest first."""
    rows = session.execute(
        select(
            Attempt.public_id,
            Trainee.public_id,
            Trainee.name,
            Quiz.purpose,
            Quiz.competency_id,
            Quiz.task_id,
            AttemptItem.position,
            LateAnswer.seq,
            LateAnswer.chosen_at,
            Attempt.handed_in_at,
            LateAnswer.received_at,
        )
        .join(AttemptItem, LateAnswer.attempt_item_id == AttemptItem.id)
        .join(Attempt, AttemptItem.attempt_id == Attempt.id)
        .join(Quiz, Attempt.quiz_id == Quiz.id)
        .join(Trainee, Attempt.trainee_id == Trainee.id)
        .where(_is_undecided(), Attempt.trainee_id.in_(_members(cohort_ids)))
        .order_by(LateAnswer.received_at, LateAnswer.attempt_item_id, LateAnswer.seq)
        .limit(limit)
    )
    return [WaitingAnswer(*tuple(row)) for row in rows]


def count_waiting_answers(session: Session, cohort_ids: Collection[int]) -> Mapping[int, int]:
    """Count the late answers that wait for a decision, by cohort; only those with any."""
    rows = session.execute(
        select(Enrolment.cohort_id, func.count())
        .select_from(LateAnswer)
        .join(AttemptItem, LateAnswer.attempt_item_id == AttemptItem.id)
        .join(Attempt, AttemptItem.attempt_id == Attempt.id)
        .join(Enrolment, Enrolment.trainee_id == Attempt.trainee_id)
        .where(_is_undecided(), Enrolment.cohort_id.in_(cohort_ids), Enrolment.left_on.is_(None))
        .group_by(Enrolment.cohort_id)
    )
    return {row[0]: row[1] for row in rows}


def list_late_answers(session: Session, attempt_id: int) -> Sequence[LateLine]:
    """Return the late answers of an attempt in order, with what became of each."""
    decided = (LateDecision.attempt_item_id == LateAnswer.attempt_item_id) & (
        LateDecision.seq == LateAnswer.seq
    )
    rows = session.execute(
        select(
            AttemptItem.position,
            LateAnswer.chosen_at,
            LateAnswer.received_at,
            LateDecision.counts,
            LateDecision.reason,
        )
        .join(AttemptItem, LateAnswer.attempt_item_id == AttemptItem.id)
        .outerjoin(LateDecision, decided)
        .where(AttemptItem.attempt_id == attempt_id)
        .order_by(AttemptItem.position, LateAnswer.seq)
    )
    return [LateLine(row[0], row[1], row[2], row[3], row[4]) for row in rows]


def _members(cohort_ids: Collection[int]) -> Select[int]:
    return select(Enrolment.trainee_id).where(
        Enrolment.cohort_id.in_(cohort_ids), Enrolment.left_on.is_(None)
    )
