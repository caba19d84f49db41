"""Changes to logins."""

import secrets
from collections.abc import Collection
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from curriculum.errors import ConflictError, InvalidError
from quizzes.trainees.commands import add_trainee
from quizzes.trainees.models import Trainee
from webapp.accounts.models import CohortStaff, LoginSession, User, UserRole
from webapp.accounts.passwords import LETTERS, LONGEST, SHORTEST, NewPassword, hash_password
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


def add_trainee_login(
    session: Session, *, trainee: Trainee, password: NewPassword, now: datetime
) -> User:
    """Add the login of a person who is measured: its name is their number, or made up."""
    login = (trainee.number or "").strip().lower()
    if not login or find_user(session, login):
        login = "t-" + "".join(secrets.choice(LETTERS) for _ in range(6))
    user = User(
        public_id=secrets.token_urlsafe(16),
        login=login,
        name=trainee.name,
        password_hash=password.hash,
        trainee_id=trainee.id,
        created_at=now,
        roles=[UserRole(role=Role.TRAINEE.value)],
    )
    session.add(user)
    session.flush()
    return user


def become_trainee(session: Session, *, user: User, now: datetime) -> None:
    """Tie a login that may act as a trainee to a person who is measured."""
    if user.has_role(Role.TRAINEE) and user.trainee_id is None:
        user.trainee_id = add_trainee(session, name=user.name, now=now).id
        session.flush()


def change_roles(session: Session, *, user: User, roles: Collection[Role]) -> None:
    """Let a login act in exactly these roles, from its next request on.

    Raises ConflictError where the platform would be left without an administrator.
    """
    if not roles:
        raise InvalidError("至少要有一個角色。", "A login needs at least one role.")
    if Role.ADMINISTRATOR not in roles:
        require_other_administrator(session, user=user)
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
    """Let a login in, or keep it out from its next request on.

    Raises ConflictError where the platform would be left without an administrator.
    """
    if not is_enabled:
        require_other_administrator(session, user=user)
    user.is_enabled = is_enabled
    if not is_enabled:
        end_sessions(session, user=user)
    session.flush()


def require_other_administrator(session: Session, *, user: User) -> None:
    """Refuse to take the last administrator who may sign in."""
    if not user.has_role(Role.ADMINISTRATOR):
        return
    administrators = session.scalars(
        select(User.id)
        .join(UserRole)
        .where(UserRole.role == Role.ADMINISTRATOR.value, User.is_enabled)
        .with_for_update(of=User)
    ).all()
    if not set(administrators) - {user.id}:
        raise ConflictError(
            "這是最後一個管理者，不能停用，也不能拿掉這個角色。",
            "This is the last administrator; it can be neither disabled nor given up.",
        )


def end_sessions(session: Session, *, user: User) -> None:
    """Sign a login out everywhere."""
    session.execute(delete(LoginSession).where(LoginSession.user_id == user.id))
    session.flush()


def assign_staff(session: Session, *, user_id: int, cohort_id: int) -> None:
    """Let an instructor or assessor look after a cohort."""
    if session.get(CohortStaff, {"user_id": user_id, "cohort_id": cohort_id}) is None:
        session.add(CohortStaff(user_id=user_id, cohort_id=cohort_id))
        session.flush()


def release_staff(session: Session, *, user_id: int, cohort_id: int) -> None:
    """Let an instructor or assessor no longer look after a cohort."""
    session.execute(
        delete(CohortStaff).where(
            CohortStaff.user_id == user_id, CohortStaff.cohort_id == cohort_id
        )
    )
    session.flush()
