"""The rules by which other platforms and the literature call a competency mastered.

Each takes what was right in the order asked, (…, items), and asks as many of them as the rule
wants; whoever it has not certified when nothing is left to ask is not certified.
"""

from collections.abc import Callable
from functools import partial
from math import comb, log
from typing import TypeAlias

import numpy as np

from benchmarks.measuring.outcomes import Flags, Outcome
from benchmarks.measuring.truth import Floats

Rule: TypeAlias = Callable[[Flags], Outcome]


def percentage(right: Flags, items: int, cut: float = 0.8) -> Outcome:
    """Pass a share of a fixed number of items: the passing grade of Moodle and of most courses."""
    passed = right[..., :items].sum(axis=-1) >= np.ceil(cut * items - 1e-9)
    return Outcome(passed, ~passed, np.full(passed.shape, float(items)))


def best_of(right: Flags, attempts: int, items: int) -> Outcome:
    """Pass any of several attempts: Moodle's and Canvas's grading by the highest attempt.

    Each attempt meets other items, which is kinder to the rule than to repeat the same ones.
    """
    marks = [right[..., n * items : (n + 1) * items] for n in range(attempts)]
    passed = np.stack([percentage(each, items).certified for each in marks], axis=-1)
    ended = _first(passed)
    return Outcome(ended.certified, ~ended.certified, ended.items * items)


def streak(right: Flags, length: int) -> Outcome:
    """So many right in a row: Khan Academy's first rule (Hu 2011), ASSISTments' skill builders."""
    run = np.zeros(right.shape[:-1], dtype=int)
    reached = np.zeros(right.shape, dtype=bool)
    for n in range(right.shape[-1]):
        run = np.where(right[..., n], run + 1, 0)
        reached[..., n] = run >= length
    return _first(reached)


def m_of_n(right: Flags, wanted: int, window: int) -> Outcome:
    """Reach so many right among the last few: the mastery model of Kolibri's exercises."""
    total = np.cumsum(right, axis=-1)
    before = np.zeros_like(total)
    before[..., window:] = total[..., :-window]
    return _first(total - before >= wanted)


def decaying_average(
    right: Flags, assessments: int = 3, items: int = 4, newest: float = 0.65, cut: float = 0.8
) -> Outcome:
    """Weigh the newest assessment 65 % and the mean of the others 35 %: Canvas's default.

    Canvas Guides, "What calculation methods are available for outcomes?"; an assessment is a
    quiz of four items, mastery a share of .80.
    """
    asked = right[..., : assessments * items]
    scores = asked.reshape(*right.shape[:-1], assessments, items).mean(axis=-1)
    average = newest * scores[..., -1] + (1.0 - newest) * scores[..., :-1].mean(axis=-1)
    passed = average >= cut - 1e-9
    return Outcome(passed, ~passed, np.full(passed.shape, float(assessments * items)))


def beta_binomial(
    right: Flags, share: float = 0.8, certain: float = 0.85, minimum: int = 5
) -> Outcome:
    """P(share right >= .8) from one competency alone under a flat prior (Novick & Lewis 1974)."""
    asked = right.shape[-1]
    tail = np.array(
        [
            [_beta_tail(min(k, n), max(n - k, 0), share) for k in range(asked + 1)]
            for n in range(1, asked + 1)
        ]
    )
    stated = tail[np.arange(asked), np.cumsum(right, axis=-1)]
    may_end = np.arange(1, asked + 1) >= minimum
    return _sequential(stated, (stated >= certain) & may_end, (stated <= 1.0 - certain) & may_end)


def knowledge_tracing(
    right: Flags,
    known: float = 0.5,
    learn: float = 0.1,
    slip: float = 0.1,
    guess: float = 0.25,
) -> Outcome:
    """Bayesian knowledge tracing, mastered at P(known) >= .95 (Corbett & Anderson 1995).

    Unfitted: an even start, a slip of .1, the chance of four options as guess, learning .1 a step.
    """
    stated = np.empty(right.shape)
    belief = np.full(right.shape[:-1], known)
    for n in range(right.shape[-1]):
        if_known = np.where(right[..., n], 1.0 - slip, slip)
        if_not = np.where(right[..., n], guess, 1.0 - guess)
        belief = belief * if_known / (belief * if_known + (1.0 - belief) * if_not)
        belief = belief + (1.0 - belief) * learn
        stated[..., n] = belief
    return _sequential(stated, stated >= 0.95, np.zeros(right.shape, dtype=bool))


def elo(
    right: Flags, difficulty: Floats, chance: Floats, items: int = 10, start: float = 0.0
) -> Outcome:
    """Elo with a step that shrinks, 1 / (1 + .05 n); mastered at or above the bar after ten items.

    Pelánek (2016), with the guessing term of its multiple-choice form; theta = 0 is the bar, and
    the difficulties, (competencies, items), are the judges'.
    """
    theta = np.full(right.shape[:-1], start)
    for n in range(items):
        expected = chance[..., n] + (1.0 - chance[..., n]) / (
            1.0 + np.exp(difficulty[..., n] - theta)
        )
        theta = theta + (right[..., n] - expected) / (1.0 + 0.05 * n)
    passed = theta >= 0.0
    return Outcome(passed, ~passed, np.full(passed.shape, float(items)))


def probability_ratio(
    right: Flags, below: float = 0.65, above: float = 0.90, error: float = 0.1
) -> Outcome:
    """Wald's sequential test (1945) between two shares right, as Ferguson (1969) tested mastery."""
    steps = np.where(right, log(above / below), log((1.0 - above) / (1.0 - below)))
    ratio, bound = np.cumsum(steps, axis=-1), log((1.0 - error) / error)
    return _sequential(None, ratio >= bound, ratio <= -bound)


RULES: dict[str, Rule] = {
    "80 % of 8": partial(percentage, items=8),
    "80 % of 10": partial(percentage, items=10),
    "80 % of 12": partial(percentage, items=12),
    "best of 3 at 80 % of 10": partial(best_of, attempts=3, items=10),
    "3 in a row": partial(streak, length=3),
    "5 in a row": partial(streak, length=5),
    "8 of the last 10": partial(m_of_n, wanted=8, window=10),
    "decaying average 65/35": decaying_average,
    "Beta-Binomial": beta_binomial,
    "BKT": knowledge_tracing,
    "SPRT": probability_ratio,
}


def _beta_tail(right: int, wrong: int, share: float) -> float:
    """P(p >= share) under Beta(right + 1, wrong + 1): a binomial sum (Johnson et al. 1995, §25)."""
    trials = right + wrong + 1
    return sum(comb(trials, k) * share**k * (1.0 - share) ** (trials - k) for k in range(right + 1))


def _first(reached: Flags) -> Outcome:
    """Stop where a rule that never says "not yet" is reached first."""
    certified = reached.any(axis=-1)
    items = np.where(certified, reached.argmax(axis=-1) + 1, reached.shape[-1])
    return Outcome(certified, np.zeros_like(certified), items.astype(float))


def _sequential(stated: Floats | None, mastered: Flags, not_yet: Flags) -> Outcome:
    """Stop at the first item after which a rule decides either way; else it stays undecided."""
    ended = _first(mastered | not_yet)
    last = (ended.items - 1).astype(int)[..., None]
    return Outcome(
        np.take_along_axis(mastered, last, axis=-1)[..., 0],
        np.take_along_axis(not_yet, last, axis=-1)[..., 0],
        ended.items,
        None if stated is None else np.take_along_axis(stated, last, axis=-1)[..., 0],
    )
