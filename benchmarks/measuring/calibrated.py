"""After a calibration: one cohort's answers fit prior and difficulties for the next like it."""

from collections.abc import Sequence
from dataclasses import replace
from random import Random

import numpy as np

from benchmarks.measuring import truth
from benchmarks.measuring.levels import level_directed
from benchmarks.measuring.outcomes import Figures, figures
from benchmarks.measuring.playing import (
    CODES,
    SHIPPED_BANK,
    UNFITTED,
    Checked,
    Sitting,
    cohort_checked,
    outcome,
)
from quizzes.mastery.calibrating import Fit, ItemPriors, Responses, fitted
from quizzes.mastery.stopping import RECOMMENDED

PRIOR_FITTED, OF_KS = "fitted prior", f"{RECOMMENDED.id}, calibrated"
OF_LEVEL = "claim: level 3, directed, calibrated"


def calibrated(
    rng: np.random.Generator, random: Random, trainees: int, share_mastered: float
) -> dict[str, Figures]:
    """Check one cohort, calibrate by its answers, measure the next: rule → figures."""
    bank = truth.bank(rng, SHIPPED_BANK)
    first, second = (truth.cohort(rng, trainees, share_mastered) for _ in range(2))
    taught = truth.answers(rng, first, bank)
    fit = _fit(bank, cohort_checked(Sitting(bank, random), taught, RECOMMENDED))
    known = replace(bank, judged_difficulty=fit.difficulty.reshape(bank.difficulty.shape))
    sitting, scale = Sitting(known, random), replace(UNFITTED, prior=fit.prior)
    right = truth.answers(rng, second, bank)
    said = outcome(cohort_checked(sitting, right, RECOMMENDED, scale), RECOMMENDED)
    of_level, _, _ = level_directed(sitting, second, right, scale)
    mean, general, own = fit.prior.mean, fit.prior.general_sd, fit.prior.own_sd
    return {
        PRIOR_FITTED: {"mean": mean, "general_sd": general, "own_sd": own},
        OF_KS: figures(said, second),
        OF_LEVEL: of_level,
    }


def _fit(bank: truth.Bank, ends: Sequence[Checked]) -> Fit:
    rows, items = bank.difficulty.shape
    given = [
        (who, CODES.index(answer.competency) * items + answer.item_id, answer.score)
        for who, end in enumerate(ends)
        for past in end.pasts
        for answer in past.answers
    ]
    who, item, score = (np.array(column) for column in zip(*given, strict=True))
    return fitted(
        ItemPriors(
            bank=np.repeat(np.arange(rows), items),
            chance=bank.stated_chance.ravel(),
            difficulty=bank.judged_difficulty.ravel(),
            sd=np.full(rows * items, truth.JUDGE_NOISE),
        ),
        Responses(who, item, score),
    )
