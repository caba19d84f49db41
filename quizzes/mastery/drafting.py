"""Measuring many trainees without holding up those who answer meanwhile.

Reading, measuring and storing are apart: nothing is held while figures are worked out, and whoever
has answered or studied between reading and storing is measured again.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from curriculum.standards.queries import StandardOutline
from quizzes.delivery.models import Attempt, AttemptItem, Quiz
from quizzes.delivery.terms import AttemptState
from quizzes.grading.models import Mark
from quizzes.mastery.calibrations import current_calibration
from quizzes.mastery.measuring import History, Measured, measured_each
from quizzes.mastery.models import ReadinessRecord, StudySession
from quizzes.mastery.policy import VERSION
from quizzes.mastery.queries import assessable_levels, get_histories
from quizzes.mastery.rollup import ClaimScope, subjects_of
from quizzes.mastery.scopes import block_scopes

Grounds: TypeAlias = tuple[object, ...]  # equal as long as nothing was added


def list_outdated_trainees(session: Session, *, standard: StandardOutline) -> Sequence[int]:
    """Return, in order, whose stored readiness is not what measuring them now would give.

    Another calibration or rule made it than that in force, or there were items on another set of
    competencies. What is claimed of the levels tells: it is stored together with all the rest.
    """
    current = current_calibration(session, standard.id).number
    assessable = assessable_levels(session, standard)
    lacking = {
        subject.name: list(subject.without_items(assessable))
        for subject in subjects_of(block_scopes(standard))
        if subject.scope is ClaimScope.LEVEL
    }
    rows = session.execute(
        select(
            ReadinessRecord.trainee_id,
            ReadinessRecord.subject,
            ReadinessRecord.without_items,
            ReadinessRecord.calibration,
            ReadinessRecord.rule_version,
        ).where(
            ReadinessRecord.standard_id == standard.id, ReadinessRecord.scope == ClaimScope.LEVEL
        )
    )
    return sorted(
        {
            trainee_id
            for trainee_id, level, without_items, *made_by in rows
            if made_by != [current, VERSION] or without_items != lacking.get(level)
        }
    )


@dataclass(frozen=True, slots=True, eq=False)
class Known:
    """All that measuring some trainees needs, as it stood at one moment."""

    histories: Mapping[int, History]  # by trainee
    assessable: Mapping[str, int]  # code → the highest level that a published item supports
    grounds: Mapping[int, Grounds]  # by trainee


@dataclass(frozen=True, slots=True, eq=False)
class Draft:
    """Trainees measured, and what the figures of each rest on."""

    measured: Mapping[int, Measured]
    grounds: Mapping[int, Grounds]


def read_known(
    session: Session, *, standard: StandardOutline, trainee_ids: Collection[int]
) -> Known:
    """Read what is known of trainees, in one transaction; measuring it needs no other."""
    assessable = assessable_levels(session, standard)
    return Known(
        grounds=find_grounds(
            session, standard=standard, trainee_ids=trainee_ids, assessable=assessable
        ),
        histories=get_histories(session, standard=standard, trainee_ids=trainee_ids),
        assessable=assessable,
    )


def drafted(standard: StandardOutline, known: Known) -> Draft:
    """Measure trainees from what is known of them."""
    return Draft(measured_each(standard, known.histories, known.assessable), known.grounds)


def find_grounds(
    session: Session,
    *,
    standard: StandardOutline,
    trainee_ids: Collection[int],
    assessable: Mapping[str, int],
) -> Mapping[int, Grounds]:
    """Tell by numbers what the figures of trainees rest on, in three selects."""
    calibration = current_calibration(session, standard.id).number
    shared = calibration, tuple(assessable.items())
    answers = session.execute(
        select(
            Attempt.trainee_id,
            func.count(Mark.id),
            func.max(Mark.id),
            func.sum(case((Attempt.state == AttemptState.HANDED_IN, 1), else_=0)),
        )
        .join(Quiz, Attempt.quiz_id == Quiz.id)
        .outerjoin(AttemptItem, AttemptItem.attempt_id == Attempt.id)
        .outerjoin(Mark, Mark.attempt_item_id == AttemptItem.id)
        .where(Attempt.trainee_id.in_(trainee_ids), Quiz.standard_id == standard.id)
        .group_by(Attempt.trainee_id)
    )
    studies = session.execute(
        select(StudySession.trainee_id, func.max(StudySession.id))
        .where(StudySession.trainee_id.in_(trainee_ids))
        .group_by(StudySession.trainee_id)
    )
    given = {row[0]: tuple(row) for row in answers}
    studied = {row[0]: row[1] for row in studies}
    return {each: (*shared, given.get(each), studied.get(each)) for each in trainee_ids}
