"""Questions asked about late answers."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, exists, func, select
from sqlalchemy.orm import Session, joinedload

from curriculum.errors import NotFoundError
from quizzes.delivery.models import Attempt, AttemptItem, HandIn, Quiz
from quizzes.delivery.receipts import Receipt, receipt_of
from quizzes.delivery.terms import AttemptState, Purpose
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
    level: int | None
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
    reason: str


@dataclass(frozen=True, slots=True)
class EndedAttempt:
    """An attempt that was handed in, with what its trainee is told about that."""

    attempt: Attempt
    receipt: Receipt | None
    late_answers: Sequence[LateLine]


def _is_decided() -> ColumnElement[bool]:
    return (LateDecision.attempt_item_id == LateAnswer.attempt_item_id) & (
        LateDecision.seq == LateAnswer.seq
    )


def _is_undecided() -> ColumnElement[bool]:
    return ~exists().where(_is_decided())


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
            Quiz.level,
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


def get_ended_attempt(session: Session, public_id: str, *, trainee_id: int) -> EndedAttempt:
    """Return the trainee's own attempt with its receipt and its late answers, in one select.

    Raises NotFoundError. One that is still open has neither.
    """
    quiz = joinedload(Attempt.quiz)
    rows = session.execute(
        select(Attempt, HandIn, AttemptItem.position, LateAnswer, LateDecision)
        .outerjoin(HandIn, HandIn.attempt_id == Attempt.id)
        .outerjoin(
            AttemptItem,
            (AttemptItem.attempt_id == Attempt.id)
            & AttemptItem.id.in_(select(LateAnswer.attempt_item_id)),
        )
        .outerjoin(LateAnswer, LateAnswer.attempt_item_id == AttemptItem.id)
        .outerjoin(LateDecision, _is_decided())
        .where(
            Attempt.public_id == public_id,
            Attempt.trainee_id == trainee_id,
            Attempt.state != AttemptState.PREPARED,
        )
        .options(
            quiz.joinedload(Quiz.competency),
            quiz.joinedload(Quiz.task),
            quiz.joinedload(Quiz.standard),
        )
        .order_by(AttemptItem.position, LateAnswer.seq)
    ).all()
    if not rows:
        raise NotFoundError("找不到這次作答。", "There is no such attempt.")
    hand_in: HandIn | None = rows[0][1]
    return EndedAttempt(
        rows[0][0],
        None if hand_in is None else receipt_of(hand_in.reply, by=hand_in.handed_in_by),
        [line for row in rows if (line := _late_line(row[2], row[3], row[4]))],
    )


def _late_line(
    position: int, late: LateAnswer | None, decision: LateDecision | None
) -> LateLine | None:
    if late is None:
        return None
    return LateLine(
        position,
        late.chosen_at,
        late.received_at,
        None if decision is None else decision.counts,
        "" if decision is None else decision.reason,
    )


def _members(cohort_ids: Collection[int]) -> Select[int]:
    return select(Enrolment.trainee_id).where(
        Enrolment.cohort_id.in_(cohort_ids), Enrolment.left_on.is_(None)
    )
