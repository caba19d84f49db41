"""Standard setting: panels of judges, and what each of them said of each item at each level."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from curriculum.database import Base


class Panel(Base):
    """Judges who rate the items of one standard for the trainee who just deserves it."""

    __tablename__ = "panel"
    __table_args__ = (UniqueConstraint("standard_id", "code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    standard_id: Mapped[int] = mapped_column(ForeignKey("standard.id"))
    code: Mapped[str]  # 2026-11
    held_on: Mapped[date]
    method: Mapped[str]
    description: Mapped[str]  # where the minimally competent trainee is described
    judges: Mapped[list[Any]]  # code, who
    is_provisional: Mapped[bool]
    recorded_at: Mapped[datetime]
    recorded_by: Mapped[str]

    ratings: Mapped[list["Rating"]] = relationship(back_populates="panel")


class Rating(Base):
    """One judge on one item: of those who just deserve a level, the share that answers it right."""

    __tablename__ = "rating"
    __table_args__ = (UniqueConstraint("panel_id", "round", "judge", "item_version_id", "level"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    panel_id: Mapped[int] = mapped_column(ForeignKey("panel.id"))
    round: Mapped[int]
    judge: Mapped[str]  # a code of Panel.judges
    item_version_id: Mapped[int] = mapped_column(ForeignKey("item_version.id"), index=True)
    level: Mapped[int]  # 1 to 6: whom the judge had in mind
    probability: Mapped[float]  # 0…1
    recorded_at: Mapped[datetime]

    panel: Mapped[Panel] = relationship(back_populates="ratings")
