"""How the trainees of a cohort stand: what reports and certificates are made from."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, tzinfo
from typing import Any

from sqlalchemy import Select, Subquery, func, select
from sqlalchemy.orm import Session

from curriculum.errors import ConflictError, NotFoundError
from curriculum.standards.models import Competency, CompetencyKind, Standard
from curriculum.standards.queries import StandardOutline, outline_of
from quizzes.certification.criteria import Criterion, criteria
from quizzes.certification.printed import Course
from quizzes.certification.queries import standing_certificates
from quizzes.certification.standing import TraineeStanding, Work
from quizzes.certification.terms import IssuerNamed, StandardNamed
from quizzes.delivery.models import Attempt, Quiz
from quizzes.delivery.terms import AttemptState, Purpose
from quizzes.items.queries import count_published
from quizzes.mastery.calibration import printed_version
from quizzes.mastery.calibrations import current_calibration, is_outdated
from quizzes.mastery.models import MasteryRecord, ReadinessRecord, StudySession
from quizzes.mastery.queries import list_estimates, list_readiness
from quizzes.trainees.models import Cohort, Enrolment, Trainee


@dataclass(frozen=True, slots=True)
class CohortStanding:
    """A cohort with everything that a report says of it."""

    cohort: Cohort
    standard: StandardOutline
    named: StandardNamed
    items: Mapping[str, int]  # published items by code of the competency
    criteria: Sequence[Criterion]
    calibration: int  # in force
    trainees: Sequence[TraineeStanding]


def get_cohort_standing(
    session: Session, cohort_public_id: str, *, today: date, zone: tzinfo
) -> CohortStanding:
    """Return how a cohort stands in nine selects, or raise NotFoundError."""
    found = session.execute(
        select(Cohort, Standard)
        .join(Standard, Cohort.standard_id == Standard.id)
        .where(Cohort.public_id == cohort_public_id)
    ).one_or_none()
    if found is None:
        raise NotFoundError("找不到這個班級。", "There is no such cohort.")
    cohort, row = found
    standard = outline_of(session, row)
    items = published_items(session, standard)
    return CohortStanding(
        cohort=cohort,
        standard=standard,
        named=named_standard(row),
        items=items,
        criteria=criteria(standard, assessable=items),
        calibration=current_calibration(session, standard.id).number,
        trainees=_trainees(session, cohort, standard, today=today, zone=zone),
    )


def named_standard(row: Standard) -> StandardNamed:
    """Name a standard as papers do, with the date of its version."""
    dates = [
        v.get("date")
        for v in row.versions
        if isinstance(v, dict) and v.get("version") == row.version
    ]
    return {
        "code": row.code,
        "version": row.version,
        "name": row.name,
        "level": row.level,
        "released_on": next((d for d in dates if d), None),
    }


def published_items(session: Session, standard: StandardOutline) -> Mapping[str, int]:
    """Return the number of published items by code of the competency."""
    counts = count_published(session, standard.id)
    return {c.code: counts[c.id] for c in standard.competencies.values() if c.id in counts}


def get_course(session: Session, standing: CohortStanding, *, issuer: IssuerNamed) -> Course:
    """Return what a certificate says of the course in one select."""
    attitudes = session.scalar(
        select(func.count(Competency.id)).where(
            Competency.standard_id == standing.standard.id,
            Competency.kind == CompetencyKind.ATTITUDE,
        )
    )
    return Course(
        standard=standing.standard,
        named=standing.named,
        attitude_count=attitudes or 0,
        items=standing.items,
        calibration=standing.calibration,
        issuer=issuer,
    )


def with_estimates(
    session: Session, standard: StandardOutline, trainees: Sequence[TraineeStanding]
) -> list[TraineeStanding]:
    """Add to each trainee the stored estimates in one select."""
    estimates = list_estimates(session, standard=standard, trainee_ids=[t.id for t in trainees])
    return [replace(each, estimates=estimates[each.id]) for each in trainees]


def list_studied(
    session: Session, standard: StandardOutline, trainee_ids: Collection[int]
) -> Mapping[int, set[str]]:
    """Return the codes of the competencies that each trainee studied in one select."""
    studied: dict[int, set[str]] = {trainee_id: set() for trainee_id in trainee_ids}
    rows = session.execute(
        select(StudySession.trainee_id, StudySession.competency_id)
        .where(
            StudySession.trainee_id.in_(trainee_ids),
            StudySession.competency_id.in_(standard.competencies),
        )
        .distinct()
    )
    for trainee_id, competency_id in rows:
        studied[trainee_id].add(standard.competencies[competency_id].code)
    return studied


def require_current_rule(
    session: Session, *, standard: StandardOutline, trainee_ids: Collection[int]
) -> None:
    """Refuse to state figures that another version of the rule or of its calibration has made."""
    old = session.execute(
        select(ReadinessRecord.rule_version, ReadinessRecord.calibration)
        .where(
            ReadinessRecord.standard_id == standard.id,
            ReadinessRecord.trainee_id.in_(trainee_ids),
            is_outdated(session, standard.id),
        )
        .limit(1)
    ).one_or_none()
    if old is not None:
        name = printed_version(old.calibration, old.rule_version)
        raise ConflictError(
            f"有學員的就緒度是用舊規則 {name} 算的。先用 callboard mastery rebuild 重算。",
            f"Some readiness was computed by rule {name}. Run callboard mastery rebuild first.",
        )


def _trainees(
    session: Session, cohort: Cohort, standard: StandardOutline, *, today: date, zone: tzinfo
) -> list[TraineeStanding]:
    rows = session.execute(_enrolled(cohort.id, standard.id)).all()
    ids = [row.Trainee.id for row in rows]
    claims = list_readiness(session, standard=standard, trainee_ids=ids)
    held: dict[int, dict[tuple[str, str], str]] = {i: {} for i in ids}
    for each in standing_certificates(session, trainee_ids=ids, standard_id=standard.id):
        if each.valid_until >= today:
            held[each.trainee_id][each.scope, each.subject] = each.number
    return [
        TraineeStanding(
            id=row.Trainee.id,
            public_id=row.Trainee.public_id,
            name=row.Trainee.name,
            number=row.Trainee.number,
            enrolled_on=row.Enrolment.enrolled_on,
            left_on=row.Enrolment.left_on,
            work=_work(row, zone),
            claims=claims[row.Trainee.id],
            certificates=held[row.Trainee.id],
        )
        for row in rows
    ]


def _enrolled(cohort_id: int, standard_id: int) -> Select[Any]:
    """Everybody who ever belonged to a cohort, with what they did for its standard."""
    sat, learned = _attempts(standard_id), _answers(standard_id)
    return (
        select(Trainee, Enrolment, sat, learned)
        .join(Enrolment, Enrolment.trainee_id == Trainee.id)
        .outerjoin(sat, sat.c.sat_by == Trainee.id)
        .outerjoin(learned, learned.c.learned_by == Trainee.id)
        .where(Enrolment.cohort_id == cohort_id)
        .order_by(Trainee.number, Trainee.name, Trainee.id)
    )


def _attempts(standard_id: int) -> Subquery:
    is_practice = Quiz.purpose.in_((Purpose.PRACTICE, Purpose.REVIEW))
    return (
        select(
            Attempt.trainee_id.label("sat_by"),
            func.count(Attempt.id).filter(~is_practice).label("check_count"),
            func.count(Attempt.id).filter(is_practice).label("practice_count"),
            func.min(Attempt.started_at).label("first_at"),
            func.max(Attempt.handed_in_at).label("last_at"),
        )
        .join(Quiz, Attempt.quiz_id == Quiz.id)
        .where(Quiz.standard_id == standard_id, Attempt.state == AttemptState.HANDED_IN)
        .group_by(Attempt.trainee_id)
        .subquery()
    )


def _answers(standard_id: int) -> Subquery:
    return (
        select(
            MasteryRecord.trainee_id.label("learned_by"),
            func.sum(MasteryRecord.answered).label("answered"),
            func.sum(MasteryRecord.right).label("right_sum"),
        )
        .join(Competency, MasteryRecord.competency_id == Competency.id)
        .where(Competency.standard_id == standard_id)
        .group_by(MasteryRecord.trainee_id)
        .subquery()
    )


def _work(row: Any, zone: tzinfo) -> Work:  # noqa: ANN401 (a row of the select above)
    return Work(
        check_count=row.check_count or 0,
        practice_count=row.practice_count or 0,
        answered=int(row.answered or 0),
        right=float(row.right_sum or 0.0),
        first_on=_day(row.first_at, zone),
        last_on=_day(row.last_at, zone),
    )


def _day(moment: datetime | None, zone: tzinfo) -> date | None:
    return moment.astimezone(zone).date() if moment else None
