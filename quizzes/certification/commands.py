"""Issuing reports and certificates, and ending certificates; nothing that was issued changes."""

import secrets
from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any, cast

from sqlalchemy.orm import Session

from curriculum.errors import ConflictError, InvalidError, NotFoundError
from quizzes.certification.cohorts import (
    CohortStanding,
    get_cohort_standing,
    require_current_rule,
)
from quizzes.certification.criteria import Criterion, chosen_criterion
from quizzes.certification.issuing import Occasion, Office, add_event, new_certificates
from quizzes.certification.models import Certificate, CertificateEvent, CompletionReport
from quizzes.certification.printed import named_rule
from quizzes.certification.queries import count_reports, standing_certificates
from quizzes.certification.reporting import Heading, completion_report
from quizzes.certification.sealing import content_hash
from quizzes.certification.standing import TraineeStanding
from quizzes.certification.terms import CertificateEventKind, CompletionContent, IssuerNamed
from quizzes.trainees.models import Cohort

REASON_LIMIT = 500
RENEWED = "重新核發"


def draft_report(
    standing: CohortStanding, criterion: Criterion, *, issuer: IssuerNamed, today: date
) -> CompletionContent:
    """Put together what a report issued now would say; nothing is kept."""
    cohort = standing.cohort
    heading = Heading(
        cohort={
            "name": cohort.name,
            "starts_on": cohort.starts_on.isoformat(),
            "ends_on": cohort.ends_on.isoformat(),
        },
        standard=standing.named,
        rule=named_rule(standing.calibration),
        issuer=issuer,
        ends_on=cohort.ends_on,
        issued_on=today,
    )
    return completion_report(
        heading,
        standard=standing.standard,
        criterion=criterion,
        trainees=standing.trainees,
    )


def issue_completion_report(
    session: Session,
    *,
    cohort_public_id: str,
    criterion_key: str,
    office: Office,
    by: str,
    now: datetime,
) -> CompletionReport:
    """Freeze the results of a cohort as a numbered report."""
    standing = _standing(session, cohort_public_id, office, now)
    if not standing.trainees:
        raise ConflictError(
            "這班還沒有學員，沒有可以報告的內容。", "This cohort has no trainees to report on."
        )
    criterion = chosen_criterion(standing.criteria, criterion_key)
    content = draft_report(standing, criterion, issuer=office.issuer, today=office.day(now))
    report = CompletionReport(
        public_id=secrets.token_urlsafe(16),
        cohort_id=standing.cohort.id,
        number=count_reports(session, standing.cohort.id) + 1,
        content=cast("dict[str, Any]", content),
        sha256=content_hash(content),
        issued_at=now,
        issued_by=by,
    )
    session.add(report)
    session.flush()
    return report


def issue_certificates(  # noqa: PLR0913 (who, what, for whom)
    session: Session,
    *,
    cohort_public_id: str,
    criterion_key: str,
    trainees: Collection[str],
    office: Office,
    by: str,
    now: datetime,
) -> Sequence[Certificate]:
    """Certify trainees of a cohort, named by public id; each must be ready.

    Who holds a certificate of the same claim from the same day keeps it; an older one is
    superseded.
    """
    standing = _standing(session, cohort_public_id, office, now)
    criterion = chosen_criterion(standing.criteria, criterion_key)
    chosen = [each for each in standing.trainees if each.public_id in trainees]
    if not chosen or len(chosen) != len(set(trainees)):
        raise InvalidError("勾選要發證書的學員。", "Choose trainees of this cohort.")
    held = _held(session, chosen, standing, criterion)
    occasion = Occasion(office, by, now)
    fresh = [t for t in chosen if not _is_of_today(held.get(t.id), occasion)]
    issued = new_certificates(session, standing, criterion, fresh, occasion) if fresh else []
    for new in issued:
        if old := held.get(new.trainee_id):
            add_event(session, old, CertificateEventKind.SUPERSEDED, RENEWED, occasion, new)
    return [held[t.id] for t in chosen if t not in fresh] + issued


def reissue_certificate(
    session: Session,
    *,
    certificate: Certificate,
    reason: str,
    office: Office,
    by: str,
    now: datetime,
) -> Certificate:
    """Issue a certificate anew, with the name and figures of today; the old one is superseded."""
    why = _required_reason(reason)
    _require_standing(certificate)
    cohort = session.get(Cohort, certificate.cohort_id) if certificate.cohort_id else None
    if cohort is None:
        raise NotFoundError("找不到這張證書的班級。", "There is no cohort of this certificate.")
    standing = _standing(session, cohort.public_id, office, now)
    key = f"{certificate.scope}:{certificate.subject}".removesuffix(":")
    criterion = chosen_criterion(standing.criteria, key)
    chosen = [each for each in standing.trainees if each.id == certificate.trainee_id]
    occasion = Occasion(office, by, now)
    [new] = new_certificates(session, standing, criterion, chosen, occasion)
    add_event(session, certificate, CertificateEventKind.SUPERSEDED, why, occasion, new)
    return new


def revoke_certificate(
    session: Session,
    *,
    certificate: Certificate,
    reason: str,
    office: Office,
    by: str,
    now: datetime,
) -> CertificateEvent:
    """Take a certificate's worth; the paper stays what it is, the check page says so."""
    why = _required_reason(reason)
    _require_standing(certificate)
    occasion = Occasion(office, by, now)
    return add_event(session, certificate, CertificateEventKind.REVOKED, why, occasion)


def _standing(
    session: Session, cohort_public_id: str, office: Office, now: datetime
) -> CohortStanding:
    standing = get_cohort_standing(
        session, cohort_public_id, today=office.day(now), zone=office.zone
    )
    ids = [each.id for each in standing.trainees]
    require_current_rule(session, standard=standing.standard, trainee_ids=ids)
    return standing


def _held(
    session: Session,
    trainees: Sequence[TraineeStanding],
    standing: CohortStanding,
    criterion: Criterion,
) -> dict[int, Certificate]:
    rows = standing_certificates(
        session, trainee_ids=[each.id for each in trainees], standard_id=standing.standard.id
    )
    claim = (criterion.scope, criterion.subject)
    return {row.trainee_id: row for row in rows if (row.scope, row.subject) == claim}


def _is_of_today(held: Certificate | None, occasion: Occasion) -> bool:
    return held is not None and occasion.office.day(held.issued_at) == occasion.day


def _require_standing(certificate: Certificate) -> None:
    if any(event.kind is not CertificateEventKind.ISSUED for event in certificate.events):
        raise ConflictError(
            "這張證書已經撤銷或換發。", "This certificate was revoked or superseded already."
        )


def _required_reason(reason: str) -> str:
    why = reason.strip()
    if not why:
        raise InvalidError("寫下原因。", "Give the reason.")
    if len(why) > REASON_LIMIT:
        raise InvalidError(
            f"原因最多 {REASON_LIMIT} 個字。", f"The reason is at most {REASON_LIMIT} characters."
        )
    return why
