"""Questions asked of the documents that were received."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session, undefer

from curriculum.errors import NotFoundError
from curriculum.icap.correcting import Decision, undecided
from curriculum.icap.models import FindingDecision, SourceDocument
from curriculum.icap.reading import Reading
from curriculum.standards.models import Standard


@dataclass(frozen=True, slots=True)
class DocumentLine:
    """A received file in a list."""

    public_id: str
    sha256: str
    filename: str
    reader: str
    reader_version: str
    received_at: datetime
    received_by: str
    size: int  # bytes
    standard_code: str | None  # None until it is imported
    imported_at: datetime | None
    imported_by: str | None
    set_aside_at: datetime | None
    differences_because: str | None  # why counts may differ without a known reason
    differences_accepted_by: str | None
    differences_accepted_at: datetime | None


@dataclass(frozen=True, slots=True)
class DecisionLine:
    """What stands decided about one finding, by whom and when."""

    choice: str
    replacement: str | None
    decided_at: datetime
    decided_by: str


@dataclass(frozen=True, slots=True)
class Review:
    """A received file with what was read and what was decided so far."""

    file: DocumentLine
    reading: Reading
    decisions: Mapping[int, DecisionLine]  # by the finding's number, the latest of each

    @property
    def open_numbers(self) -> tuple[int, ...]:
        """The numbers of the findings that still wait for a decision."""
        return undecided(self.reading.findings, as_decisions(self.decisions))


def as_decisions(lines: Mapping[int, DecisionLine]) -> list[Decision]:
    """Give the decisions in the form that corrects a document."""
    return [Decision(n, line.choice, line.replacement) for n, line in lines.items()]


def find_source(session: Session, sha256: str) -> SourceDocument | None:
    """Return the received file with this content."""
    return session.scalar(select(SourceDocument).where(SourceDocument.sha256 == sha256))


def get_source(session: Session, public_id: str) -> SourceDocument:
    """Return a received file, or raise NotFoundError."""
    source = session.scalar(select(SourceDocument).where(SourceDocument.public_id == public_id))
    if source is None:
        raise _no_document()
    return source


def get_review(session: Session, public_id: str) -> Review:
    """Return a received file with its reading and its decisions in two selects."""
    review = _find_review(session, SourceDocument.public_id == public_id)
    if review is None:
        raise _no_document()
    return review


def find_review_of(session: Session, standard_id: int) -> Review | None:
    """Return the review that a standard was imported from, in two selects."""
    return _find_review(session, SourceDocument.standard_id == standard_id)


def _find_review(session: Session, condition: ColumnElement[bool]) -> Review | None:
    row = session.execute(
        _SOURCES.where(condition).options(undefer(SourceDocument.reading))
    ).one_or_none()
    if row is None:
        return None
    source, size, standard_code = row
    reading = Reading.from_mapping(source.reading)
    return Review(_line(source, size, standard_code), reading, latest_decisions(session, source))


def latest_decisions(session: Session, source: SourceDocument) -> dict[int, DecisionLine]:
    """Return the last decision of each finding, in the order of the findings."""
    rows = session.scalars(
        select(FindingDecision)
        .where(
            FindingDecision.source_document_id == source.id,
            FindingDecision.reader_version == source.reader_version,
        )
        .order_by(FindingDecision.finding, FindingDecision.id)
    )
    return {
        row.finding: DecisionLine(row.choice, row.replacement, row.decided_at, row.decided_by)
        for row in rows
    }


def list_waiting_documents(session: Session) -> Sequence[DocumentLine]:
    """Return the files whose review is under way, newest first."""
    rows = session.execute(
        _SOURCES.where(
            SourceDocument.standard_id.is_(None), SourceDocument.set_aside_at.is_(None)
        ).order_by(SourceDocument.id.desc())
    )
    return [_line(*row) for row in rows]


def find_document_of(session: Session, standard_id: int) -> DocumentLine | None:
    """Return the file that a standard was imported from."""
    row = session.execute(_SOURCES.where(SourceDocument.standard_id == standard_id)).one_or_none()
    return None if row is None else _line(*row)


def get_content(session: Session, public_id: str) -> tuple[str, bytes]:
    """Return the name and the bytes of a file as it was received."""
    row = session.execute(
        select(SourceDocument.filename, SourceDocument.content).where(
            SourceDocument.public_id == public_id
        )
    ).one_or_none()
    if row is None:
        raise _no_document()
    return row.filename, row.content


_SOURCES = select(SourceDocument, func.length(SourceDocument.content), Standard.code).outerjoin(
    Standard, SourceDocument.standard_id == Standard.id
)


def _line(source: SourceDocument, size: int, standard_code: str | None) -> DocumentLine:
    return DocumentLine(
        public_id=source.public_id,
        sha256=source.sha256,
        filename=source.filename,
        reader=source.reader,
        reader_version=source.reader_version,
        received_at=source.received_at,
        received_by=source.received_by,
        size=size,
        standard_code=standard_code,
        imported_at=source.imported_at,
        imported_by=source.imported_by,
        set_aside_at=source.set_aside_at,
        differences_because=source.differences_because,
        differences_accepted_by=source.differences_accepted_by,
        differences_accepted_at=source.differences_accepted_at,
    )


def _no_document() -> NotFoundError:
    return NotFoundError("找不到這份文件。", "There is no such document.")
