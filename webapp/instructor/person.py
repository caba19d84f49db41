"""One trainee in one task, with every answer that the claim rests on."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from curriculum.errors import NotFoundError
from curriculum.standards.queries import StandardOutline
from curriculum.wording import Wording
from quizzes.mastery.explanation import claim_sentence, claim_subject
from quizzes.mastery.measuring import Measured
from quizzes.mastery.queries import Progress
from quizzes.mastery.readiness import CLAIM_WORDS
from quizzes.mastery.rollup import Claim, ClaimScope, ClaimStatus
from quizzes.mastery.scopes import task_keys
from quizzes.mastery.weighed import WeighedAnswer, weighed_answers
from webapp.instructor.cohort_readiness import certainty, step_of
from webapp.instructor.matrix import READY_FROM
from webapp.standing import CompetencyStanding, Standing, TaskStanding, standing


@dataclass(frozen=True, slots=True)
class TaskLine:
    """One task in the list beside the chosen one."""

    task: TaskStanding
    value: int | None
    step: int
    is_chosen: bool

    @property
    def is_held(self) -> bool:
        """Whether the figure would do, but items or answers are lacking."""
        is_sure = self.value is not None and self.value >= READY_FROM
        return is_sure and not self.task.is_ready


@dataclass(frozen=True, slots=True)
class CompetencyLine:
    """One competency of the chosen task with the answers on it."""

    standing: CompetencyStanding
    answers: Sequence[WeighedAnswer]

    @property
    def value(self) -> int | None:
        """How sure we are that it is met, in per cent."""
        estimate = self.standing.estimate
        return certainty(estimate.probability) if estimate and estimate.answered else None

    @property
    def counted(self) -> int:
        """Count the answers that weigh anything."""
        return sum(answer.weight > 0 for answer in self.answers)


@dataclass(frozen=True, slots=True)
class ClaimLine:
    """A duty, a level or the whole standard, as it is said."""

    name: Wording
    word: Wording
    sentence: Wording


@dataclass(frozen=True, slots=True)
class PersonView:
    """A trainee with one task in the middle."""

    task: TaskStanding
    value: int | None
    standing: Standing
    competencies: Sequence[CompetencyLine]
    tasks: Sequence[TaskLine]
    claims: Sequence[ClaimLine]

    @property
    def ready_count(self) -> int:
        """Count the tasks that the trainee is ready for."""
        return sum(line.task.is_ready for line in self.tasks)

    @property
    def counted(self) -> int:
        """Count the answers that weigh anything for the chosen task."""
        return sum(line.counted for line in self.competencies)


def person_view(
    standard: StandardOutline,
    measured: Measured,
    *,
    chosen: str | None,
    today: date,
    task_url: Callable[[str], str],
) -> PersonView:
    """Assemble the page of one trainee, or raise NotFoundError for a task that is not there."""
    progress = Progress(
        estimates=measured.measurement.estimates,
        claims={(claim.scope.value, claim.subject): claim for claim in measured.claims},
        studied=measured.studied,
    )
    where = standing(
        standard,
        progress,
        assessable=measured.assessable,
        today=today,
        urls={key: task_url(key) for key in task_keys(standard).values()},
    )
    task = _chosen(where.tasks, chosen)
    return PersonView(
        task=task,
        value=value_of(task.claim),
        standing=where,
        competencies=[
            CompetencyLine(each, weighed_answers(measured, each.code)) for each in task.lamps
        ],
        tasks=[_line(each, is_chosen=each is task) for each in where.tasks],
        claims=_claims(measured, where),
    )


def value_of(claim: Claim | None) -> int | None:
    """Return how sure we are of a claim in per cent; None where nothing was answered."""
    if claim is None or claim.probability is None or claim.status is ClaimStatus.NOT_ASSESSED:
        return None
    return certainty(claim.probability)


def _chosen(tasks: Sequence[TaskStanding], key: str | None) -> TaskStanding:
    """Return the task asked for; else one that is begun, not ready and has items for all of it."""
    if key is not None:
        for task in tasks:
            if task.key == key:
                return task
    elif tasks:
        begun = [task for task in tasks if value_of(task.claim) is not None and not task.is_ready]
        return min(begun or tasks, key=lambda task: task.without_items_count > 0)
    raise NotFoundError(f"找不到工作任務 {key}。", f"There is no task {key}.")


def _line(task: TaskStanding, *, is_chosen: bool) -> TaskLine:
    value = value_of(task.claim)
    step = 0 if value is None else step_of(value, is_ready=task.is_ready)
    return TaskLine(task, value, step, is_chosen)


def _claims(measured: Measured, where: Standing) -> list[ClaimLine]:
    met = {each.code for each in where.competencies.values() if each.is_met}
    return [
        ClaimLine(
            _name(claim),
            CLAIM_WORDS[claim.status],
            claim_sentence(claim, len(met.intersection(claim.competencies))),
        )
        for claim in measured.claims
        if claim.scope in {ClaimScope.DUTY, ClaimScope.LEVEL, ClaimScope.STANDARD}
    ]


def _name(claim: Claim) -> Wording:
    if claim.scope is ClaimScope.DUTY:
        return Wording(zh=f"職責 {claim.subject}", en=f"Duty {claim.subject}")
    return claim_subject(claim)
