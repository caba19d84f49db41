"""Marks: one judgement each, never changed, replaced only by a later one with its reason."""

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from curriculum.database import Base


class Mark(Base):
    """The score of one answer; the highest number counts."""

    __tablename__ = "mark"
    __table_args__ = (UniqueConstraint("attempt_item_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    attempt_item_id: Mapped[int] = mapped_column(ForeignKey("attempt_item.id"))
    number: Mapped[int]  # from 1
    score: Mapped[float]  # 0…1
    response_seq: Mapped[int | None]  # the answer that was judged; None for a blank
    marked_at: Mapped[datetime]
    marked_by: Mapped[str]  # "system", or the login of who corrected
    reason: Mapped[str]  # why a later mark replaces an earlier one; "" for the first
