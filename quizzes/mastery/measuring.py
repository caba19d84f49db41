"""From what a trainee answered and studied to what is known of them: one way, for every page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from curriculum.standards.queries import StandardOutline
from quizzes.grading.queries import MarkedAnswer
from quizzes.mastery.calibration import UNCALIBRATED, Calibration
from quizzes.mastery.estimation import Measurement, measurement
from quizzes.mastery.evidence import Answer, Evidence, Study, evidence
from quizzes.mastery.rollup import Claim, claims
from quizzes.mastery.scopes import block_scopes


@dataclass(frozen=True, slots=True)
class History:
    """All that one trainee answered and studied, and the calibration to measure it by."""

    answers: Sequence[MarkedAnswer]
    studies: Sequence[Study]
    calibration: Calibration = UNCALIBRATED

    def by(self, calibration: Calibration) -> "History":
        """Return the same, measured by another calibration."""
        return replace(self, calibration=calibration)

    def until(self, moment: datetime) -> "History":
        """Return what counted at a moment: marks known by then, studies made by then."""
        return replace(
            self,
            answers=[a for a in self.answers if a.known_at is not None and a.known_at <= moment],
            studies=[study for study in self.studies if study.at <= moment],
        )

    def without(self, attempt_public_id: str) -> "History":
        """Return the same without the answers of one attempt."""
        return replace(
            self, answers=[a for a in self.answers if a.attempt_public_id != attempt_public_id]
        )


@dataclass(frozen=True, slots=True, eq=False)
class Measured:
    """One trainee, measured from the answers that count."""

    answers: Sequence[MarkedAnswer]
    evidence: Mapping[str, Evidence]
    measurement: Measurement
    claims: Sequence[Claim]
    last_evidence_at: datetime | None
    assessable: Mapping[str, int]  # code → the highest level that a published item supports
    studied: frozenset[str]  # codes with a study session
    calibration: Calibration


def measured(
    standard: StandardOutline, history: History, assessable: Mapping[str, int]
) -> Measured:
    """Measure one trainee and everything that may be claimed of them."""
    found = _evidence(standard, history)
    made = _measurement(standard, found, history.calibration)
    return Measured(
        answers=history.answers,
        evidence=found,
        measurement=made,
        claims=claims(
            made,
            block_scopes(standard),
            assessable=assessable,
            critical=history.calibration.critical,
        ),
        last_evidence_at=max((a.answered_at for a in history.answers), default=None),
        assessable=assessable,
        studied=frozenset(study.competency for study in history.studies),
        calibration=history.calibration,
    )


def measured_each(
    standard: StandardOutline, histories: Mapping[int, History], assessable: Mapping[str, int]
) -> dict[int, Measured]:
    """Measure several trainees, by id."""
    return {each: measured(standard, history, assessable) for each, history in histories.items()}


def estimates_of(standard: StandardOutline, history: History) -> Measurement:
    """Estimate the competencies of one trainee, and claim nothing."""
    return _measurement(standard, _evidence(standard, history), history.calibration)


def _measurement(
    standard: StandardOutline, found: Mapping[str, Evidence], calibration: Calibration
) -> Measurement:
    codes = [c.code for c in standard.competencies.values()]
    return measurement(codes, found, calibration.prior, calibration.bars)


def _evidence(standard: StandardOutline, history: History) -> dict[str, Evidence]:
    calibration = history.calibration
    codes = {number: c.code for number, c in standard.competencies.items()}
    return evidence(
        [
            Answer(
                codes[a.competency_id],
                a.item_id,
                a.score,
                calibration.difficulty(a.version_id, a.difficulty, codes[a.competency_id], a.level),
                a.chance,
                a.answered_at,
                a.purpose,
                a.is_first_exposure,
                a.level,
                a.rule,
            )
            for a in history.answers
        ],
        history.studies,
    )
