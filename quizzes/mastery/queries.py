"""Questions asked of mastery: measured anew from the answers, or read from the projection."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from curriculum.standards.queries import StandardOutline
from quizzes.delivery.models import Attempt, Quiz
from quizzes.grading.queries import MarkedAnswer, list_marked_answers
from quizzes.items.queries import PublishedItem, highest_levels
from quizzes.mastery.calibrations import current_calibration, numbered_calibration
from quizzes.mastery.estimation import MasteryEstimate
from quizzes.mastery.evidence import Study
from quizzes.mastery.measuring import History, Measured, measured_each
from quizzes.mastery.models import MasteryRecord, ReadinessRecord, StudySession
from quizzes.mastery.rollup import Claim, ClaimScope, ClaimStatus, subjects_of
from quizzes.mastery.scopes import block_scopes


@dataclass(frozen=True, slots=True)
class Progress:
    """What the projection holds of one trainee, by code of the competency and by claim."""

    estimates: Mapping[str, MasteryEstimate]
    claims: Mapping[tuple[str, str], Claim]  # (scope, subject)
    studied: Collection[str]  # codes with a study session


def measure(
    session: Session,
    *,
    standard: StandardOutline,
    trainee_id: int,
) -> Measured:
    """Measure one trainee anew."""
    return measure_all(session, standard=standard, trainee_ids=[trainee_id])[trainee_id]


def history_during(session: Session, *, standard: StandardOutline, attempt: Attempt) -> History:
    """Return what counts while an attempt goes on, its own answers and calibration included."""
    rows = list_marked_answers(
        session,
        standard_id=standard.id,
        trainee_ids=[attempt.trainee_id],
        with_attempt_id=attempt.id,
    )
    studies = _studies(session, standard, [attempt.trainee_id])[attempt.trainee_id]
    calibration = numbered_calibration(session, standard.id, attempt.calibration)
    return History(rows, studies, calibration)


def measure_all(
    session: Session,
    *,
    standard: StandardOutline,
    trainee_ids: Collection[int],
) -> dict[int, Measured]:
    """Measure trainees anew in four selects."""
    assessable = assessable_levels(session, standard)
    histories = get_histories(session, standard=standard, trainee_ids=trainee_ids)
    return measured_each(standard, histories, assessable)


def get_history(session: Session, *, standard: StandardOutline, trainee_id: int) -> History:
    """Return all that one trainee answered and studied, in three selects."""
    return get_histories(session, standard=standard, trainee_ids=[trainee_id])[trainee_id]


def get_histories(
    session: Session, *, standard: StandardOutline, trainee_ids: Collection[int]
) -> Mapping[int, History]:
    """Return all that each of these trainees answered and studied, in three selects."""
    answers: dict[int, list[MarkedAnswer]] = {trainee_id: [] for trainee_id in trainee_ids}
    for answer in list_marked_answers(session, standard_id=standard.id, trainee_ids=trainee_ids):
        answers[answer.trainee_id].append(answer)
    studies = _studies(session, standard, trainee_ids)
    calibration = current_calibration(session, standard.id)
    return {
        trainee_id: History(answers[trainee_id], studies[trainee_id], calibration)
        for trainee_id in trainee_ids
    }


def assessable_levels(session: Session, standard: StandardOutline) -> Mapping[str, int]:
    """Return the highest level that a published item supports, by code; only those with items."""
    levels = highest_levels(session, standard.id)
    return {c.code: levels[c.id] for c in standard.competencies.values() if c.id in levels}


def supported_levels(
    standard: StandardOutline, published: Iterable[PublishedItem]
) -> Mapping[str, int]:
    """Return what `assessable_levels` does, from the published items themselves."""
    levels: dict[str, int] = {}
    for item in published:
        code = standard.competencies[item.competency_id].code
        levels[code] = max(levels.get(code, 0), item.level)
    return levels


def _studies(
    session: Session, standard: StandardOutline, trainee_ids: Collection[int]
) -> dict[int, list[Study]]:
    studies: dict[int, list[Study]] = {trainee_id: [] for trainee_id in trainee_ids}
    rows = session.scalars(
        select(StudySession)
        .where(
            StudySession.trainee_id.in_(trainee_ids),
            StudySession.competency_id.in_(standard.competencies),
        )
        .order_by(StudySession.id)
    )
    for row in rows:
        code = standard.competencies[row.competency_id].code
        studies[row.trainee_id].append(Study(code, row.studied_at, row.is_completion))
    return studies


def get_progress(
    session: Session, *, standard: StandardOutline, trainee_id: int, with_claims: bool = True
) -> Progress:
    """Read one trainee's stored mastery and readiness in three selects, two without claims."""
    records = session.scalars(
        select(MasteryRecord).where(
            MasteryRecord.trainee_id == trainee_id,
            MasteryRecord.competency_id.in_(standard.competencies),
        )
    )
    studied = session.scalars(
        select(StudySession.competency_id)
        .where(
            StudySession.trainee_id == trainee_id,
            StudySession.competency_id.in_(standard.competencies),
        )
        .distinct()
    )
    return Progress(
        estimates={
            standard.competencies[row.competency_id].code: estimate_of(row) for row in records
        },
        claims=_claims_by_trainee(session, standard, [trainee_id])[trainee_id]
        if with_claims
        else {},
        studied=frozenset(standard.competencies[i].code for i in studied),
    )


