"""Reading the audit trail."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.audit.chain import FIRST, sealed
from webapp.audit.models import AuditEntry

PAGE_SIZE = 50


@dataclass(frozen=True, slots=True)
class AuditPage:
    """Some entries, newest first, and where the next older page begins."""

    entries: Sequence[AuditEntry]
    older_than: int | None


def list_entries(
    session: Session, *, older_than: int | None = None, actor: str = "", action: str = ""
) -> AuditPage:
    """Return one page of the trail, newest first, optionally of one actor or one kind of act."""
    wanted = select(AuditEntry).order_by(AuditEntry.id.desc()).limit(PAGE_SIZE + 1)
    if older_than is not None:
        wanted = wanted.where(AuditEntry.id < older_than)
    if actor:
        wanted = wanted.where(AuditEntry.actor == actor)
    if action:
        wanted = wanted.where(AuditEntry.action.startswith(action, autoescape=True))
    rows = session.scalars(wanted).all()
    shown = rows[:PAGE_SIZE]
    return AuditPage(entries=shown, older_than=shown[-1].id if len(rows) > PAGE_SIZE else None)


def list_entries_about(
    session: Session, *, kind: str, subject: str, action: str | None = None, limit: int = 10
) -> Sequence[AuditEntry]:
    """Return the last acts on one subject, or those of one sort, newest first."""
    wanted = (
        select(AuditEntry)
        .where(AuditEntry.subject == subject, AuditEntry.subject_kind == kind)
        .order_by(AuditEntry.id.desc())
        .limit(limit)
    )
    if action is not None:
        wanted = wanted.where(AuditEntry.action == action)
    return session.scalars(wanted).all()


def find_broken_entry(session: Session) -> int | None:
    """Return the id of the first entry whose seal does not hold; None when all do."""
    previous = FIRST
    for entry in session.scalars(select(AuditEntry).order_by(AuditEntry.id)).yield_per(1000):
        fields: dict[str, object] = {
            "happened_at": entry.happened_at.isoformat(),
            "actor": entry.actor,
            "roles": entry.roles,
            "action": entry.action,
            "subject_kind": entry.subject_kind,
            "subject": entry.subject,
            "detail": entry.detail,
        }
        if entry.previous_hash != previous or entry.hash != sealed(previous, fields):
            return entry.id
        previous = entry.hash
    return None
