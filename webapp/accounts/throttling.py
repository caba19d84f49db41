"""Slowing down who guesses; counted in the database, so a restart forgets nothing."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import and_, case, delete, or_, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from webapp.accounts.models import Throttle

FAILURES_BY_LOGIN = 10
FAILURES_BY_ADDRESS = 100  # a whole class signs in from one address
WRONG_CERTIFICATES = 30


@dataclass(frozen=True, slots=True)
class Limit:
    """How many failures are allowed to one origin within a window."""

    key: str
    allowed: int
    window: timedelta


def sign_in_limits(login: str, address: str) -> tuple[Limit, ...]:
    """Return what limits the guessing of passwords: by login, and by address."""
    window = timedelta(minutes=15)
    return (
        Limit(f"login:{login}", FAILURES_BY_LOGIN, window),
        Limit(f"address:{address}", FAILURES_BY_ADDRESS, window),
    )


def certificate_limits(address: str) -> tuple[Limit, ...]:
    """Return what limits the guessing of certificates: by address."""
    return (Limit(f"certificate:{address}", WRONG_CERTIFICATES, timedelta(minutes=1)),)


def is_blocked(session: Session, limits: Collection[Limit], *, now: datetime) -> bool:
    """Tell whether any limit was reached within its window."""
    reached = [
        and_(
            Throttle.key == limit.key,
            Throttle.window_started_at > now - limit.window,
            Throttle.failure_count >= limit.allowed,
        )
        for limit in limits
    ]
    return session.scalar(select(Throttle.key).where(or_(*reached)).limit(1)) is not None


def count_failure(session: Session, limits: Collection[Limit], *, now: datetime) -> None:
    """Count one failed try, in one statement for each limit."""
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    for limit in sorted(limits, key=lambda limit: limit.key):
        fresh = Throttle.window_started_at > now - limit.window
        session.execute(
            insert(Throttle)
            .values(key=limit.key, window_started_at=now, failure_count=1)
            .on_conflict_do_update(
                index_elements=["key"],
                set_={
                    "failure_count": case((fresh, Throttle.failure_count + 1), else_=1),
                    "window_started_at": case((fresh, Throttle.window_started_at), else_=now),
                },
            )
        )


def forget_failures(session: Session, *, login: str) -> None:
    """Start anew for a login that has just signed in."""
    session.execute(delete(Throttle).where(Throttle.key == f"login:{login}"))
