"""Receiving official documents, deciding what their findings ask, importing them."""

import secrets
from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from curriculum.errors import ConflictError
from curriculum.icap.correcting import OTHER, Decision, corrected, require_applicable, undecided
from curriculum.icap.importing import (
    require_importable,
    require_reason,
    require_short,
    require_storable,
)
from curriculum.icap.models import FindingDecision, SourceDocument
from curriculum.icap.queries import as_decisions, find_document_of, find_source, latest_decisions
from curriculum.icap.reading import Reading
from curriculum.icap.storing import standard_rows
from curriculum.standards.models import Standard
from curriculum.standards.queries import find_standard

LONGEST_FILENAME = 200


def receive_document(
    session: Session, *, content: bytes, reading: Reading, by: str, now: datetime
) -> SourceDocument:
    """Keep a file with what was read from it; the same content again gives the kept one.

    A file whose review was given up is taken up again; one that a newer version of the reader
    has read keeps that reading, as long as it was not imported.
    """
    digest = sha256(content).hexdigest()
    kept = find_source(session, digest)
    if kept is None:
        return _keep(session, digest, content, reading, by, now)
    if kept.standard_id is None:
        kept.set_aside_at = None
        if kept.reader_version != reading.reader_version:
            kept.reader_version = reading.reader_version
            kept.differences_because = kept.differences_accepted_by = None
            kept.differences_accepted_at = None
            kept.reading = reading.to_mapping()
        session.flush()
    return kept


def _keep(
    session: Session, digest: str, content: bytes, reading: Reading, by: str, now: datetime
) -> SourceDocument:
    source = SourceDocument(
        public_id=secrets.token_urlsafe(16),
        sha256=digest,
        filename=reading.filename[-LONGEST_FILENAME:],
        content=content,
        reader=reading.reader,
        reader_version=reading.reader_version,
        reading=reading.to_mapping(),
        received_at=now,
        received_by=by,
    )
    try:
        with session.begin_nested():
            session.add(source)
    except IntegrityError:
        other = find_source(session, digest)
        if other is None:
            raise
        return other
    return source


def decide_finding(
    session: Session, *, source: SourceDocument, decision: Decision, by: str, now: datetime
) -> FindingDecision:
    """Add what a person decided about one finding; it replaces what was decided before."""
    _require_open(source)
    findings = Reading.from_mapping(source.reading).findings
    require_short(decision.replacement)
    require_applicable(findings, decision)
    return _decide(session, [decision], source, by, now)[0]


def accept_all_proposals(
    session: Session, *, source: SourceDocument, by: str, now: datetime
) -> Sequence[FindingDecision]:
    """Decide every finding that is still open as it was proposed."""
    _require_open(source)
    findings = Reading.from_mapping(source.reading).findings
    decided = as_decisions(latest_decisions(session, source))
    proposed = [
        Decision(number, findings[number].options[0].key)
        for number in undecided(findings, decided)
        if findings[number].options
    ]
    return _decide(session, proposed, source, by, now)


def _decide(
    session: Session, decisions: Sequence[Decision], source: SourceDocument, by: str, now: datetime
) -> list[FindingDecision]:
    rows = [
        FindingDecision(
            source_document_id=source.id,
            reader_version=source.reader_version,
            finding=decision.finding,
            choice=decision.choice,
            replacement=decision.replacement if decision.choice == OTHER else None,
            decided_at=now,
            decided_by=by,
        )
        for decision in decisions
    ]
    session.add_all(rows)
    session.flush()
    return rows


def accept_differences(
    session: Session, *, source: SourceDocument, because: str, by: str, now: datetime
) -> None:
    """State why counts may differ from the document where the platform knows no reason."""
    _require_open(source)
    require_reason(because)
    source.differences_because = because.strip()
    source.differences_accepted_by, source.differences_accepted_at = by, now
    session.flush()


def set_document_aside(session: Session, *, source: SourceDocument, now: datetime) -> None:
    """Give up a review; the file and what was decided are kept, and it may be taken up again."""
    _require_open(source)
    source.set_aside_at = now
    session.flush()


def import_document(
    session: Session, *, source: SourceDocument, by: str, now: datetime
) -> Standard:
    """Make the standard of a received file, as decided; what is undecided stands as proposed.

    Importing the same file again gives the same standard. Raises ConflictError where counts
    differ and nobody stated why, an error is undecided, or another file has brought the standard.
    """
    if source.standard_id is not None:
        return session.get_one(Standard, source.standard_id)
    reading = Reading.from_mapping(source.reading)
    decisions = as_decisions(latest_decisions(session, source))
    require_importable(
        reading, decisions, are_differences_accepted=source.differences_because is not None
    )
    document = corrected(reading.document, reading.findings, decisions)
    require_storable(document)
    _require_new(session, document.code)
    standard = standard_rows(document, reading.document, now=now)
    session.add(standard)
    session.flush()
    source.standard_id = standard.id
    source.imported_at, source.imported_by, source.set_aside_at = now, by, None
    session.flush()
    return standard


def _require_open(source: SourceDocument) -> None:
    if source.standard_id is not None:
        raise ConflictError(
            "這份文件已經匯入，決定不能再改。",
            "This document was imported; its decisions stand.",
        )


def _require_new(session: Session, code: str) -> None:
    standard = find_standard(session, code)
    if standard is None:
        return
    file = find_document_of(session, standard.id)
    name = f"「{file.filename}」" if file else "另一份文件"
    raise ConflictError(
        f"{code} 已經由{name}匯入，這份檔案的內容不同。同一個版本只能有一份。",
        f"{code} was already imported from {file.filename if file else 'another document'}, and "
        "this file differs from it. There can be only one of each version.",
    )