def find_estimate(
    session: Session, *, trainee_id: int, competency_id: int
) -> MasteryEstimate | None:
    """Read one stored estimate."""
    row = session.get(MasteryRecord, {"trainee_id": trainee_id, "competency_id": competency_id})
    return estimate_of(row) if row else None


def list_readiness(
    session: Session,
    *,
    standard: StandardOutline,
    trainee_ids: Collection[int],
    scopes: Collection[ClaimScope] = tuple(ClaimScope),
) -> Mapping[int, Mapping[tuple[str, str], Claim]]:
    """Read the stored claims of many trainees in one select."""
    return _claims_by_trainee(session, standard, trainee_ids, scopes)


def list_estimates(
    session: Session, *, standard: StandardOutline, trainee_ids: Collection[int]
) -> Mapping[int, Mapping[str, MasteryEstimate]]:
    """Read the stored estimates of many trainees in one select."""
    found: dict[int, dict[str, MasteryEstimate]] = {i: {} for i in trainee_ids}
    rows = session.scalars(
        select(MasteryRecord).where(
            MasteryRecord.trainee_id.in_(trainee_ids),
            MasteryRecord.competency_id.in_(standard.competencies),
        )
    )
    for row in rows:
        code = standard.competencies[row.competency_id].code
        found[row.trainee_id][code] = estimate_of(row)
    return found


def _claims_by_trainee(
    session: Session,
    standard: StandardOutline,
    trainee_ids: Collection[int],
    scopes: Collection[ClaimScope] = tuple(ClaimScope),
) -> dict[int, dict[tuple[str, str], Claim]]:
    members = {
        (each.scope.value, each.name): tuple(each.asked_at)
        for each in subjects_of(block_scopes(standard))
    }
    found: dict[int, dict[tuple[str, str], Claim]] = {i: {} for i in trainee_ids}
    rows = session.scalars(
        select(ReadinessRecord).where(
            ReadinessRecord.trainee_id.in_(trainee_ids),
            ReadinessRecord.standard_id == standard.id,
            ReadinessRecord.scope.in_(scopes),
        )
    )
    for row in rows:
        found[row.trainee_id][row.scope, row.subject] = Claim(
            scope=ClaimScope(row.scope),
            subject=row.subject,
            probability=row.probability,
            status=ClaimStatus(row.status),
            competencies=members.get((row.scope, row.subject), ()),
            without_items=tuple(row.without_items),
            thin=tuple(row.thin),
            shares_bar=row.shares_bar,
        )
    return found


def estimate_of(row: MasteryRecord) -> MasteryEstimate:
    """Return a stored record as the estimate that it was."""
    return MasteryEstimate(
        rule=row.rule,
        probability=row.probability,
        own_probability=row.own_probability,
        answered=row.answered,
        right=row.right,
        expected_right=row.expected_right,
        mean=row.mean,
        sd=row.sd,
        last_evidence_at=row.last_evidence_at,
        review_due_on=row.review_due_on,
        lapsed_on=row.lapsed_on,
    )


def list_measured_trainees(session: Session, *, standard_id: int) -> Sequence[int]:
    """Return the ids of the trainees who answered anything of a standard, in order."""
    return session.scalars(
        select(Attempt.trainee_id)
        .join(Quiz, Attempt.quiz_id == Quiz.id)
        .where(Quiz.standard_id == standard_id)
        .distinct()
        .order_by(Attempt.trainee_id)
    ).all()
