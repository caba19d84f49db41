"""Changes to the people measured and their cohorts."""

import secrets
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from curriculum.errors import ConflictError, InvalidError
from quizzes.trainees.models import Cohort, Enrolment, Trainee


def add_trainee(
    session: Session, *, name: str, number: str | None = None, now: datetime
) -> Trainee:
    """Add a person who is to be measured."""
    if not name.strip():
        raise InvalidError("姓名不能空白。", "A trainee needs a name.")
    if number and session.scalar(select(Trainee.id).where(Trainee.number == number)):
        raise ConflictError(f"學員編號 {number} 已經有人使用。", f"The number {number} is taken.")
    trainee = Trainee(
        public_id=secrets.token_urlsafe(16),
        name=name.strip(),
        number=number or None,
        created_at=now,
    )
    session.add(trainee)
    session.flush()
    return trainee


def add_cohort(
    session: Session, *, standard_id: int, name: str, starts_on: date, ends_on: date, now: datetime
) -> Cohort:
    """Open a cohort that trains for a standard."""
    require_period(starts_on, ends_on)
    if not name.strip():
        raise InvalidError("班級名稱不能空白。", "A cohort needs a name.")
    cohort = Cohort(
        public_id=secrets.token_urlsafe(16),
        standard_id=standard_id,
        name=name.strip(),
        starts_on=starts_on,
        ends_on=ends_on,
        created_at=now,
    )
    session.add(cohort)
    session.flush()
    return cohort


def require_period(starts_on: date, ends_on: date) -> None:
    """Refuse a period that ends before it starts."""
    if ends_on < starts_on:
        raise InvalidError("結訓日不能早於開訓日。", "A cohort cannot end before it starts.")


def enrol(session: Session, *, cohort: Cohort, trainee: Trainee, on: date) -> Enrolment:
    """Let a trainee belong to a cohort; one who left comes back."""
    enrolment = session.scalar(
        select(Enrolment).where(
            Enrolment.cohort_id == cohort.id, Enrolment.trainee_id == trainee.id
        )
    )
    if enrolment is None:
        enrolment = Enrolment(cohort_id=cohort.id, trainee_id=trainee.id, enrolled_on=on)
        session.add(enrolment)
    enrolment.left_on = None
    session.flush()
    return enrolment


def leave_cohort(session: Session, *, enrolment: Enrolment, on: date) -> None:
    """Let a trainee leave a cohort; what was measured stays."""
    enrolment.left_on = on
    session.flush()
