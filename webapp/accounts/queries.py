"""Questions asked of the logins."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from curriculum.errors import NotFoundError
from webapp.accounts.models import CohortStaff, User


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


def list_users(session: Session) -> Sequence[User]:
    """Return every login, by name of login."""
    return session.scalars(select(User).order_by(User.login)).unique().all()


def count_users(session: Session) -> int:
    """Return how many logins there are."""
    return session.scalar(select(func.count(User.id))) or 0


def looks_after(session: Session, *, user_id: int, cohort_id: int) -> bool:
    """Tell whether this instructor or assessor looks after the cohort."""
    row = session.get(CohortStaff, {"user_id": user_id, "cohort_id": cohort_id})
    return row is not None
