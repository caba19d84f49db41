"""Adding to the audit trail."""

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from webapp.audit.chain import FIRST, sealed
from webapp.audit.models import AuditEntry

TURN = 0x617564_6974  # any number that is nobody else's


def record_act(  # noqa: PLR0913 (an entry has these fields)
    session: Session,
    *,
    actor: str,
    roles: Collection[str],
    action: str,
    subject_kind: str,
    subject: str,
    detail: Mapping[str, object] | None = None,
    now: datetime,
) -> AuditEntry:
    """Add one entry, sealed to the last one, in the transaction of the act itself."""
    _wait_for_turn(session)
    last = select(AuditEntry.hash).order_by(AuditEntry.id.desc()).limit(1)
    previous = session.scalar(last) or FIRST
    fields: dict[str, object] = {
        "happened_at": now.isoformat(),
        "actor": actor,
        "roles": ",".join(sorted(roles)),
        "action": action,
        "subject_kind": subject_kind,
        "subject": subject,
        "detail": dict(detail or {}),
    }
    entry = AuditEntry(
        **{**fields, "happened_at": now}, previous_hash=previous, hash=sealed(previous, fields)
    )
    session.add(entry)
    session.flush()
    return entry


def _wait_for_turn(session: Session) -> None:
    """Let one transaction at a time add to the chain.

    SQLite has one writer anyway. On PostgreSQL a lock on the last row is not enough: who waited
    for it gets that row again, and not the one that was added meanwhile.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.execute(select(func.pg_advisory_xact_lock(TURN)))
