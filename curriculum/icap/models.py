"""Official documents that were read, and what people decided about their findings."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from curriculum.database import Base


class SourceDocument(Base):
    """A file as it was received, with what one version of the reader made of it."""

    __tablename__ = "source_document"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(unique=True)
    sha256: Mapped[str] = mapped_column(unique=True)  # of the file; the same file is kept once
    filename: Mapped[str]
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    reader: Mapped[str]
    reader_version: Mapped[str]
    reading: Mapped[dict[str, Any]] = mapped_column(JSON, deferred=True)  # Reading.to_mapping()
    received_at: Mapped[datetime]
    received_by: Mapped[str]
    differences_because: Mapped[str | None]  # why counts may differ without a known reason
    differences_accepted_by: Mapped[str | None]
    differences_accepted_at: Mapped[datetime | None]
    standard_id: Mapped[int | None] = mapped_column(
        ForeignKey("standard.id"), index=True
    )  # None until the review is committed
    imported_at: Mapped[datetime | None]
    imported_by: Mapped[str | None]
    set_aside_at: Mapped[datetime | None]  # given up before it was imported; may be taken up again


class FindingDecision(Base):
    """What a person decided about one finding; a later row for the same finding replaces it."""

    __tablename__ = "finding_decision"

    id: Mapped[int] = mapped_column(primary_key=True)
    source_document_id: Mapped[int] = mapped_column(ForeignKey("source_document.id"), index=True)
    reader_version: Mapped[str]  # of the reading that numbered the findings
    finding: Mapped[int]  # its number in that reading, from 0
    choice: Mapped[str]  # one of the finding's options, or "other"
    replacement: Mapped[str | None]  # the text where the choice is "other"
    decided_at: Mapped[datetime]
    decided_by: Mapped[str]
