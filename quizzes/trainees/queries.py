"""Questions asked of the people measured and their cohorts."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from curriculum.errors import NotFoundError
from curriculum.standards.models import Standard
from quizzes.trainees.models import Cohort, Enrolment, Trainee


@dataclass(frozen=True, slots=True)
class CohortLine:
    """A cohort in a list."""

    id: int
    public_id: str
    name: str
    standard_id: int
    standard_code: str
    standard_name: str
    starts_on: date
    ends_on: date
    trainee_count: int


@dataclass(frozen=True, slots=True)
class TraineeLine:
    """A trainee of a cohort."""

    id: int
    public_id: str
    name: str
    number: str | None
    enrolled_on: date


def get_trainee_by_public_id(session: Session, public_id: str) -> Trainee:
    """Return a trainee by the id that stands in addresses, or raise NotFoundError."""
    trainee = session.scalar(select(Trainee).where(Trainee.public_id == public_id))
    if trainee is None:
        raise NotFoundError("找不到這位學員。", "There is no such trainee.")
    return trainee


def get_cohort(session: Session, public_id: str) -> Cohort:
    """Return a cohort, or raise NotFoundError."""
    cohort = session.scalar(select(Cohort).where(Cohort.public_id == public_id))
    if cohort is None:
        raise NotFoundError("找不到這個班級。", "There is no such cohort.")
    return cohort


def list_cohorts(session: Session, *, ids: Collection[int] | None = None) -> Sequence[CohortLine]:
    """Return cohorts, newest first: all of them, or only these."""
    present = func.count(Enrolment.id).filter(Enrolment.left_on.is_(None))
    wanted = (
        select(
            Cohort.id,
            Cohort.public_id,
            Cohort.name,
            Standard.id,
            Standard.code,
            Standard.name,
            Cohort.starts_on,
            Cohort.ends_on,
            present,
        )
        .join(Standard, Cohort.standard_id == Standard.id)
        .outerjoin(Enrolment, Enrolment.cohort_id == Cohort.id)
        .group_by(Cohort.id, Standard.id)
        .order_by(Cohort.starts_on.desc(), Cohort.id.desc())
    )
    if ids is not None:
        wanted = wanted.where(Cohort.id.in_(ids))
    return [CohortLine(*row) for row in session.execute(wanted)]


def list_trainees(session: Session, cohort_id: int) -> Sequence[TraineeLine]:
    """Return the trainees who belong to a cohort now, by number and name."""
    rows = session.execute(
        select(Trainee.id, Trainee.public_id, Trainee.name, Trainee.number, Enrolment.enrolled_on)
        .join(Enrolment, Enrolment.trainee_id == Trainee.id)
        .where(Enrolment.cohort_id == cohort_id, Enrolment.left_on.is_(None))
        .order_by(Trainee.number, Trainee.name, Trainee.id)
    )
    return [TraineeLine(*row) for row in rows]


def find_standard_of(session: Session, trainee_id: int) -> Standard | None:
    """Return the standard of the trainee's newest cohort."""
    return session.scalar(
        select(Standard)
        .join(Cohort, Cohort.standard_id == Standard.id)
        .join(Enrolment, Enrolment.cohort_id == Cohort.id)
        .where(Enrolment.trainee_id == trainee_id, Enrolment.left_on.is_(None))
        .order_by(Cohort.starts_on.desc(), Cohort.id.desc())
        .limit(1)
    )


def find_enrolment(session: Session, *, cohort_id: int, trainee_id: int) -> Enrolment | None:
    """Return the trainee's present place in a cohort."""
    return session.scalar(
        select(Enrolment).where(
            Enrolment.cohort_id == cohort_id,
            Enrolment.trainee_id == trainee_id,
            Enrolment.left_on.is_(None),
        )
    )
