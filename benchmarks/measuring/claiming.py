"""How often the claims of tasks, of level 3 and of the standard are right."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from benchmarks.measuring import truth
from benchmarks.measuring.outcomes import Figures, Flags, share, stated_figures
from benchmarks.measuring.playing import CODES
from quizzes.mastery.estimation import Measurement
from quizzes.mastery.evidence import HIGHEST_LEVEL
from quizzes.mastery.holding import BlockScope
from quizzes.mastery.rollup import Claim, ClaimScope, ClaimStatus, claims

LEVEL = "3"
MEMBERS = truth.tasks(np.random.default_rng(7))
BLOCKS = tuple(
    BlockScope(
        f"T{number % truth.DUTIES + 1}",
        f"T{number % truth.DUTIES + 1}.{number}",
        3 if number < truth.LEVEL_3_TASKS else 4,
        tuple(CODES[index] for index in each),
    )
    for number, each in enumerate(MEMBERS)
)


@dataclass(frozen=True)
class Said:
    """What was claimed of every trainee and what is true, each (trainees, claims)."""

    ready: Flags
    not_yet: Flags
    stated: truth.Floats
    true: Flags


def claimed(measured: Sequence[Measurement], theta: truth.Floats) -> dict[str, Said]:
    """Claim all that may be claimed of a cohort: scope → what was said and what is true."""
    assessable = dict.fromkeys(CODES, HIGHEST_LEVEL)
    made = [claims(each, BLOCKS, assessable=assessable) for each in measured]
    true = np.array([truth.holds(theta, each) for each in MEMBERS]).T
    scopes = (
        ("task", ClaimScope.TASK, None, true),
        ("level 3", ClaimScope.LEVEL, LEVEL, all_hold(true[:, : truth.LEVEL_3_TASKS])),
        ("standard", ClaimScope.STANDARD, None, all_hold(true)),
    )
    return {
        name: said([[c for c in row if _is(c, scope, subject)] for row in made], holds)
        for name, scope, subject, holds in scopes
    }


def said(made: Sequence[Sequence[Claim]], true: Flags) -> Said:
    """Put the claims of a cohort, a row for each trainee, beside the truth."""
    return Said(
        ready=np.array([[c.status is ClaimStatus.READY for c in row] for row in made]),
        not_yet=np.array([[c.status is ClaimStatus.NOT_YET for c in row] for row in made]),
        stated=np.array([[c.probability for c in row] for row in made], dtype=float),
        true=true,
    )


def claim_figures(said: Said) -> Figures:
    """Give FC, FF, FDR and what a claim states; `expected_FDR` is what the reader is told."""
    everyone = np.ones_like(said.true)
    undecided = ~said.ready & ~said.not_yet
    result: Figures = {"share_true": float(said.true.mean())}
    for name, event, among in (
        ("FC", said.ready, ~said.true),
        ("FF", ~said.ready, said.true),
        ("FDR", ~said.true, said.ready),
        ("false_not_yet", said.not_yet, said.true),
        ("undecided", undecided, everyone),
    ):
        result[name], result[f"{name}_se"] = share(event, among)
    result["expected_FDR"] = share(1.0 - said.stated, said.ready)[0]
    return result | stated_figures(said.stated, said.true)


def all_hold(parts: Flags) -> Flags:
    """Tell for each trainee whether all parts hold, as one column."""
    whole: Flags = parts.all(axis=1, keepdims=True)
    return whole


def _is(claim: Claim, scope: ClaimScope, subject: str | None) -> bool:
    return claim.scope is scope and subject in (None, claim.subject)
