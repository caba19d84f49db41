"""From what a trainee answered and studied to what is known of them: one way, for every page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from curriculum.standards.queries import StandardOutline
from quizzes.grading.queries import MarkedAnswer
from quizzes.mastery.estimation import Measurement, measurement
from quizzes.mastery.evidence import Answer, Evidence, Study, evidence
from quizzes.mastery.rollup import Claim, claims
from quizzes.mastery.scopes import block_scopes


@dataclass(frozen=True, slots=True)
class History:
    """All that one trainee answered and studied, as far as it counts."""

    answers: Sequence[MarkedAnswer]
    studies: Sequence[Study]

    def until(self, moment: datetime) -> "History":
        """Return what counted at a moment: marks known by then, studies made by then."""
        return History(
            [a for a in self.answers if a.known_at is not None and a.known_at <= moment],
            [study for study in self.studies if study.at <= moment],
        )

    def without(self, attempt_public_id: str) -> "History":
        """Return the same without the answers of one attempt."""
        return History(
            [a for a in self.answers if a.attempt_public_id != attempt_public_id], self.studies
        )


@dataclass(frozen=True, slots=True, eq=False)
class Measured:
    """One trainee, measured from the answers that count."""

    answers: Sequence[MarkedAnswer]
    evidence: Mapping[str, Evidence]
    measurement: Measurement
    claims: Sequence[Claim]
    last_evidence_at: datetime | None
    assessable: frozenset[str]  # codes with a published item
    studied: frozenset[str]  # codes with a study session


def measured(standard: StandardOutline, history: History, assessable: frozenset[str]) -> Measured:
    """Measure one trainee and everything that may be claimed of them."""
    found = _evidence(standard, history)
    made = _measurement(standard, found)
    critical = {c.code for c in standard.competencies.values() if c.is_critical}
    return Measured(
        answers=history.answers,
        evidence=found,
        measurement=made,
        claims=claims(made, block_scopes(standard), assessable=assessable, critical=critical),
        last_evidence_at=max((a.answered_at for a in history.answers), default=None),
        assessable=assessable,
        studied=frozenset(study.competency for study in history.studies),
    )


def estimates_of(standard: StandardOutline, history: History) -> Measurement:
    """Estimate the competencies of one trainee, and claim nothing."""
    return _measurement(standard, _evidence(standard, history))


def _measurement(standard: StandardOutline, found: Mapping[str, Evidence]) -> Measurement:
    return measurement([c.code for c in standard.competencies.values()], found)


def _evidence(standard: StandardOutline, history: History) -> dict[str, Evidence]:
    return evidence(
        [
            Answer(
                competency=standard.competencies[a.competency_id].code,
                item_id=a.item_id,
                score=a.score,
                difficulty=a.difficulty,
                chance=a.chance,
                answered_at=a.answered_at,
                purpose=a.purpose.value,
                is_first_exposure=a.is_first_exposure,
            )
            for a in history.answers
        ],
        history.studies,
    )
