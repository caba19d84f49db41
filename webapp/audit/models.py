"""Who did what, and when: rows are only ever added, each sealed to the one before."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON
from sqlalchemy.orm import Mapped, mapped_column

from curriculum.database import Base


class AuditEntry(Base):
    """One act of one person."""

    __tablename__ = "audit_entry"

    id: Mapped[int] = mapped_column(primary_key=True)
    happened_at: Mapped[datetime] = mapped_column(index=True)
    actor: Mapped[str] = mapped_column(index=True)  # login, or "system"
    roles: Mapped[str]  # of the actor at that time, joined by commas
    action: Mapped[str] = mapped_column(index=True)  # item.publish, certificate.issue …
    subject_kind: Mapped[str]
    subject: Mapped[str] = mapped_column(index=True)  # public id or code
    detail: Mapped[dict[str, Any]] = mapped_column(JSON)
    previous_hash: Mapped[str]
    hash: Mapped[str] = mapped_column(unique=True)
