"""Trainees and banks whose truth is known, made without any code of the estimator.

Truth has a structure the estimator does not know: a general factor (.85), one for each duty (.25)
and an own part (.59). Items differ in discrimination and in how far guessing helps; the judges'
difficulty is the true one at the bar with an error of half a logit.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

GENERAL, DUTY, OWN = 0.85, 0.25, 0.59
COMPETENCIES, DUTIES, TASKS, LEVEL_3_TASKS = 54, 3, 13, 5
JUDGE_NOISE = 0.5
BAR, BAR_SPREAD = 0.78, 0.5  # share right at the bar: middle and spread in logits over items
CLEAR_GAP = -0.87  # a domain score of .65 when the bar is .80
CLEAR_MASTERY = 0.86  # a domain score of .90
PANEL_BIAS = 0.3  # sd over panels of how far all judges of one set the bar off, in logits
GAIN, GAIN_SPREAD = 0.8, 0.4  # what study of one gap adds to its theta, in logits
FORGETTING_DAYS = 30.0  # theta falls with ln(1 + days / 30) (Arthur et al. 1998)


@dataclass(frozen=True)
class Bank:
    """Items of every competency, (competencies, items): what is true and what the judges say."""

    slope: Floats
    difficulty: Floats
    chance: Floats
    judged_difficulty: Floats
    stated_chance: Floats


def bank(rng: np.random.Generator, items: int, panel_bias: float = 0.0) -> Bank:
    """Make a bank: nine in ten items have four options, the others leave nothing to guess.

    A panel biased by d logits believes the just competent trainee d logits better than the bar.
    """
    shape = (COMPETENCIES, items)
    stated = np.where(rng.random(shape) < 0.1, 0.0, 0.25)
    chance = np.where(stated > 0.0, rng.uniform(0.2, 0.3, shape), 0.0)
    slope = np.exp(rng.normal(0.1, 0.25, shape))
    logit = np.log(BAR / (1.0 - BAR)) + rng.normal(0.0, BAR_SPREAD, shape)
    at_bar = np.maximum(1.0 / (1.0 + np.exp(-logit)), 0.35)
    difficulty = -np.log((at_bar - chance) / (1.0 - at_bar)) / slope
    exact = -np.log((at_bar - stated) / (1.0 - at_bar))
    judged = np.clip(exact - panel_bias + rng.normal(0.0, JUDGE_NOISE, shape), -3.0, 3.0)
    return Bank(slope, difficulty, chance, judged, stated)


def part_of(bank: Bank, items: Sequence[int]) -> Bank:
    """Return the bank of some of the items."""
    return Bank(*(getattr(bank, field.name)[:, items] for field in fields(bank)))


def cohort(rng: np.random.Generator, size: int, share_mastered: float) -> Floats:
    """Draw each trainee's true theta in each competency; the given share is above the bar.

    The general factor is stratified: a cohort holds the weak and the strong in their shares.
    """
    normal = NormalDist()
    middle = normal.inv_cdf(share_mastered) * float(np.sqrt(GENERAL**2 + DUTY**2 + OWN**2))
    duty = rng.normal(size=(size, DUTIES))[:, np.arange(COMPETENCIES) % DUTIES]
    strata = [normal.inv_cdf((number + 0.5) / size) for number in range(size)]
    general = rng.permutation(strata)[:, None]
    own = rng.normal(size=(size, COMPETENCIES))
    return middle + GENERAL * general + DUTY * duty + OWN * own


def studied(rng: np.random.Generator, theta: Floats, subjects: NDArray[np.bool_]) -> Floats:
    """Let theta rise where something was studied; nobody unlearns by it."""
    gain = np.maximum(rng.normal(GAIN, GAIN_SPREAD, theta.shape), 0.0)
    return np.where(subjects, theta + gain, theta)


def forgotten(rng: np.random.Generator, theta: Floats, days: float, rate: float) -> Floats:
    """Let theta fall by rate * ln(1 + days / 30) on average; each forgets at a pace of his own."""
    pace = rng.gamma(4.0, rate / 4.0, theta.shape)
    decayed: Floats = theta - pace * np.log1p(days / FORGETTING_DAYS)
    return decayed


def answers(rng: np.random.Generator, theta: Floats, bank: Bank) -> NDArray[np.bool_]:
    """Whether each trainee gets each item right, (trainees, competencies, items)."""
    logistic = 1.0 / (1.0 + np.exp(-bank.slope * (theta[:, :, None] - bank.difficulty)))
    right: NDArray[np.bool_] = rng.random(logistic.shape) < (
        bank.chance + (1.0 - bank.chance) * logistic
    )
    return right


def tasks(rng: np.random.Generator) -> list[NDArray[np.intp]]:
    """Choose the competencies of each task; the level 3 tasks use 24 of them, all tasks use all."""
    level_3 = [np.arange(24)[n::LEVEL_3_TASKS] for n in range(LEVEL_3_TASKS)]
    level_4 = [np.arange(24, 54)[n :: TASKS - LEVEL_3_TASKS] for n in range(TASKS - LEVEL_3_TASKS)]
    shared = [rng.choice(24, 4, replace=False) for _ in range(TASKS)]
    return [np.union1d(own, more) for own, more in zip(level_3 + level_4, shared, strict=True)]


def holds(theta: Floats, members: NDArray[np.intp]) -> NDArray[np.bool_]:
    """Whether the claim of one task is true: mean domain score at least .80, no clear gap."""
    own = theta[:, members]
    domain = 0.25 + 0.75 / (1.0 + np.exp(-(own + np.log(0.55 / 0.20))))
    gaps = (own <= CLEAR_GAP).sum(axis=1)
    result: NDArray[np.bool_] = (domain.mean(axis=1) >= 0.80) & (gaps <= len(members) // 10)
    return result
