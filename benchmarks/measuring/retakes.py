"""Trainees whom a rule should not certify: isolated gaps, ten retakes, repeats with known keys."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from random import Random

import numpy as np

from benchmarks.measuring import truth
from benchmarks.measuring.outcomes import Figures, Flags, share
from benchmarks.measuring.playing import (
    CODES,
    SHIPPED_BANK,
    START,
    Past,
    Sitting,
    cohort_checked,
    outcome,
)
from quizzes.mastery.estimation import Measurement
from quizzes.mastery.evidence import Study
from quizzes.mastery.stopping import RECOMMENDED, Decision

RETAKES = 10
GAP_THETA = -1.0  # of an isolated gap: a domain score of .63
GAP_ROWS = np.arange(6, len(CODES), 8)
SMALL_BANK = 20  # items of which ten retakes repeat most
GAPS_EACH = 3  # clear gaps followed for each trainee


def isolated_gaps(
    rng: np.random.Generator, size: int, share_mastered: float, random: Random
) -> Figures:
    """Certify trainees with six clear gaps each: the share of these gaps that passes."""
    bank = truth.bank(rng, SHIPPED_BANK)
    theta = truth.cohort(rng, size, share_mastered)
    theta[:, GAP_ROWS] = GAP_THETA
    ends = cohort_checked(Sitting(bank, random), truth.answers(rng, theta, bank), RECOMMENDED)
    passed, error = share(
        outcome(ends, RECOMMENDED).certified[:, GAP_ROWS], theta[:, GAP_ROWS] == GAP_THETA
    )
    return {"FC_clear": passed, "FC_clear_se": error}


def retakes(
    rng: np.random.Generator,
    measured: Sequence[Measurement],
    theta: truth.Floats,
    random: Random,
    *,
    knows_keys: bool,
) -> Figures:
    """Share of clear gaps certified within ten sittings, with study between that teaches nothing.

    With known keys the bank has 20 items, and an item met before is answered right; without, each
    sitting finds items not met before.
    """
    items = SMALL_BANK if knows_keys else RETAKES * RECOMMENDED.max_items
    bank = truth.bank(rng, items)
    right = truth.answers(rng, theta, bank)
    gaps = np.argwhere(theta <= truth.CLEAR_GAP)
    chosen = gaps[rng.permutation(len(gaps))[: GAPS_EACH * len(measured)]]
    passed = np.array(
        [
            [_passes_in_the_end(Sitting(bank, random), measured[who], row, right[who, row])]
            for who, row in chosen
        ]
    )
    reached, error = share(passed, np.ones_like(passed))
    return {"FC_clear": reached, "FC_clear_se": error}


def _passes_in_the_end(sitting: Sitting, measured: Measurement, row: int, right: Flags) -> bool:
    past = Past()
    for day in range(RETAKES):
        sitting.at = START + timedelta(days=day)
        if day:
            studied = Study(CODES[row], sitting.at - timedelta(hours=1))
            past = replace(past, studies=(*past.studies, studied))
        said, given = sitting.check(measured, row, right, RECOMMENDED, past)
        if said is Decision.MASTERED:
            return True
        past = replace(past, answers=given)
    return False
