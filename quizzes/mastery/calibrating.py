"""Difficulties and prior from answers: which items are harder, and how able people come.

Expectation–maximisation on the grid of the measurement (Bock & Aitkin 1981; with priors Mislevy
1986). Each step takes the posterior of every trainee in every competency, moves each difficulty by
one step of Fisher scoring towards its mode, and fits the prior to the posteriors. Data say which
items of a bank are harder than others; people say where the bar is: the mean b of the answered
items of a bank stays that of their ratings.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from quizzes.mastery.policy import (
    ANSWERS_TO_SEE_A_PRIOR,
    CALIBRATION_STEPS,
    HARDEST_CALIBRATED,
    PRIOR,
    TRAINEES_TO_FIT_A_PRIOR,
    Prior,
)
from quizzes.mastery.posterior import Grid, grid, normalised
from quizzes.mastery.rasch import FloatArray, probability_right

IndexArray = NDArray[np.intp]


@dataclass(frozen=True, slots=True, eq=False)
class ItemPriors:
    """The items of a standard before their answers are looked at, n of each."""

    bank: IndexArray  # which competency, 0…
    chance: FloatArray
    difficulty: FloatArray  # b by its ratings, logits
    sd: FloatArray  # of that b


@dataclass(frozen=True, slots=True, eq=False)
class Responses:
    """First answers: who, which item, with which score; one row an answer."""

    trainee: IndexArray  # 0…
    item: IndexArray  # index into the priors
    score: FloatArray  # 0…1


@dataclass(frozen=True, slots=True, eq=False)
class Fit:
    """What the answers say."""

    difficulty: FloatArray  # b of each item
    prior: Prior
    trainees: int  # whose answers speak for the prior; 0: it is the start


def fitted(
    items: ItemPriors, responses: Responses, start: Prior = PRIOR, steps: int = CALIBRATION_STEPS
) -> Fit:
    """Fit difficulties, and the prior where enough people answered enough.

    Without answers everything stays as rated.
    """
    people = int(responses.trainee.max(initial=-1)) + 1
    answered = np.bincount(responses.trainee, minlength=people)
    telling = answered >= ANSWERS_TO_SEE_A_PRIOR
    is_enough = int(telling.sum()) >= TRAINEES_TO_FIT_A_PRIOR
    banks = _banks(items, responses, people)
    difficulty, prior = items.difficulty.copy(), start
    for _ in range(steps if banks else 0):
        lattice = grid(prior)
        expected = _expectation(banks, difficulty, lattice)
        for bank in banks:
            difficulty[bank.rows] = bank.step(difficulty[bank.rows], lattice.theta, expected)
        if is_enough:
            prior = _fitted_prior(banks, expected, lattice, telling, prior)
    if not is_enough:
        return Fit(difficulty, start, 0)
    speaking = int(telling.sum())
    return Fit(difficulty, _drawn_to(start, prior, speaking), speaking)


@dataclass(slots=True, eq=False)
class _Expected:
    """Posteriors under the current figures."""

    general: FloatArray  # (people, n_g)
    theta: dict[int, FloatArray]  # bank → (people, n_t)
    given: dict[int, FloatArray]  # bank → E(theta | G), (people, n_g)


@dataclass(frozen=True, slots=True, eq=False)
class _Bank:
    """The answered items of one competency with the answers, as dense tables."""

    number: int
    rows: IndexArray  # (items)
    chance: FloatArray  # (items, 1)
    rated: FloatArray  # (items)
    sd: FloatArray  # (items)
    right: FloatArray  # (people, items): the score where answered, else 0
    wrong: FloatArray

    def step(self, b: FloatArray, theta: FloatArray, expected: _Expected) -> FloatArray:
        """Move each b one Fisher step towards its mode, and the bank back to its rated mean."""
        posterior = expected.theta[self.number]
        right, wrong = self.right.T @ posterior, self.wrong.T @ posterior
        p = probability_right(theta, b[:, None], self.chance)
        slope = (1.0 - p) * (p - self.chance) / (1.0 - self.chance)  # -dP/db
        pull = (slope * (wrong / (1.0 - p) - right / p)).sum(axis=1)
        information = ((right + wrong) * slope**2 / (p * (1.0 - p))).sum(axis=1)
        weight = 1.0 / self.sd**2
        moved = b + np.clip((pull + (self.rated - b) * weight) / (information + weight), -1.0, 1.0)
        moved += self.rated.mean() - moved.mean()
        within: FloatArray = np.clip(moved, -HARDEST_CALIBRATED, HARDEST_CALIBRATED)
        return within


def _banks(items: ItemPriors, responses: Responses, people: int) -> list[_Bank]:
    bank_of_answer = items.bank[responses.item]
    banks = []
    for number in np.unique(bank_of_answer):
        own = bank_of_answer == number
        rows, column = np.unique(responses.item[own], return_inverse=True)
        place = (responses.trainee[own], column)
        right, wrong = np.zeros((people, rows.size)), np.zeros((people, rows.size))
        right[place] = responses.score[own]
        wrong[place] = 1.0 - responses.score[own]
        chance = items.chance[rows][:, None]
        banks.append(
            _Bank(int(number), rows, chance, items.difficulty[rows], items.sd[rows], right, wrong)
        )
    return banks


def _expectation(banks: Sequence[_Bank], difficulty: FloatArray, lattice: Grid) -> _Expected:
    likelihood, given_general, mean_given = {}, {}, {}
    logarithm = np.log(lattice.general_weight)
    for bank in banks:
        p = probability_right(lattice.theta, difficulty[bank.rows][:, None], bank.chance)
        log_l = bank.right @ np.log(p) + bank.wrong @ np.log1p(-p)
        own = np.exp(log_l - log_l.max(axis=1, keepdims=True))
        m = own @ lattice.kernel.T
        likelihood[bank.number], given_general[bank.number] = own, m
        mean_given[bank.number] = (own * lattice.theta) @ lattice.kernel.T / m
        logarithm = logarithm + np.log(m)
    general = normalised(np.exp(logarithm - logarithm.max(axis=1, keepdims=True)))
    theta = {
        number: likelihood[number] * ((general / given_general[number]) @ lattice.kernel)
        for number in likelihood
    }
    return _Expected(general, theta, mean_given)


def _fitted_prior(
    banks: Sequence[_Bank],
    expected: _Expected,
    lattice: Grid,
    telling: NDArray[np.bool_],
    prior: Prior,
) -> Prior:
    """Regress theta on G over the competencies that each telling trainee answered.

    The M-step of a one-factor model (Rubin & Thayer 1982), on moments of the posterior; G is let
    free to have another mean and spread, which are then put into the prior (parameter-expanded
    EM, Liu, Rubin & Wu 1998: the mean converges in a few steps instead of hundreds).
    """
    g = lattice.general
    mean_g, mean_gg = expected.general @ g, expected.general @ g**2
    sums = np.zeros(6)
    for bank in banks:
        own = telling & ((bank.right + bank.wrong).sum(axis=1) > 0.0)
        theta = expected.theta[bank.number][own]
        with_g = (expected.general[own] * expected.given[bank.number][own]) @ g
        sums += [
            own.sum(),
            mean_g[own].sum(),
            mean_gg[own].sum(),
            (theta @ lattice.theta).sum(),
            with_g.sum(),
            (theta @ lattice.theta**2).sum(),
        ]
    n, s_g, s_gg, s_t, s_gt, s_tt = (sums / sums[0]).tolist()
    slope = (s_gt - s_g * s_t) / (s_gg - s_g**2)
    mean = s_t - slope * s_g
    rest = s_tt - n * mean * s_t - slope * s_gt
    centre = float(mean_g[telling].mean())
    spread = float(np.sqrt(mean_gg[telling].mean() - centre**2))
    mean, slope = mean + slope * centre, slope * spread
    return Prior(
        mean=float(np.clip(mean, -2.0, 2.0)),
        general_sd=float(np.clip(slope, 0.2, 2.0)),
        own_sd=float(np.clip(np.sqrt(max(rest, 0.0)), 0.3, 2.0)),
        guard_sd=prior.guard_sd,
    )


def _drawn_to(start: Prior, found: Prior, trainees: int) -> Prior:
    """Draw what few people say towards the start: it counts as much as `TRAINEES…` of them."""
    share = trainees / (trainees + TRAINEES_TO_FIT_A_PRIOR)

    def between(low: float, high: float) -> float:
        return low + share * (high - low)

    return Prior(
        mean=between(start.mean, found.mean),
        general_sd=between(start.general_sd, found.general_sd),
        own_sd=between(start.own_sd, found.own_sd),
        guard_sd=start.guard_sd,
    )
