"""Where each trainee of a cohort stands in each task, read from the stored projection.

What is called ready here is what the trainee's own map calls ready: the status of the claim. A
probability of .90 and more alone does not make it so, where items or answers are lacking.
"""

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from sqlalchemy.orm import Session

from curriculum.standards.queries import DutyOutline, StandardOutline
from quizzes.mastery.policy import CLAIM_NOT_YET_TO, CLAIM_READY_FROM
from quizzes.mastery.queries import assessable_levels, list_estimates, list_readiness
from quizzes.mastery.readiness import Status, competency_status
from quizzes.mastery.rollup import Claim, ClaimScope, ClaimStatus
from quizzes.mastery.scopes import task_keys
from quizzes.trainees.queries import TraineeLine

STEPS_FROM = (11, 50, 75)  # where the grounds 1, 2 and 3 of the matrix begin; 4 is *ready*
READY_STEP = 4


@dataclass(frozen=True, slots=True)
class Column:
    """One task of the standard."""

    key: str
    code: str
    name: str
    competencies: tuple[str, ...]
    lacking: tuple[str, ...]  # of them: those that nothing can be asked of

    @property
    def choice(self) -> tuple[str, str]:
        """Return key and name, to choose it from a list."""
        return self.key, self.name

    @property
    def is_judged(self) -> bool:
        """Whether anybody can be called ready for it."""
        return bool(self.competencies) and not self.lacking


@dataclass(frozen=True, slots=True)
class Reading:
    """One trainee in one task."""

    probability: float | None  # None: nothing answered yet
    status: ClaimStatus
    missing: tuple[str, ...]  # codes that can be asked and are not met
    thin: tuple[str, ...]  # codes that were asked too little to decide
    met_share: float | None  # of what can be asked; None: nothing answered yet

    @property
    def is_ready(self) -> bool:
        """Whether the trainee is called ready."""
        return self.status is ClaimStatus.READY

    @property
    def is_held(self) -> bool:
        """Whether the probability would do, but items or answers are lacking."""
        return (
            self.probability is not None
            and self.probability >= CLAIM_READY_FROM
            and not self.is_ready
        )


@dataclass(frozen=True, slots=True)
class Person:
    """One trainee with the readings by key of the task."""

    id: int
    public_id: str
    name: str
    number: str | None
    readings: Mapping[str, Reading]

    @property
    def ready_count(self) -> int:
        """Count the tasks that the trainee is ready for."""
        return sum(each.is_ready for each in self.readings.values())

    @property
    def certainty_sum(self) -> float:
        """Add up the probabilities, to tell apart people who are ready for as many tasks."""
        return sum(each.probability or 0.0 for each in self.readings.values())

    @property
    def has_answered(self) -> bool:
        """Whether anything was answered."""
        return any(each.probability is not None for each in self.readings.values())


@dataclass(frozen=True)
class CohortReadiness:
    """A cohort in the tasks of its standard."""

    standard: StandardOutline
    columns: Sequence[Column]
    people: Sequence[Person]

    @cached_property
    def judged(self) -> Sequence[Column]:
        """The tasks that anybody can be called ready for."""
        return [column for column in self.columns if column.is_judged]

    @property
    def has_answers(self) -> bool:
        """Whether anybody has answered anything."""
        return any(person.has_answered for person in self.people)

    def readings(self, key: str) -> list[Reading]:
        """Return the readings of everybody in one task."""
        return [person.readings[key] for person in self.people]

    def probabilities(self, key: str) -> list[float]:
        """Return how sure we are of each who has answered anything of a task."""
        return [each.probability for each in self.readings(key) if each.probability is not None]

    def ready(self, key: str) -> list[float]:
        """Return how sure we are of each who is called ready for a task."""
        return [each.probability or 0.0 for each in self.readings(key) if each.is_ready]

    def columns_of(self, duty: DutyOutline) -> list[Column]:
        """Return the tasks of a duty."""
        keys = task_keys(self.standard)
        mine = {keys[task.id] for task in duty.tasks}
        return [column for column in self.columns if column.key in mine]


def certainty(probability: float) -> int:
    """Write a probability as a whole percentage on its own side of the published bounds.

    Rounded down and never 100, so that no cell says more than the figure allows; what is above
    .10 is never shown as 10, which would read as *not yet*.
    """
    whole = min(math.floor(probability * 100.0 + 1e-9), 99)
    is_undecided = probability > CLAIM_NOT_YET_TO
    return max(whole, STEPS_FROM[0]) if is_undecided else whole


def step_of(percentage: int, *, is_ready: bool) -> int:
    """Return the ground of a cell, 0…4; only what is ready has the last."""
    if is_ready:
        return READY_STEP
    return sum(percentage >= bound for bound in STEPS_FROM)


def cohort_readiness(
    session: Session,
    *,
    standard: StandardOutline,
    trainees: Sequence[TraineeLine],
    today: date,
) -> CohortReadiness:
    """Read where everybody of a cohort stands, in three selects."""
    ids = [trainee.id for trainee in trainees]
    assessable = assessable_levels(session, standard)
    claims = list_readiness(session, standard=standard, trainee_ids=ids, scopes=(ClaimScope.TASK,))
    estimates = list_estimates(session, standard=standard, trainee_ids=ids)
    columns = _columns(standard, assessable)
    people = []
    for trainee in trainees:
        met = {
            code
            for code, estimate in estimates[trainee.id].items()
            if competency_status(estimate, today=today) is Status.MET
        }
        people.append(
            Person(
                trainee.id,
                trainee.public_id,
                trainee.name,
                trainee.number,
                {
                    column.key: _reading(
                        column, claims[trainee.id].get((ClaimScope.TASK.value, column.key)), met
                    )
                    for column in columns
                },
            )
        )
    return CohortReadiness(standard, columns, people)


def _columns(standard: StandardOutline, assessable: Collection[str]) -> list[Column]:
    keys = task_keys(standard)
    columns = []
    for task in standard.tasks:
        codes = tuple(standard.competencies[i].code for i in task.competency_ids)
        lacking = tuple(code for code in codes if code not in assessable)
        columns.append(Column(keys[task.id], task.code, task.title, codes, lacking))
    return columns


def _reading(column: Column, claim: Claim | None, met: Collection[str]) -> Reading:
    asked = [code for code in column.competencies if code not in column.lacking]
    missing = tuple(code for code in asked if code not in met)
    if claim is None or claim.probability is None or claim.status is ClaimStatus.NOT_ASSESSED:
        return Reading(None, ClaimStatus.NOT_ASSESSED, missing, thin=(), met_share=None)
    is_lacking = claim.status is ClaimStatus.READY and not column.is_judged
    return Reading(
        probability=claim.probability,
        status=ClaimStatus.NO_ITEMS if is_lacking else claim.status,
        missing=missing,
        thin=claim.thin,
        met_share=1 - len(missing) / len(asked) if asked else None,
    )
