"""Questions asked of certificates and reports."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import cast

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload, selectinload

from curriculum.errors import NotFoundError
from quizzes.certification.models import Certificate, CompletionReport
from quizzes.certification.policy import certificate_state
from quizzes.certification.sealing import is_sealed, shown_hash
from quizzes.certification.terms import (
    CertificateEventKind,
    CertificateState,
    CompletionContent,
    PrintedCertificate,
)
from quizzes.trainees.models import Cohort


@dataclass(frozen=True, slots=True)
class CertificateStep:
    """What happened to a certificate, and when."""

    kind: CertificateEventKind
    happened_at: datetime
    by: str
    reason: str


@dataclass(frozen=True, slots=True)
class CertificateView:
    """A certificate as it stands today."""

    id: int
    public_id: str
    number: str
    trainee_id: int
    cohort_id: int | None
    standard_id: int
    scope: str
    subject: str
    printed: PrintedCertificate
    shown_hash: str
    issued_at: datetime
    issued_by: str
    valid_until: date
    state: CertificateState
    steps: Sequence[CertificateStep]

    @property
    def ended(self) -> CertificateStep | None:
        """The step that took its worth, if there was one."""
        ends = {CertificateEventKind.REVOKED, CertificateEventKind.SUPERSEDED}
        return next((step for step in self.steps if step.kind in ends), None)


@dataclass(frozen=True, slots=True)
class ReportView:
    """A completion report, as it was frozen."""

    public_id: str
    number: int
    cohort_id: int
    cohort_name: str
    content: CompletionContent
    sha256: str
    issued_at: datetime
    issued_by: str

    @property
    def shown_hash(self) -> str:
        """What is printed of its hash."""
        return shown_hash(self.sha256)


@dataclass(frozen=True, slots=True)
class ReportLine:
    """A completion report in a list."""

    public_id: str
    number: int
    cohort_public_id: str
    cohort_name: str
    issued_at: datetime
    issued_by: str


def get_certificate(
    session: Session, public_id: str, *, key: bytes, today: date
) -> CertificateView:
    """Return a certificate as it stands today in two selects, or raise NotFoundError."""
    return view_of(get_certificate_row(session, public_id), key=key, today=today)


def get_certificate_row(session: Session, public_id: str) -> Certificate:
    """Return the row of a certificate, or raise NotFoundError."""
    row = session.scalar(
        select(Certificate)
        .where(Certificate.public_id == public_id)
        .options(selectinload(Certificate.events))
    )
    if row is None:
        raise NotFoundError("找不到這張證書。", "There is no such certificate.")
    return row


def list_certificates(
    session: Session,
    *,
    key: bytes,
    today: date,
    trainee_id: int | None = None,
    cohort_ids: Collection[int] | None = None,
    limit: int = 500,
) -> Sequence[CertificateView]:
    """Return certificates, newest first, in two selects: all, of a trainee, or of cohorts."""
    wanted = (
        select(Certificate)
        .options(selectinload(Certificate.events))
        .order_by(Certificate.id.desc())
        .limit(limit)
    )
    if trainee_id is not None:
        wanted = wanted.where(Certificate.trainee_id == trainee_id)
    if cohort_ids is not None:
        wanted = wanted.where(Certificate.cohort_id.in_(cohort_ids))
    return [view_of(row, key=key, today=today) for row in session.scalars(wanted)]


def view_of(row: Certificate, *, key: bytes, today: date) -> CertificateView:
    """Return a stored certificate as it stands today."""
    steps = [CertificateStep(e.kind, e.happened_at, e.by, e.reason) for e in row.events]
    return CertificateView(
        id=row.id,
        public_id=row.public_id,
        number=row.number,
        trainee_id=row.trainee_id,
        cohort_id=row.cohort_id,
        standard_id=row.standard_id,
        scope=row.scope,
        subject=row.subject,
        printed=cast("PrintedCertificate", row.printed),
        shown_hash=shown_hash(row.seal),
        issued_at=row.issued_at,
        issued_by=row.issued_by,
        valid_until=row.valid_until,
        state=certificate_state(
            [step.kind for step in steps],
            is_intact=_is_intact(row, key),
            valid_until=row.valid_until,
            today=today,
        ),
        steps=steps,
    )


def _is_intact(row: Certificate, key: bytes) -> bool:
    """Tell whether the printed fields are those sealed, and the columns say the same as they do."""
    claim = row.printed.get("claim", {})
    return is_sealed(row.printed, row.seal, key) and (
        row.printed["id"],
        row.printed["number"],
        row.printed["valid_until"],
        claim["scope"],
        claim["subject"],
    ) == (row.public_id, row.number, row.valid_until.isoformat(), row.scope, row.subject)


def get_report(session: Session, public_id: str) -> ReportView:
    """Return a completion report in one select, or raise NotFoundError."""
    found = session.execute(
        select(CompletionReport, Cohort.name)
        .join(Cohort, CompletionReport.cohort_id == Cohort.id)
        .where(CompletionReport.public_id == public_id)
    ).one_or_none()
    if found is None:
        raise NotFoundError("找不到這份報告。", "There is no such report.")
    row, cohort_name = found
    return ReportView(
        public_id=row.public_id,
        number=row.number,
        cohort_id=row.cohort_id,
        cohort_name=cohort_name,
        content=cast("CompletionContent", row.content),
        sha256=row.sha256,
        issued_at=row.issued_at,
        issued_by=row.issued_by,
    )


def list_reports(
    session: Session, *, cohort_ids: Collection[int] | None = None, limit: int = 500
) -> Sequence[ReportLine]:
    """Return completion reports, newest first, in one select: all, or of these cohorts."""
    wanted = (
        select(
            CompletionReport.public_id,
            CompletionReport.number,
            Cohort.public_id,
            Cohort.name,
            CompletionReport.issued_at,
            CompletionReport.issued_by,
        )
        .join(Cohort, CompletionReport.cohort_id == Cohort.id)
        .order_by(CompletionReport.id.desc())
        .limit(limit)
    )
    if cohort_ids is not None:
        wanted = wanted.where(CompletionReport.cohort_id.in_(cohort_ids))
    return [ReportLine(*row) for row in session.execute(wanted)]


def count_reports(session: Session, cohort_id: int) -> int:
    """Return how many reports a cohort has."""
    counted = select(func.count(CompletionReport.id)).where(CompletionReport.cohort_id == cohort_id)
    return session.scalar(counted) or 0


def standing_certificates(
    session: Session, *, trainee_ids: Collection[int], standard_id: int
) -> Sequence[Certificate]:
    """Return the certificates that were neither revoked nor superseded, expired ones included."""
    rows = session.execute(
        select(Certificate)
        .where(Certificate.trainee_id.in_(trainee_ids), Certificate.standard_id == standard_id)
        .options(joinedload(Certificate.events))
        .order_by(Certificate.id)
    )
    ends = {CertificateEventKind.REVOKED, CertificateEventKind.SUPERSEDED}
    return [row for row in rows.unique().scalars() if not any(e.kind in ends for e in row.events)]
