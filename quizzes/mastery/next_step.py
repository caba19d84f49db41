"""The shortest next step: on which competency, about how many items, and in which order.

Computed by playing the trainee forward without chance: each next answer scores the share that is
expected of them, until the rule decides. Where that never comes, study is due first, and the
count assumes a trainee who is then clearly above the bar (a domain score of .90).
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from curriculum.wording import Wording
from quizzes.mastery.estimation import Measurement, share_above_bar
from quizzes.mastery.policy import CARRY_PER_SESSION
from quizzes.mastery.posterior import normalised
from quizzes.mastery.rasch import FloatArray, probability_right
from quizzes.mastery.readiness import Status
from quizzes.mastery.rollup import BlockScope
from quizzes.mastery.stopping import RECOMMENDED, Decision, StoppingRule, decision

# theta of a domain score of .90, a clear master.
_CLEAR_MASTER = 0.86


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


def next_step(
    measured: Measurement,
    code: str,
    supply: Supply,
    *,
    is_review: bool = False,
    rule: StoppingRule = RECOMMENDED,
) -> NextStep:
    """Find the shortest step for one competency that is not met, or whose review is due."""
    row = measured.competencies.index(code)
    outlook, likelihood = measured.posterior.outlook[row], measured.posterior.likelihood[row]
    theta = measured.posterior.grid.theta
    difficulty, chance = np.array(supply.difficulty), np.array(supply.chance)
    right = probability_right(theta, difficulty, chance)
    expected = float(normalised(outlook * likelihood) @ right)
    kind = StepKind.REVIEW if is_review else StepKind.ANSWER
    items = _items_until_mastered(measured, code, likelihood, (right, expected), rule)
    if items is None or (measured.estimates[code].answered == 0 and not is_review):
        kind = StepKind.STUDY
        clear = float(probability_right(np.array(_CLEAR_MASTER), difficulty, chance))
        carried = likelihood**CARRY_PER_SESSION
        items = _items_until_mastered(measured, code, carried, (right, clear), rule)
    items = rule.max_items if items is None else items
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


def _items_until_mastered(
    measured: Measurement,
    code: str,
    likelihood: FloatArray,
    answers: tuple[FloatArray, float],
    rule: StoppingRule,
) -> int | None:
    """Count the answers of this score until the rule says mastered; None: not in one sitting."""
    right, score = answers
    row = measured.competencies.index(code)
    grid, estimate = measured.posterior.grid, measured.estimates[code]
    counts = np.arange(1, rule.max_items + 1)
    term = score * np.log(right) + (1.0 - score) * np.log1p(-right)
    ahead = likelihood * np.exp(counts[:, None] * (term - term.max()))
    probability = share_above_bar(normalised(measured.posterior.outlook[row] * ahead))
    own = share_above_bar(normalised(grid.guard * ahead))
    for count, p, own_p in zip(counts.tolist(), probability.tolist(), own.tolist(), strict=True):
        future = replace(
            estimate, probability=p, own_probability=own_p, answered=estimate.answered + count
        )
        if decision(future, rule) is Decision.MASTERED:
            return int(count)
    return None


_STEP_WORDS = {
    StepKind.ANSWER: Wording(
        zh="{code} 再作答約 {items} 題就能判定達標。",
        en="{code}: about {items} more items would settle that you meet it.",
    ),
    StepKind.STUDY: Wording(
        zh="先讀 {code} 的單元，再作答約 {items} 題。",
        en="Study the module of {code} first, then answer about {items} items.",
    ),
    StepKind.REVIEW: Wording(
        zh="{code} 複習後再作答約 {items} 題，就能確認仍然達標。",
        en="{code}: review it, then about {items} items would confirm that you still meet it.",
    ),
}
