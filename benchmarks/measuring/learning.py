"""Learning between sittings: how fast the rule follows a truth that rises with study.

Whoever is not certified studies, which raises what was below the bar, and is checked again: by
the product's weights, and by the same rule with all answers weighing alike.
"""

from dataclasses import dataclass, replace
from datetime import timedelta
from random import Random

import numpy as np

from benchmarks.measuring import truth
from benchmarks.measuring.outcomes import Figures, Flags, share
from benchmarks.measuring.playing import (
    CODES,
    SHIPPED_BANK,
    START,
    UNFITTED,
    Checked,
    Sitting,
    cohort_checked,
    outcome,
)
from quizzes.mastery.evidence import Study, evidence
from quizzes.mastery.stopping import RECOMMENDED

SITTINGS = 3
WEEK = timedelta(days=7)
WEIGHTED, POOLED = "learning, product's weights", "learning, all answers alike"


@dataclass(frozen=True)
class Followed:
    """A cohort over its sittings; `asked` is what the last sitting asked."""

    ends: list[Checked]
    certified: Flags
    asked: truth.Floats


def learning(
    rng: np.random.Generator, random: Random, trainees: int, share_mastered: float
) -> dict[str, dict[str, Figures]]:
    """Follow one cohort through three sittings: rule → sitting → figures."""
    bank = truth.bank(rng, SHIPPED_BANK)
    theta = truth.cohort(rng, trainees, share_mastered)
    ends = cohort_checked(Sitting(bank, random), truth.answers(rng, theta, bank), RECOMMENDED)
    first = outcome(ends, RECOMMENDED)
    start = Followed(ends, first.certified, first.items)
    now = {WEIGHTED: start, POOLED: start}
    result = {name: {"sitting 1": _figures(start, theta, theta)} for name in now}
    for number in range(2, SITTINGS + 1):
        # Studied is what the rule has not certified: in both the same, so that truth is the same.
        risen = truth.studied(rng, theta, (theta < 0.0) & ~start.certified)
        right = truth.answers(rng, risen, bank)
        for name, before in now.items():
            sitting = Sitting(bank, random, START + (number - 1) * WEEK)
            now[name] = _followed(before, sitting, right, weighs=name == WEIGHTED)
            result[name][f"sitting {number}"] = _figures(now[name], theta, risen)
        theta = risen
    return result


def _followed(before: Followed, sitting: Sitting, right: Flags, *, weighs: bool) -> Followed:
    ends = [
        _checked_again(end, sitting, right[who], before.certified[who], weighs=weighs)
        for who, end in enumerate(before.ends)
    ]
    said = outcome(ends, RECOMMENDED)
    return Followed(ends, said.certified, said.items)


def _checked_again(
    end: Checked, sitting: Sitting, right: Flags, certified: Flags, *, weighs: bool
) -> Checked:
    """Study and check again whatever one trainee was not certified in."""
    found = {
        code: evidence(past.answers, past.studies)[code]
        for code, past in zip(CODES, end.pasts, strict=True)
    }
    measured, pasts, items = end.measured, list(end.pasts), np.zeros(len(CODES))
    for row in np.flatnonzero(~certified):
        code, past = CODES[row], pasts[row]
        if weighs:
            study = Study(code, sitting.at - timedelta(days=1), is_completion=True)
            past = replace(past, studies=(*past.studies, study))
        _, given = sitting.check(measured, int(row), right[row], RECOMMENDED, past)
        items[row] = len(given) - len(past.answers)
        pasts[row] = replace(past, answers=given)
        found[code] = evidence(given, past.studies)[code]
        measured = UNFITTED.measured(found)
    return Checked(measured, tuple(pasts), items)


def _figures(said: Followed, before: truth.Floats, now: truth.Floats) -> Figures:
    """FC and FF against the truth of the day; `FF_risen`: of those who came over the bar."""
    result: Figures = {}
    for name, event, among in (
        ("items", said.asked, np.ones_like(said.certified)),
        ("FC", said.certified, now < 0.0),
        ("FF", ~said.certified, now >= 0.0),
        ("FF_risen", ~said.certified, (now >= 0.0) & (before < 0.0)),
        ("FDR", now < 0.0, said.certified),
    ):
        result[name], result[f"{name}_se"] = share(event, among)
    return result
