"""Where a trainee stands: every competency with its lamp, every task with its plank."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from curriculum.standards.levels import levels_of
from curriculum.standards.queries import CompetencyOutline, StandardOutline, TaskOutline
from curriculum.wording import Wording
from quizzes.mastery.estimation import MasteryEstimate
from quizzes.mastery.explanation import claim_sentence, competency_sentence
from quizzes.mastery.queries import Progress
from quizzes.mastery.readiness import (
    CLAIM_WORDS,
    STATUS_WORDS,
    Freshness,
    Status,
    competency_status,
    freshness,
    lamp,
)
from quizzes.mastery.rollup import Claim, ClaimScope, ClaimStatus
from quizzes.mastery.scopes import task_keys
from quizzes.sittings.subjects import asked_at, level_competency_ids


@dataclass(frozen=True, slots=True)
class CompetencyStanding:
    """One competency as it stands today."""

    id: int
    code: str
    name: str
    kind: str
    step: str  # of the lamp
    is_stale: bool
    status: Status
    word: Wording
    sentence: Wording
    estimate: MasteryEstimate | None
    has_items: bool

    @property
    def is_met(self) -> bool:
        """It is met today."""
        return self.status is Status.MET


@dataclass(frozen=True, slots=True)
class TaskStanding:
    """One task as it stands today, in the shape that the bridge draws."""

    id: int
    key: str
    code: str
    name: str
    level: int | None
    url: str
    lamps: Sequence[CompetencyStanding]
    claim: Claim | None

    @property
    def met_count(self) -> int:
        """Count its competencies that are met."""
        return sum(each.is_met for each in self.lamps)

    @property
    def assessable_count(self) -> int:
        """Count its competencies that have items."""
        return sum(each.has_items for each in self.lamps)

    @property
    def without_items_count(self) -> int:
        """Count its competencies that nothing can be asked of."""
        return len(self.lamps) - self.assessable_count

    @property
    def share(self) -> float | None:
        """Return the share of its assessable competencies that are met."""
        return self.met_count / self.assessable_count if self.assessable_count else None

    @property
    def is_ready(self) -> bool:
        """Its claim holds with the certainty that the rule asks."""
        return self.claim is not None and self.claim.status is ClaimStatus.READY

    @property
    def word(self) -> Wording:
        """Say the status of its claim."""
        return CLAIM_WORDS[self.claim.status if self.claim else ClaimStatus.NOT_ASSESSED]

    @property
    def sentence(self) -> Wording | None:
        """Say why."""
        return claim_sentence(self.claim, self.met_count) if self.claim else None


@dataclass(frozen=True, slots=True)
class DutyStanding:
    """A duty with its tasks."""

    code: str
    name: str
    tasks: Sequence[TaskStanding]


@dataclass(frozen=True, slots=True)
class LevelStanding:
    """One level, with those below it, as it stands today."""

    level: int
    competencies: Sequence[CompetencyStanding]
    claim: Claim | None
    without_items: Sequence[str]  # codes without an item that supports it: it is never ready

    @property
    def is_ready(self) -> bool:
        """Its claim holds with the certainty that the rule asks."""
        return self.claim is not None and self.claim.status is ClaimStatus.READY

    @property
    def word(self) -> Wording:
        """Say the status of its claim."""
        return CLAIM_WORDS[self.claim.status if self.claim else ClaimStatus.NOT_ASSESSED]

    @property
    def sentence(self) -> Wording:
        """Say why."""
        if self.claim is None:
            return Wording(
                zh=f"第 {self.level} 級：還沒有作答。",
                en=f"Level {self.level}: nothing answered yet.",
            )
        return claim_sentence(self.claim, sum(each.is_met for each in self.competencies))


@dataclass(frozen=True, slots=True)
class Standing:
    """A trainee in one standard, in the shape that the bridge draws."""

    level: int | None
    duties: Sequence[DutyStanding]
    competencies: Mapping[int, CompetencyStanding]
    levels: Sequence[LevelStanding]  # the lowest first

    @property
    def tasks(self) -> Sequence[TaskStanding]:
        """All tasks in order."""
        return [task for duty in self.duties for task in duty.tasks]

    @property
    def met_count(self) -> int:
        """Count the competencies that are met."""
        return sum(each.is_met for each in self.competencies.values())

    @property
    def assessable_count(self) -> int:
        """Count the competencies that have items."""
        return sum(each.has_items for each in self.competencies.values())

    @property
    def without_items_count(self) -> int:
        """Count the competencies that nothing can be asked of."""
        return len(self.competencies) - self.assessable_count

    @property
    def share(self) -> float:
        """Return the share of the assessable competencies that are met."""
        return self.met_count / self.assessable_count if self.assessable_count else 0.0

    def gaps(self) -> list[tuple[CompetencyStanding, list[TaskStanding]]]:
        """List what to work on: most tasks moved first, then nearest to the bar."""
        open_tasks = [task for task in self.tasks if not task.is_ready]
        found = [
            (each, [task for task in open_tasks if each in task.lamps])
            for each in self.competencies.values()
            if each.has_items and not each.is_met
        ]
        return sorted(
            found,
            key=lambda gap: (
                -len(gap[1]),
                -(gap[0].estimate.probability if gap[0].estimate else 0),
            ),
        )


def standing(
    standard: StandardOutline,
    progress: Progress,
    *,
    assessable: Mapping[str, int],
    today: date,
    urls: Mapping[str, str],
) -> Standing:
    """Put together where a trainee stands; `urls` gives each task key its address."""
    competencies = {
        competency.id: competency_standing(
            competency, progress, has_items=competency.code in assessable, today=today
        )
        for competency in standard.competencies.values()
    }
    keys = task_keys(standard)
    return Standing(
        level=standard.level,
        competencies=competencies,
        duties=[
            DutyStanding(
                duty.code,
                duty.title,
                [_task(task, keys[task.id], competencies, progress, urls) for task in duty.tasks],
            )
            for duty in standard.duties
        ],
        levels=[
            LevelStanding(
                level,
                [competencies[i] for i in level_competency_ids(standard, level)],
                progress.claims.get((ClaimScope.LEVEL.value, str(level))),
                without_items=[
                    code
                    for code, least in asked_at(standard, level).items()
                    if assessable.get(code, 0) < least
                ],
            )
            for level in levels_of(standard)
        ],
    )


def competency_standing(
    competency: CompetencyOutline, progress: Progress, *, has_items: bool, today: date
) -> CompetencyStanding:
    """Say where one competency stands."""
    estimate = progress.estimates.get(competency.code)
    status = competency_status(
        estimate, today=today, has_studied=competency.code in progress.studied
    )
    lit = lamp(estimate, status, has_items=has_items)
    fresh = freshness(estimate, today) if estimate else Freshness.CURRENT
    return CompetencyStanding(
        id=competency.id,
        code=competency.code,
        name=competency.name,
        kind=competency.kind.value,
        step=lit.step,
        is_stale=lit.is_stale,
        status=status,
        word=STATUS_WORDS[status],
        sentence=competency_sentence(competency.code, estimate, status, fresh),
        estimate=estimate,
        has_items=has_items,
    )


def _task(
    task: TaskOutline,
    key: str,
    competencies: Mapping[int, CompetencyStanding],
    progress: Progress,
    urls: Mapping[str, str],
) -> TaskStanding:
    return TaskStanding(
        id=task.id,
        key=key,
        code=task.code,
        name=task.title,
        level=task.level,
        url=urls[key],
        lamps=[competencies[i] for i in task.competency_ids],
        claim=progress.claims.get((ClaimScope.TASK.value, key)),
    )
