"""Tables of late answers: chosen before the end, delivered after it. Rows are only ever added."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, ForeignKeyConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from curriculum.database import Base


class LateAnswer(Base):
    """An answer that came after its attempt had ended."""

    __tablename__ = "late_answer"

    attempt_item_id: Mapped[int] = mapped_column(ForeignKey("attempt_item.id"), primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    response: Mapped[dict[str, Any]]
    chosen_at: Mapped[datetime]  # as the device tells it
    received_at: Mapped[datetime]


class LateDecision(Base):
    """What became of a late answer: whether it counts, who said so, and why."""

    __tablename__ = "late_decision"
    __table_args__ = (
        ForeignKeyConstraint(
            ["attempt_item_id", "seq"], ["late_answer.attempt_item_id", "late_answer.seq"]
        ),
        Index(None, "decided_at"),
    )

    attempt_item_id: Mapped[int] = mapped_column(primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    counts: Mapped[bool]
    reason: Mapped[str]
    decided_at: Mapped[datetime]
    decided_by: Mapped[str]  # login, or "policy"
