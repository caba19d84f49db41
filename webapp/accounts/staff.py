"""Which cohorts a person may look into: instructors and assessors their own, others all or none."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, select
from sqlalchemy.orm import Session

from curriculum.errors import NotFoundError
from curriculum.standards.models import Standard
from quizzes.trainees.models import Cohort, Enrolment, Trainee
from quizzes.trainees.queries import CohortLine, list_cohorts
from webapp.accounts.models import CohortStaff, User
from webapp.permissions import Role

SEES_ALL = (Role.ADMINISTRATOR, Role.AUDITOR)


def list_visible_cohorts(session: Session, user: User) -> Sequence[CohortLine]:
    """Return the cohorts that a person may look into, newest first, in two selects at most."""
    if user.has_role(*SEES_ALL):
        return list_cohorts(session)
    mine = select(CohortStaff.cohort_id).where(CohortStaff.user_id == user.id)
    return list_cohorts(session, ids=session.scalars(mine).all())


def visible_cohort_ids(user: User) -> Select[Any]:
    """Return the ids of the cohorts that a person may look into, as a part of another select."""
    if user.has_role(*SEES_ALL):
        return select(Cohort.id)
    return select(CohortStaff.cohort_id).where(CohortStaff.user_id == user.id)


def get_visible_cohort(session: Session, user: User, public_id: str) -> tuple[Cohort, Standard]:
    """Return a cohort with its standard, or raise NotFoundError for those who may not know it."""
    wanted = (
        select(Cohort, Standard)
        .join(Standard, Cohort.standard_id == Standard.id)
        .where(Cohort.public_id == public_id)
    )
    if not user.has_role(*SEES_ALL):
        wanted = wanted.where(_looks_after(user))
    row = session.execute(wanted).one_or_none()
    if row is None:
        raise NotFoundError("找不到這個班級。", "There is no such cohort.")
    return row[0], row[1]


def get_member(session: Session, cohort: Cohort, public_id: str) -> Trainee:
    """Return a trainee who belongs to the cohort now, or raise NotFoundError."""
    trainee = session.scalar(
        select(Trainee)
        .join(Enrolment, Enrolment.trainee_id == Trainee.id)
        .where(
            Trainee.public_id == public_id,
            Enrolment.cohort_id == cohort.id,
            Enrolment.left_on.is_(None),
        )
    )
    if trainee is None:
        raise NotFoundError("找不到這位學員。", "There is no such trainee.")
    return trainee


def find_cohort_of(
    session: Session, user: User, *, trainee_id: int, standard_id: int
) -> Cohort | None:
    """Return the newest cohort for a standard, of those a person may look into, of a trainee."""
    wanted = (
        select(Cohort)
        .join(Enrolment, Enrolment.cohort_id == Cohort.id)
        .where(
            Enrolment.trainee_id == trainee_id,
            Enrolment.left_on.is_(None),
            Cohort.standard_id == standard_id,
        )
        .order_by(Cohort.starts_on.desc(), Cohort.id.desc())
        .limit(1)
    )
    if not user.has_role(*SEES_ALL):
        wanted = wanted.where(_looks_after(user))
    return session.scalar(wanted)


def find_own_standard_id(session: Session, user: User) -> int | None:
    """Return the standard of the newest cohort that a person looks after."""
    return session.scalar(
        select(Cohort.standard_id)
        .join(CohortStaff, CohortStaff.cohort_id == Cohort.id)
        .where(CohortStaff.user_id == user.id)
        .order_by(Cohort.starts_on.desc(), Cohort.id.desc())
        .limit(1)
    )


def _looks_after(user: User) -> ColumnElement[bool]:
    return exists().where(CohortStaff.cohort_id == Cohort.id, CohortStaff.user_id == user.id)
