"""The shortest next step: on which competency, about how many items, and in which order.

Computed by playing the trainee forward without chance: every next answer right, until the rule
says mastered. Half of those who are above the bar get there with exactly that many items, the
others need a few more. Who more likely is below the bar, or has not begun, studies first, and what
was answered before then weighs less.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from curriculum.wording import Wording
from quizzes.items.queries import PublishedItem
from quizzes.mastery.estimation import Measurement
from quizzes.mastery.holding import BlockScope
from quizzes.mastery.policy import CARRY_PER_SESSION, FAMILIAR_FROM
from quizzes.mastery.posterior import normalised
from quizzes.mastery.rasch import FloatArray, probability_right
from quizzes.mastery.readiness import Status
from quizzes.mastery.stopping import Decision, decision, rule_of


class StepKind(StrEnum):
    """What a step asks the trainee to do first."""

    ANSWER = "answer"
    STUDY = "study"
    REVIEW = "review"


@dataclass(frozen=True, slots=True)
class Supply:
    """What the bank of one competency still holds for one trainee."""

    unseen: int  # published items that this trainee has not met
    difficulty: float = -1.0  # of a typical item: its median b
    chance: float = 0.25


@dataclass(frozen=True, slots=True)
class NextStep:
    """What brings one competency to 達標 soonest."""

    competency: str
    kind: StepKind
    items: int  # about how many first exposures; at most one sitting
    missing_items: int  # of them, how many the bank does not hold

    @property
    def sentence(self) -> Wording:
        """The step in words."""
        said = _STEP_WORDS[self.kind]
        zh = said.zh.format(code=self.competency, items=self.items)
        en = said.en.format(code=self.competency, items=self.items)
        if self.missing_items:
            zh += f"題庫還缺 {self.missing_items} 題你沒看過的題目。"
            en += f" The bank lacks {self.missing_items} items that you have not met."
        return Wording(zh=zh, en=en)


@dataclass(frozen=True, slots=True)
class Gap:
    """A competency that is not met, with what it moves."""

    competency: str
    tasks: tuple[str, ...]  # tasks not ready that ask for it
    step: NextStep


def supplies(published: Iterable[PublishedItem], met: Collection[int]) -> Mapping[int, Supply]:
    """Return what the bank of each competency, by id, holds for one who has met some items."""
    banks: dict[int, list[PublishedItem]] = {}
    for item in published:
        banks.setdefault(item.competency_id, []).append(item)
    return {
        competency_id: Supply(
            unseen=sum(item.item_id not in met for item in bank),
            difficulty=sorted(item.difficulty for item in bank)[len(bank) // 2],
        )
        for competency_id, bank in banks.items()
    }


def next_step(
    measured: Measurement,
    code: str,
    supply: Supply,
    *,
    is_review: bool = False,
) -> NextStep:
    """Find the shortest step for one competency that is not met, or whose review is due."""
    estimate = measured.estimates[code]
    likelihood = measured.posterior.likelihood[measured.competencies.index(code)]
    kind = StepKind.REVIEW if is_review else StepKind.ANSWER
    if estimate.answered == 0 or estimate.probability < FAMILIAR_FROM:
        kind, likelihood = StepKind.STUDY, likelihood**CARRY_PER_SESSION
    items = _right_answers_until_mastered(measured, code, likelihood, supply)
    return NextStep(code, kind, items, max(0, items - supply.unseen))


def gaps(
    measured: Measurement,
    statuses: Mapping[str, Status],
    blocks: Sequence[BlockScope],
    supplies: Mapping[str, Supply],
    *,
    ready_tasks: Collection[str] = (),
) -> tuple[Gap, ...]:
    """List what to work on, best first: most tasks moved, then fewest items, then the code.

    Competencies without a supply have no published item and nothing to do about them here.
    """
    tasks: dict[str, dict[str, None]] = {}
    for block in blocks:
        for code in block.competencies:
            if block.task not in ready_tasks:
                tasks.setdefault(code, {})[block.task] = None
    found = [
        Gap(
            code,
            tuple(tasks.get(code, ())),
            next_step(
                measured, code, supplies[code], is_review=statuses[code] is Status.REVIEW_DUE
            ),
        )
        for code in measured.competencies
        if code in supplies and statuses[code] is not Status.MET
    ]
    return tuple(sorted(found, key=lambda gap: (-len(gap.tasks), gap.step.items, gap.competency)))


def _right_answers_until_mastered(
    measured: Measurement,
    code: str,
    likelihood: FloatArray,
    supply: Supply,
) -> int:
    """Count the right answers until the rule says mastered, at most those of a sitting."""
    grid, estimate = measured.posterior.grid, measured.estimates[code]
    rule = rule_of(estimate)
    row = measured.competencies.index(code)
    outlook = measured.posterior.outlook[row]
    right = probability_right(grid.theta, np.array(supply.difficulty), np.array(supply.chance))
    counts = np.arange(1, rule.max_items + 1)
    ahead = likelihood * (right / right.max()) ** counts[:, None]
    probability = measured.share_above_bar(row, normalised(outlook * ahead))
    own = measured.share_above_bar(row, normalised(grid.guard * ahead))
    for count, p, own_p in zip(counts.tolist(), probability.tolist(), own.tolist(), strict=True):
        future = replace(
            estimate, probability=p, own_probability=own_p, answered=estimate.answered + count
        )
        if decision(future) is Decision.MASTERED:
            return int(count)
    return rule.max_items


_STEP_WORDS = {
    StepKind.ANSWER: Wording(
        zh="{code} 再答對約 {items} 題就能判定達標。",
        en="{code}: about {items} more right answers would settle that you meet it.",
    ),
    StepKind.STUDY: Wording(
        zh="先讀 {code} 的單元，再答對約 {items} 題。",
        en="Study the module of {code} first, then get about {items} items right.",
    ),
    StepKind.REVIEW: Wording(
        zh="{code} 複習後再答對約 {items} 題，就能確認仍然達標。",
        en="{code}: review it, then about {items} right answers would confirm it.",
    ),
}
