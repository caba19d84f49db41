"""The item bank: items, their immutable versions, and the indicators they serve."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Enum, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from curriculum.database import Base
from curriculum.standards.models import Competency, Indicator


class VersionState(StrEnum):
    """Where an item version stands in its life."""

    DRAFT = "draft"
    PUBLISHED = "published"
    RETIRED = "retired"


class Item(Base):
    """One question of the bank, through all its versions."""

    __tablename__ = "item"
    __table_args__ = (UniqueConstraint("competency_id", "code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(unique=True)
    competency_id: Mapped[int] = mapped_column(ForeignKey("competency.id"))
    code: Mapped[str]  # K29-07
    created_at: Mapped[datetime]
    created_by: Mapped[str]

    competency: Mapped[Competency] = relationship()
    versions: Mapped[list["ItemVersion"]] = relationship(
        back_populates="item", order_by="ItemVersion.number"
    )


class ItemVersion(Base):
    """One wording of an item; once published it never changes, and at most one is published."""

    __tablename__ = "item_version"
    __table_args__ = (
        UniqueConstraint("item_id", "number"),
        Index(
            "uq_item_version_published",
            "item_id",
            unique=True,
            sqlite_where=text("state = 'published'"),
            postgresql_where=text("state = 'published'"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("item.id"))
    number: Mapped[int]  # from 1
    state: Mapped[VersionState] = mapped_column(
        Enum(VersionState, native_enum=False, values_callable=lambda e: [m.value for m in e])
    )
    kind: Mapped[str]  # single_choice …
    content: Mapped[dict[str, Any]]  # quizzes.items.content.ItemContent.to_mapping()
    content_sha256: Mapped[str]
    cognitive: Mapped[str]
    level: Mapped[int]  # the task level that it can support, 1 to 6
    chance: Mapped[float]  # score of one who knows nothing, 0…1
    difficulty: Mapped[float]  # b in logits, 0 = the minimally competent trainee
    difficulty_sd: Mapped[float]
    valid_until: Mapped[date | None]  # the last day on which its figures hold
    created_at: Mapped[datetime]
    created_by: Mapped[str]
    published_at: Mapped[datetime | None]
    published_by: Mapped[str | None]
    retired_at: Mapped[datetime | None]
    retired_by: Mapped[str | None]

    item: Mapped[Item] = relationship(back_populates="versions")
    alignments: Mapped[list["Alignment"]] = relationship(
        back_populates="version", cascade="all, delete-orphan"
    )


class Alignment(Base):
    """An item version serves an indicator."""

    __tablename__ = "alignment"

    item_version_id: Mapped[int] = mapped_column(
        ForeignKey("item_version.id", ondelete="CASCADE"), primary_key=True
    )
    indicator_id: Mapped[int] = mapped_column(
        ForeignKey("indicator.id"), primary_key=True, index=True
    )

    version: Mapped[ItemVersion] = relationship(back_populates="alignments")
    indicator: Mapped[Indicator] = relationship()
