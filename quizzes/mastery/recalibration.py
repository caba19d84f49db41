"""Making the next calibration of a standard.

From what raters said, trainees answered, and the institution holds critical.
"""

import hashlib
import json
import secrets
from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from types import MappingProxyType

import numpy as np
from sqlalchemy.orm import Session

from curriculum.standards.queries import StandardOutline
from quizzes.grading.queries import FirstAnswers, first_answers
from quizzes.mastery.bars import Bars, RatedItem, placed_bars
from quizzes.mastery.calibrating import Fit, ItemPriors, Responses, fitted
from quizzes.mastery.calibration import Calibration, ServedVersion, critical_in, scale_to_mapping
from quizzes.mastery.calibrations import list_served_versions, newest_record
from quizzes.mastery.models import CalibrationRecord
from quizzes.mastery.policy import ANSWERS_GROWN_AT_LEAST, ANSWERS_GROWN_BY, VERSION
from quizzes.panels.queries import RatedVersion, list_rated_versions


def recalibrate(
    session: Session, *, standard: StandardOutline, by: str, now: datetime
) -> CalibrationRecord | None:
    """Make the next calibration if anything gives reason to; else None.

    That is when ratings or critical K/S changed, or answers have grown enough.

    Whoever calls it measures the trainees anew: stored figures name the calibration before.
    """
    record = drafted_calibration(session, standard=standard, by=by, now=now)
    if record:
        session.add(record)
        session.flush()
    return record


def drafted_calibration(
    session: Session, *, standard: StandardOutline, by: str, now: datetime
) -> CalibrationRecord | None:
    """Return the calibration that `recalibrate` would make; nothing is written.

    With many answers this takes seconds, in which nobody should wait for a lock.
    """
    rated = list_rated_versions(session, standard.id)
    ratings = _fingerprint(rated)
    answers = first_answers(session, standard.id)
    last = newest_record(session, standard.id)
    critical = frozenset(standard.critical)
    if last and not _is_wanted(last, ratings, critical, len(answers.score)):
        return None
    codes = [c.code for c in standard.competencies.values()]
    bars = placed_bars(codes, [RatedItem(v.competency, v.chance, v.ratings) for v in rated])
    versions = list_served_versions(session, standard.id)
    fit = _fit(versions, codes, bars, answers)
    number = last.number + 1 if last else 1
    difficulties = dict(zip((v.id for v in versions), fit.difficulty.tolist(), strict=True))
    made = Calibration(number, fit.prior, bars, MappingProxyType(difficulties), critical=critical)
    return CalibrationRecord(
        public_id=secrets.token_urlsafe(16),
        standard_id=standard.id,
        number=number,
        made_at=now,
        made_by=by,
        rule_version=VERSION,
        scale=scale_to_mapping(made),
        difficulties={str(key): b for key, b in difficulties.items()},
        exposures={str(key): share for key, share in _exposures(versions, answers).items()},
        ratings_sha256=ratings,
        answers=len(answers.score),
        trainees=len(set(answers.trainee)),
        prior_trainees=fit.trainees,
    )


def _is_wanted(
    last: CalibrationRecord, ratings: str, critical: frozenset[str], answers: int
) -> bool:
    if last.ratings_sha256 != ratings or last.rule_version != VERSION:
        return True
    if critical_in(last.scale) != critical:
        return True
    return answers - last.answers >= max(ANSWERS_GROWN_AT_LEAST, ANSWERS_GROWN_BY * last.answers)


def _fingerprint(rated: Sequence[RatedVersion]) -> str:
    said = [
        [v.version_id, v.level, v.chance, sorted((k, list(r)) for k, r in v.ratings.items())]
        for v in rated
    ]
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()


def _fit(
    versions: Sequence[ServedVersion], codes: Sequence[str], bars: Bars, answers: FirstAnswers
) -> Fit:
    row = {version.id: index for index, version in enumerate(versions)}
    bank = {code: index for index, code in enumerate(codes)}
    items = ItemPriors(
        bank=np.array([bank[v.competency] for v in versions], dtype=np.intp),
        chance=np.array([v.chance for v in versions]),
        difficulty=np.array([v.rated(bars) for v in versions]),
        sd=np.array([v.sd for v in versions]),
    )
    people = {trainee: index for index, trainee in enumerate(dict.fromkeys(answers.trainee))}
    responses = Responses(
        trainee=np.array([people[each] for each in answers.trainee], dtype=np.intp),
        item=np.array([row[each] for each in answers.version], dtype=np.intp),
        score=np.array(answers.score, dtype=np.float64),
    )
    return fitted(items, responses)


def _exposures(versions: Sequence[ServedVersion], answers: FirstAnswers) -> dict[int, float]:
    """Give for each version that was met the share of the people of its bank who met it."""
    bank = {version.id: version.competency for version in versions}
    people: dict[str, set[int]] = {}
    for trainee, version in zip(answers.trainee, answers.version, strict=True):
        people.setdefault(bank[version], set()).add(trainee)
    met = Counter(answers.version)
    return {version: count / len(people[bank[version]]) for version, count in met.items()}
