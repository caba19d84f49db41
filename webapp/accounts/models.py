"""Logins: who may sign in, in which roles, and the sessions that are open."""

from datetime import datetime
from typing import Any

from flask_login import UserMixin
from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from curriculum.database import Base
from webapp.permissions import Role


class User(UserMixin, Base):
    """A login."""

    __tablename__ = "user_account"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(unique=True)
    login: Mapped[str] = mapped_column(unique=True)  # as typed at sign-in, in lower case
    name: Mapped[str]
    password_hash: Mapped[str]
    trainee_id: Mapped[int | None] = mapped_column(ForeignKey("trainee.id"), unique=True)
    is_enabled: Mapped[bool] = mapped_column(default=True)
    is_demo: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime]

    roles: Mapped[list["UserRole"]] = relationship(
        lazy="joined", cascade="all, delete-orphan", order_by="UserRole.role"
    )

    @property
    def role_set(self) -> frozenset[Role]:
        """The roles that this person may act in."""
        return frozenset(Role(row.role) for row in self.roles)

    def has_role(self, *roles: Role) -> bool:
        """Tell whether the person may act in any of these roles."""
        return bool(self.role_set & set(roles))


class UserRole(Base):
    """A login may act in a role."""

    __tablename__ = "user_role"

    user_id: Mapped[int] = mapped_column(
        ForeignKey("user_account.id", ondelete="CASCADE"), primary_key=True
    )
    role: Mapped[str] = mapped_column(primary_key=True)


class CohortStaff(Base):
    """An instructor or assessor looks after a cohort."""

    __tablename__ = "cohort_staff"

    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"), primary_key=True)
    cohort_id: Mapped[int] = mapped_column(ForeignKey("cohort.id"), primary_key=True, index=True)


class LoginSession(Base):
    """What the server keeps of one browser; the cookie holds only a random name for it."""

    __tablename__ = "login_session"

    id: Mapped[str] = mapped_column(primary_key=True)  # SHA-256 of the cookie's value
    user_id: Mapped[int | None] = mapped_column(
        ForeignKey("user_account.id", ondelete="CASCADE"), index=True
    )
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    created_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    expires_at: Mapped[datetime] = mapped_column(index=True)

    user: Mapped[User | None] = relationship()


class Throttle(Base):
    """Failed tries in the present window: at signing in, at checking certificates."""

    __tablename__ = "throttle"

    key: Mapped[str] = mapped_column(primary_key=True)  # what is counted, and of whom
    window_started_at: Mapped[datetime]
    failure_count: Mapped[int]
