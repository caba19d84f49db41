"""Checks and retakes of simulated trainees, played with the product's own rules."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random

import numpy as np
from numpy.typing import NDArray

from benchmarks import simulated_trainees as simulated
from curriculum.wording import Wording
from quizzes.mastery.estimation import Measurement, measurement, renewed_estimate
from quizzes.mastery.evidence import Answer, Evidence, Study, WeightedAnswer, evidence
from quizzes.mastery.policy import PRIOR
from quizzes.mastery.posterior import grid, joint_posterior, likelihoods
from quizzes.mastery.selection import Candidate, next_item
from quizzes.mastery.stopping import RECOMMENDED, Decision, StoppingRule, decision

CODES = tuple(f"K{number:02d}" for number in range(1, simulated.COMPETENCIES + 1))
BANK_ITEMS = 20
RETAKES = 10
GAP_THETA = -1.0  # of an isolated gap: a domain score of .63
START = datetime(2026, 1, 5, 9, tzinfo=UTC)
NO_REASON = Wording(zh="", en="")


@dataclass(frozen=True)
class Outcome:
    """What a rule said of every trainee in every competency, (trainees, competencies)."""

    certified: NDArray[np.bool_]
    failed: NDArray[np.bool_]  # "not yet"; the others are undecided
    items: NDArray[np.float64]
    stated: NDArray[np.float64] | None = None


class Sitting:
    """The adaptive check of one competency, played with the product's own rules."""

    def __init__(self, bank: simulated.Bank, random: Random) -> None:
        """Keep the bank as the product sees it: the judges' difficulty and the stated chance."""
        self.bank, self.random = bank, random

    def answer(self, row: int, item: int, *, is_right: bool, at: datetime) -> Answer:
        """One marked answer as the product stores it."""
        return Answer(
            competency=CODES[row],
            item_id=item,
            score=float(is_right),
            difficulty=float(self.bank.judged_difficulty[row, item]),
            chance=float(self.bank.stated_chance[row, item]),
            answered_at=at,
            purpose="module_check",
        )

    def check(
        self, measured: Measurement, row: int, right: NDArray[np.bool_], rule: StoppingRule
    ) -> tuple[Decision, Evidence]:
        """Ask until the rule has decided; nothing was asked on this competency before."""
        left = self.candidates(row, range(right.size))
        evidence = Evidence(CODES[row])
        said = Decision.ASK_ON
        while said is Decision.ASK_ON:
            item = next_item(left, self.random)
            left.remove(item)
            is_right = bool(right[item.item_id])
            answer = self.answer(row, item.item_id, is_right=is_right, at=START)
            evidence = Evidence(
                CODES[row], (*evidence.answers, WeightedAnswer(answer, 1.0, NO_REASON))
            )
            if len(evidence.answers) >= rule.min_items:
                said = decision(renewed_estimate(measured, evidence), rule)
        return said, evidence

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


def measured_from(likelihood: simulated.Floats) -> Measurement:
    """Give the state of a trainee while checks go on, without the estimates nobody reads."""
    return Measurement(CODES, joint_posterior(likelihood, grid(PRIOR)), {})


def checked(
    sitting: Sitting, right: NDArray[np.bool_], rule: StoppingRule
) -> tuple[Measurement, dict[str, Evidence], simulated.Floats]:
    """Take one trainee through the checks of all competencies, one after the other."""
    lattice = grid(PRIOR)
    likelihood = np.ones((len(CODES), lattice.theta.size))
    found: dict[str, Evidence] = {}
    for row in range(len(CODES)):
        _, got = sitting.check(measured_from(likelihood), row, right[row], rule)
        found[CODES[row]] = got
        likelihood[row] = likelihoods([got], lattice.theta)[0]
    items = np.array([len(found[code].answers) for code in CODES], dtype=float)
    return measurement(CODES, found), found, items


def adaptive(
    sitting: Sitting, right: NDArray[np.bool_], rule: StoppingRule
) -> tuple[Outcome, list[Measurement]]:
    """Record what the product says of a cohort in the end, all evidence taken together."""
    ends = [checked(sitting, each, rule) for each in right]
    said = [[decision(m.estimates[code], rule) for code in CODES] for m, _, _ in ends]
    outcome = Outcome(
        certified=np.array([[one is Decision.MASTERED for one in row] for row in said]),
        failed=np.array([[one is Decision.NOT_YET for one in row] for row in said]),
        items=np.array([items for _, _, items in ends]),
        stated=np.array([[m.estimates[code].probability for code in CODES] for m, _, _ in ends]),
    )
    return outcome, [m for m, _, _ in ends]


def isolated_gaps(
    rng: np.random.Generator, size: int, share_mastered: float, random: Random
) -> float:
    """Certify trainees with six clear gaps each: the share of these gaps that passes."""
    bank = simulated.bank(rng, BANK_ITEMS)
    theta = simulated.cohort(rng, size, share_mastered)
    gap_rows = np.arange(6, len(CODES), 8)
    theta[:, gap_rows] = GAP_THETA
    right = simulated.answers(rng, theta, bank)
    outcome, _ = adaptive(Sitting(bank, random), right, RECOMMENDED)
    return float(outcome.certified[:, gap_rows].mean())


def retakes(
    rng: np.random.Generator,
    measured: Sequence[Measurement],
    theta: simulated.Floats,
    random: Random,
    *,
    knows_keys: bool,
) -> float:
    """Share of clear gaps certified within ten sittings, with study between that teaches nothing.

    With known keys the bank has 20 items, and an item met before is answered right; without, each
    sitting finds new items.
    """
    bank = simulated.bank(rng, BANK_ITEMS if knows_keys else RETAKES * RECOMMENDED.max_items)
    sitting = Sitting(bank, random)
    right = simulated.answers(rng, theta, bank)
    gaps = np.argwhere(theta <= simulated.CLEAR_GAP)
    chosen = gaps[rng.permutation(len(gaps))[: 3 * len(measured)]]
    return float(
        np.mean([_passes_in_the_end(sitting, measured[t], row, right[t, row]) for t, row in chosen])
    )


def _passes_in_the_end(
    sitting: Sitting, measured: Measurement, row: int, right: NDArray[np.bool_]
) -> bool:
    given: list[Answer] = []
    studies: list[Study] = []
    for day in range(RETAKES):
        at = START + timedelta(days=day)
        if day:
            studies.append(Study(CODES[row], at - timedelta(hours=1)))
        seen = {answer.item_id for answer in given}
        for asked in range(1, RECOMMENDED.max_items + 1):
            fresh = [item for item in range(right.size) if item not in seen]
            item = next_item(sitting.candidates(row, fresh or range(right.size)), sitting.random)
            is_right = bool(right[item.item_id]) or item.item_id in seen
            seen.add(item.item_id)
            given.append(sitting.answer(row, item.item_id, is_right=is_right, at=at))
            weighed = evidence(given, studies)[CODES[row]]
            said = decision(renewed_estimate(measured, weighed), RECOMMENDED, asked=asked)
            if said is Decision.MASTERED:
                return True
            if said is not Decision.ASK_ON:
                break
    return False
