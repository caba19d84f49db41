"""Changes to logins."""

import secrets
from collections.abc import Collection
from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session

from curriculum.errors import ConflictError, InvalidError
from webapp.accounts.models import CohortStaff, LoginSession, User, UserRole
from webapp.accounts.passwords import LONGEST, SHORTEST, hash_password
from webapp.accounts.queries import find_user
from webapp.permissions import Role


def require_good_password(password: str) -> None:
    """Refuse a password that is too short to be safe or too long to be meant."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise InvalidError(
            f"密碼要有 {SHORTEST} 到 {LONGEST} 個字元。",
            f"A password has {SHORTEST} to {LONGEST} characters.",
        )


def add_user(  # noqa: PLR0913 (a login has these fields)
    session: Session,
    *,
    login: str,
    name: str,
    password: str,
    roles: Collection[Role],
    trainee_id: int | None = None,
    is_demo: bool = False,
    now: datetime,
) -> User:
    """Add a login."""
    login = login.strip().lower()
    if not login:
        raise InvalidError("帳號不能空白。", "The account needs a name.")
    if find_user(session, login):
        raise ConflictError(f"帳號「{login}」已經有人使用。", f"The account “{login}” is taken.")
    require_good_password(password)
    user = User(
        public_id=secrets.token_urlsafe(16),
        login=login,
        name=name.strip() or login,
        password_hash=hash_password(password),
        trainee_id=trainee_id,
        is_demo=is_demo,
        created_at=now,
        roles=[UserRole(role=role.value) for role in sorted(roles)],
    )
    session.add(user)
    session.flush()
    return user


def change_roles(session: Session, *, user: User, roles: Collection[Role]) -> None:
    """Let a login act in exactly these roles, from its next request on."""
    kept = {role.value for role in roles}
    user.roles = [row for row in user.roles if row.role in kept]
    held = {row.role for row in user.roles}
    user.roles.extend(UserRole(role=role) for role in sorted(kept - held))
    session.flush()


def change_password(session: Session, *, user: User, password: str) -> None:
    """Set a new password and end every session of the login."""
    require_good_password(password)
    user.password_hash = hash_password(password)
    end_sessions(session, user=user)


def set_enabled(session: Session, *, user: User, is_enabled: bool) -> None:
    """Let a login in, or keep it out from its next request on."""
    user.is_enabled = is_enabled
    if not is_enabled:
        end_sessions(session, user=user)
    session.flush()


def end_sessions(session: Session, *, user: User) -> None:
    """Sign a login out everywhere."""
    session.execute(delete(LoginSession).where(LoginSession.user_id == user.id))
    session.flush()


def assign_staff(session: Session, *, user_id: int, cohort_id: int) -> None:
    """Let an instructor or assessor look after a cohort."""
    if session.get(CohortStaff, {"user_id": user_id, "cohort_id": cohort_id}) is None:
        session.add(CohortStaff(user_id=user_id, cohort_id=cohort_id))
        session.flush()
