"""The table of reviews: when each trainee is asked each item again."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from curriculum.database import Base


class ReviewCard(Base):
    """When an item comes again to one trainee; a projection, rebuildable from their marks."""

    __tablename__ = "review_card"
    __table_args__ = (Index(None, "trainee_id", "due_at"),)

    trainee_id: Mapped[int] = mapped_column(ForeignKey("trainee.id"), primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("item.id"), primary_key=True, index=True)
    stability: Mapped[float]  # of FSRS, in days; no part of measuring
    difficulty: Mapped[float]  # of FSRS, 1…10; no part of measuring
    review_count: Mapped[int]
    last_reviewed_at: Mapped[datetime]
    due_at: Mapped[datetime]
