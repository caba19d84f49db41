"""Questions asked of the logins."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from curriculum.errors import NotFoundError
from quizzes.trainees.models import Cohort, Enrolment
from webapp.accounts.models import CohortStaff, User, UserRole
from webapp.permissions import Role

PAGE_SIZE = 50
STAFF = (Role.INSTRUCTOR, Role.ASSESSOR)


@dataclass(frozen=True, slots=True)
class UserPage:
    """Some logins, by name of login, and after which one the next page begins."""

    users: Sequence[User]
    after: str | None


@dataclass(frozen=True, slots=True)
class UserCounts:
    """How many logins there are, in all, disabled and in each role."""

    total: int
    disabled: int
    by_role: Mapping[Role, int]


def find_user(session: Session, login: str) -> User | None:
    """Return the login of this name, in whatever case it was typed."""
    wanted = select(User).where(User.login == login.strip().lower())
    return session.scalars(wanted).unique().one_or_none()


def get_user(session: Session, public_id: str) -> User:
    """Return the login with this public id, or raise NotFoundError."""
    user = session.scalars(select(User).where(User.public_id == public_id)).unique().one_or_none()
    if user is None:
        raise NotFoundError("找不到這個帳號。", "There is no such account.")
    return user


def list_user_page(
    session: Session, *, after: str = "", role: Role | None = None, text: str = ""
) -> UserPage:
    """Return one page of the logins, optionally of one role or with a text in login or name."""
    wanted = select(User).where(User.login > after).order_by(User.login).limit(PAGE_SIZE + 1)
    if role is not None:
        holders = select(UserRole.user_id).where(UserRole.role == role.value)
        wanted = wanted.where(User.id.in_(holders))
    if text:
        wanted = wanted.where(
            or_(
                User.login.contains(text.lower(), autoescape=True),
                User.name.contains(text, autoescape=True),
            )
        )
    rows = session.scalars(wanted).unique().all()
    shown = rows[:PAGE_SIZE]
    return UserPage(shown, shown[-1].login if len(rows) > PAGE_SIZE else None)


def count_by_role(session: Session) -> UserCounts:
    """Count the logins in two selects."""
    total, disabled = session.execute(
        select(func.count(User.id), func.count(User.id).filter(User.is_enabled.is_(False)))
    ).one()
    counts = session.execute(select(UserRole.role, func.count()).group_by(UserRole.role))
    return UserCounts(total, disabled, {Role(role): n for role, n in counts})


def list_staff(session: Session) -> Sequence[User]:
    """Return the instructors and assessors who may sign in, by name."""
    holders = select(UserRole.user_id).where(UserRole.role.in_([role.value for role in STAFF]))
    wanted = select(User).where(User.id.in_(holders), User.is_enabled).order_by(User.name, User.id)
    return session.scalars(wanted).unique().all()


def list_staff_of(session: Session, cohort_id: int) -> Sequence[User]:
    """Return those who look after a cohort, by name."""
    wanted = (
        select(User)
        .join(CohortStaff, CohortStaff.user_id == User.id)
        .where(CohortStaff.cohort_id == cohort_id)
        .order_by(User.name, User.id)
    )
    return session.scalars(wanted).unique().all()


def list_staff_names(session: Session) -> Mapping[int, Sequence[str]]:
    """Return the names of those who look after each cohort, by cohort."""
    rows = session.execute(
        select(CohortStaff.cohort_id, User.name)
        .join(User, CohortStaff.user_id == User.id)
        .order_by(User.name, User.id)
    )
    names: dict[int, list[str]] = {}
    for cohort_id, name in rows:
        names.setdefault(cohort_id, []).append(name)
    return names


def list_cohorts_of(session: Session, user: User) -> Sequence[tuple[str, str]]:
    """Return public id and name of the cohorts that a login looks after or belongs to."""
    looked_after = select(CohortStaff.cohort_id).where(CohortStaff.user_id == user.id)
    belonged_to = select(Enrolment.cohort_id).where(
        Enrolment.trainee_id == (user.trainee_id or 0), Enrolment.left_on.is_(None)
    )
    rows = session.execute(
        select(Cohort.public_id, Cohort.name)
        .where(or_(Cohort.id.in_(looked_after), Cohort.id.in_(belonged_to)))
        .order_by(Cohort.name)
    )
    return [(public_id, name) for public_id, name in rows]


def list_logins_of(session: Session, cohort_id: int) -> Mapping[int, User]:
    """Return the logins of the trainees of a cohort, by trainee."""
    wanted = (
        select(User)
        .join(Enrolment, Enrolment.trainee_id == User.trainee_id)
        .where(Enrolment.cohort_id == cohort_id, Enrolment.left_on.is_(None))
    )
    rows = session.scalars(wanted).unique()
    return {user.trainee_id: user for user in rows if user.trainee_id is not None}


def count_trainees_without_login(session: Session) -> int:
    """Return how many people who belong to a cohort now cannot sign in."""
    wanted = (
        select(func.count(Enrolment.trainee_id.distinct()))
        .outerjoin(User, User.trainee_id == Enrolment.trainee_id)
        .where(Enrolment.left_on.is_(None), User.id.is_(None))
    )
    return session.scalar(wanted) or 0


def looks_after(session: Session, *, user_id: int, cohort_id: int) -> bool:
    """Tell whether this instructor or assessor looks after the cohort."""
    row = session.get(CohortStaff, {"user_id": user_id, "cohort_id": cohort_id})
    return row is not None
