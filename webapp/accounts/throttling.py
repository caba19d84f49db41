"""Slowing down who guesses passwords; counted in the database, so a restart forgets nothing."""

from datetime import datetime, timedelta

from sqlalchemy import case, delete, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from webapp.accounts.models import SignInThrottle

WINDOW = timedelta(minutes=15)
FAILURES_BY_LOGIN = 10
FAILURES_BY_ADDRESS = 100  # a whole class signs in from one address


def keys(login: str, address: str) -> dict[str, int]:
    """Return what is counted for one try, each with the failures that it allows."""
    return {f"login:{login}": FAILURES_BY_LOGIN, f"address:{address}": FAILURES_BY_ADDRESS}


def is_blocked(session: Session, *, login: str, address: str, now: datetime) -> bool:
    """Tell whether too many tries failed within the window."""
    allowed = keys(login, address)
    rows = session.execute(
        select(SignInThrottle.key, SignInThrottle.failure_count).where(
            SignInThrottle.key.in_(allowed), SignInThrottle.window_started_at > now - WINDOW
        )
    )
    return any(row.failure_count >= allowed[row.key] for row in rows)


def count_failure(session: Session, *, login: str, address: str, now: datetime) -> None:
    """Count one failed try, in one statement for each key."""
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    for key in sorted(keys(login, address)):
        fresh = SignInThrottle.window_started_at > now - WINDOW
        session.execute(
            insert(SignInThrottle)
            .values(key=key, window_started_at=now, failure_count=1)
            .on_conflict_do_update(
                index_elements=["key"],
                set_={
                    "failure_count": case((fresh, SignInThrottle.failure_count + 1), else_=1),
                    "window_started_at": case((fresh, SignInThrottle.window_started_at), else_=now),
                },
            )
        )


def forget_failures(session: Session, *, login: str) -> None:
    """Start anew for a login that has just signed in."""
    session.execute(delete(SignInThrottle).where(SignInThrottle.key == f"login:{login}"))
