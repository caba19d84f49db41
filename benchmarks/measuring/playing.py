"""Checks of simulated trainees, played with the product's own rules."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from random import Random

import numpy as np

from benchmarks.measuring import truth
from benchmarks.measuring.outcomes import Flags, Outcome
from quizzes.mastery.bars import EXACT_BARS, Bars
from quizzes.mastery.estimation import Measurement, measurement, renewed_estimate
from quizzes.mastery.evidence import Answer, Evidence, Study, evidence
from quizzes.mastery.policy import PRIOR, Prior
from quizzes.mastery.posterior import grid, joint_posterior, likelihoods
from quizzes.mastery.reach import is_within_reach
from quizzes.mastery.selection import Candidate, next_item
from quizzes.mastery.stopping import RULES, Decision, StoppingRule, decision

CODES = tuple(f"K{number:02d}" for number in range(1, truth.COMPETENCIES + 1))
SHIPPED_BANK = 33  # items of a shipped bank
START = datetime(2026, 1, 5, 9, tzinfo=UTC)
PUBLISHED = {rule.id: rule for rule in RULES.values()}


@dataclass(frozen=True)
class Scale:
    """What measures: a prior, and how surely the bars stand."""

    prior: Prior = PRIOR
    bars: Bars = EXACT_BARS

    def measured(self, found: Mapping[str, Evidence], codes: Sequence[str] = CODES) -> Measurement:
        """Measure one trainee in these competencies."""
        return measurement(codes, found, self.prior, self.bars)

    def while_checked(self, likelihood: truth.Floats) -> Measurement:
        """Measure without the estimates of the other competencies, which a check does not read."""
        posterior = joint_posterior(likelihood, grid(self.prior))
        return Measurement(CODES, posterior, {}, self.bars)


UNFITTED = Scale()


@dataclass(frozen=True)
class Past:
    """What a trainee answered and studied in one competency before a check."""

    answers: tuple[Answer, ...] = ()
    studies: tuple[Study, ...] = ()


class Sitting:
    """A check of one competency at one time, as the product sees it."""

    def __init__(self, bank: truth.Bank, random: Random, at: datetime = START) -> None:
        """Keep the bank, of which only the judges' difficulty and the stated chance are known."""
        self.bank, self.random, self.at = bank, random, at

    def answer(self, row: int, item: int, *, is_right: bool) -> Answer:
        """One marked answer as the product stores it."""
        return Answer(
            competency=CODES[row],
            item_id=item,
            score=float(is_right),
            difficulty=float(self.bank.judged_difficulty[row, item]),
            chance=float(self.bank.stated_chance[row, item]),
            answered_at=self.at,
            purpose="module_check",
        )

    def check(
        self,
        measured: Measurement,
        row: int,
        right: Flags,
        rule: StoppingRule,
        past: Past = Past(),
    ) -> tuple[Decision, tuple[Answer, ...]]:
        """Ask until the rule has decided; return it with all answers, earlier ones first.

        An item met before comes back only when none is left, and its key is known then.
        """
        seen = {answer.item_id for answer in past.answers}
        given = list(past.answers)
        for asked in range(1, rule.max_items + 1):
            left = [item for item in range(right.size) if item not in seen]
            item = next_item(self.candidates(row, left or range(right.size)), self.random).item_id
            given.append(self.answer(row, item, is_right=bool(right[item]) or item in seen))
            seen.add(item)
            if asked >= rule.min_items:
                said = self._said(measured, evidence(given, past.studies)[CODES[row]], rule, asked)
                if said is not Decision.ASK_ON:
                    return said, tuple(given)
        return Decision.UNDECIDED, tuple(given)

    def _said(
        self, measured: Measurement, weighed: Evidence, rule: StoppingRule, asked: int
    ) -> Decision:
        row = measured.competencies.index(weighed.competency)
        posterior = measured.posterior
        likelihood = posterior.likelihood.copy()
        likelihood[row] = likelihoods([weighed], posterior.grid.theta)[0]
        estimate = renewed_estimate(measured, weighed)
        ahead = replace(
            measured,
            posterior=replace(posterior, likelihood=likelihood),
            estimates={weighed.competency: estimate},
        )
        return decision(
            estimate,
            rule,
            asked=asked,
            is_within_reach=is_within_reach(
                ahead, weighed.competency, PUBLISHED[rule.id], asked=asked
            ),
        )

    def candidates(self, row: int, items: Sequence[int]) -> list[Candidate]:
        """List the items of one competency that may be asked."""
        return [
            Candidate(
                item,
                float(self.bank.judged_difficulty[row, item]),
                float(self.bank.stated_chance[row, item]),
            )
            for item in items
        ]


@dataclass(frozen=True)
class Checked:
    """A trainee after the checks of all competencies, one after the other."""

    measured: Measurement
    pasts: tuple[Past, ...]
    items: truth.Floats  # asked in these checks, (competencies)


def checked(sitting: Sitting, right: Flags, rule: StoppingRule, scale: Scale = UNFITTED) -> Checked:
    """Take one trainee through the checks of all competencies."""
    theta = grid(scale.prior).theta
    likelihood = np.ones((len(CODES), theta.size))
    found: dict[str, Evidence] = {}
    pasts = []
    for row, code in enumerate(CODES):
        _, given = sitting.check(scale.while_checked(likelihood), row, right[row], rule)
        pasts.append(Past(given))
        found |= evidence(given)
        likelihood[row] = likelihoods([found[code]], theta)[0]
    items = np.array([len(past.answers) for past in pasts], dtype=float)
    return Checked(scale.measured(found), tuple(pasts), items)


def cohort_checked(
    sitting: Sitting, right: Flags, rule: StoppingRule, scale: Scale = UNFITTED
) -> list[Checked]:
    """Take every trainee of a cohort through all checks; `right` is (trainees, rows, items)."""
    return [checked(sitting, each, rule, scale) for each in right]


def outcome(ends: Sequence[Checked], rule: StoppingRule) -> Outcome:
    """Record what the product says of a cohort in the end, all evidence taken together."""
    estimates = [[end.measured.estimates[code] for code in CODES] for end in ends]
    said = [[decision(one, rule) for one in row] for row in estimates]
    return Outcome(
        certified=np.array([[one is Decision.MASTERED for one in row] for row in said]),
        failed=np.array([[one is Decision.NOT_YET for one in row] for row in said]),
        items=np.array([end.items for end in ends]),
        stated=np.array([[one.probability for one in row] for row in estimates]),
    )
