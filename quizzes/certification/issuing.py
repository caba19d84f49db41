"""Making the rows of certificates and of what happens to them; the commands decide when."""

import secrets
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from typing import Any, cast

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from quizzes.certification.cohorts import (
    CohortStanding,
    get_course,
    list_studied,
    with_estimates,
)
from quizzes.certification.criteria import Criterion
from quizzes.certification.models import Certificate, CertificateEvent
from quizzes.certification.policy import last_valid_day, require_certifiable
from quizzes.certification.printed import Course, printed_certificate
from quizzes.certification.sealing import seal
from quizzes.certification.standing import TraineeStanding
from quizzes.certification.terms import CertificateEventKind, IssuerNamed


@dataclass(frozen=True, slots=True)
class Office:
    """Who issues: the name on the paper, the key of the seal, and the zone of its dates."""

    issuer: IssuerNamed
    key: bytes
    zone: tzinfo

    def day(self, moment: datetime) -> date:
        """Return the day of a moment as papers date it."""
        return moment.astimezone(self.zone).date()


@dataclass(frozen=True, slots=True)
class Occasion:
    """Who does it, when, and in whose name."""

    office: Office
    by: str
    now: datetime

    @property
    def day(self) -> date:
        """The day that papers bear."""
        return self.office.day(self.now)


def new_certificates(
    session: Session,
    standing: CohortStanding,
    criterion: Criterion,
    trainees: Sequence[TraineeStanding],
    occasion: Occasion,
) -> list[Certificate]:
    """Issue one certificate for each trainee; all of them or none."""
    for each in trainees:
        require_certifiable(each.claim(criterion.scope, criterion.subject), name=each.name)
    course = get_course(session, standing, issuer=occasion.office.issuer)
    ids = [each.id for each in trainees]
    studied = list_studied(session, standing.standard, ids)
    editions = _editions(session, ids, standing.standard.id, criterion)
    numbers = iter(_numbers(session, occasion.day, len(trainees)))
    made = [
        _certificate(course, each, criterion, next(numbers), studied[each.id], occasion)
        for each in with_estimates(session, standing.standard, trainees)
    ]
    for certificate in made:
        certificate.cohort_id = standing.cohort.id
        certificate.edition = editions.get(certificate.trainee_id, 0) + 1
    session.add_all(made)
    session.flush()
    for certificate in made:
        add_event(session, certificate, CertificateEventKind.ISSUED, "", occasion)
    return made


def add_event(
    session: Session,
    certificate: Certificate,
    kind: CertificateEventKind,
    reason: str,
    occasion: Occasion,
    successor: Certificate | None = None,
) -> CertificateEvent:
    """Add one step to the life of a certificate."""
    event = CertificateEvent(
        certificate_id=certificate.id,
        kind=kind,
        happened_at=occasion.now,
        by=occasion.by,
        reason=reason,
        successor_id=successor.id if successor else None,
    )
    certificate.events.append(event)
    session.flush()
    return event


def _certificate(
    course: Course,
    trainee: TraineeStanding,
    criterion: Criterion,
    number: str,
    studied: Collection[str],
    occasion: Occasion,
) -> Certificate:
    public_id = secrets.token_urlsafe(16)
    claim = trainee.claim(criterion.scope, criterion.subject)
    printed = printed_certificate(
        course,
        trainee,
        criterion,
        require_certifiable(claim, name=trainee.name),
        identity=(public_id, number),
        studied=studied,
        issued_on=occasion.day,
    )
    return Certificate(
        public_id=public_id,
        number=number,
        trainee_id=trainee.id,
        standard_id=course.standard.id,
        scope=criterion.scope,
        subject=criterion.subject,
        printed=cast("dict[str, Any]", printed),
        seal=seal(printed, occasion.office.key),
        issued_at=occasion.now,
        issued_by=occasion.by,
        valid_until=last_valid_day(occasion.day),
    )


def _editions(
    session: Session, trainee_ids: Collection[int], standard_id: int, criterion: Criterion
) -> Mapping[int, int]:
    rows = session.execute(
        select(Certificate.trainee_id, func.max(Certificate.edition))
        .where(
            Certificate.trainee_id.in_(trainee_ids),
            Certificate.standard_id == standard_id,
            Certificate.scope == criterion.scope,
            Certificate.subject == criterion.subject,
        )
        .group_by(Certificate.trainee_id)
    )
    return {row[0]: row[1] for row in rows}


def _numbers(session: Session, today: date, count: int) -> list[str]:
    """Return the next serial numbers of the year; certificates are never deleted."""
    used = session.scalar(
        select(func.count(Certificate.id)).where(Certificate.number.startswith(f"{today.year}-"))
    )
    first = (used or 0) + 1
    return [f"{today.year}-{number:04}" for number in range(first, first + count)]
