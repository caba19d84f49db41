"""From competencies to claims about blocks, tasks, duties, levels and the whole standard.

A block holds when the mean domain score over its K/S is at least .80 and at most one in ten of
them is a clear gap (none among nine or fewer; a critical one never). A task holds when each of
its blocks does, a duty when each of its tasks does, a level when each block of it and of the
levels below does, the standard when each block does. P(claim) is the share of the joint draws in
which it holds (Lewis & Sheehan 1990: the decision is about the profile, not about each part).

A block asks for the bar of its own level, and each draw puts the bars where the judges' standard
error lets them stand. Evidence for a level comes from items that can support it.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

import numpy as np

from quizzes.mastery.bars import Bars
from quizzes.mastery.draws import PORTIONS, bar_draws, joint_draws
from quizzes.mastery.estimation import Measurement
from quizzes.mastery.holding import BlockScope, BoolArray, Standing, held_blocks
from quizzes.mastery.policy import CLAIM_NOT_YET_TO, CLAIM_READY_FROM


class ClaimScope(StrEnum):
    """What a claim speaks of."""

    BLOCK = "block"
    TASK = "task"
    DUTY = "duty"
    LEVEL = "level"
    STANDARD = "standard"


class ClaimStatus(StrEnum):
    """What may be said of a claim."""

    READY = "ready"
    UNDECIDED = "undecided"
    NOT_YET = "not_yet"
    INSUFFICIENT_EVIDENCE = "insufficient_evidence"
    NO_ITEMS = "no_items"
    NOT_ASSESSED = "not_assessed"


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement about one trainee, with its probability."""

    scope: ClaimScope
    subject: str  # T1.2/4 (a block), T1.2, T1, 4, or nothing for the standard
    probability: float | None  # None: none of its competencies has an item
    status: ClaimStatus
    competencies: tuple[str, ...]
    without_items: tuple[str, ...]  # of them: nothing to ask, the claim can never be ready
    thin: tuple[str, ...]  # of them: asked less often than a claim needs
    shares_bar: bool = False  # a level whose bar is that of another one, until both are rated


def claims(
    measured: Measurement,
    blocks: Sequence[BlockScope],
    *,
    assessable: Mapping[str, int],
    critical: Collection[str] = (),
) -> tuple[Claim, ...]:
    """Every claim about one trainee, from one set of draws; only assessable K/S are counted.

    `assessable` gives for each code the highest level that an item which can be asked supports.
    """
    standing = Standing.of(measured, blocks, assessable, critical)
    shifts = np.split(bar_draws(measured.bars, measured.competencies), PORTIONS)
    drawn = zip(joint_draws(measured.posterior), shifts, strict=True)
    holds, at_best = held_blocks(standing, (theta - shift for theta, shift in drawn), blocks)
    subjects = subjects_of(tuple(blocks))
    shares = zip(_shares(holds, subjects), _shares(at_best, subjects), strict=True)
    made = [
        _claim(subject, standing, share) for subject, share in zip(subjects, shares, strict=True)
    ]
    sharing = _sharing_levels(measured.bars, tuple(blocks))
    return tuple(
        replace(claim, shares_bar=True)
        if claim.scope is ClaimScope.LEVEL and int(claim.subject) in sharing
        else claim
        for claim in made
    )


def expected_false_certifications(probabilities: Collection[float]) -> float:
    """How many of those declared ready are expected not to be: the sum of 1 - P."""
    return sum(1.0 - probability for probability in probabilities)


def expected_false_discovery_rate(probabilities: Collection[float]) -> float | None:
    """Give the expected share of false ones among those declared ready; None when nobody is."""
    if not probabilities:
        return None
    return expected_false_certifications(probabilities) / len(probabilities)


@dataclass(frozen=True, slots=True)
class Subject:
    """What one claim is about."""

    scope: ClaimScope
    name: str
    blocks: tuple[int, ...]  # those it rests on
    asked_at: Mapping[str, int]  # code → the highest level at which it is asked for

    def without_items(self, assessable: Mapping[str, int]) -> tuple[str, ...]:
        """Return what nothing can be asked on at the level of the claim."""
        return tuple(c for c, level in self.asked_at.items() if assessable.get(c, 0) < level)


@lru_cache(maxsize=8)
def subjects_of(blocks: tuple[BlockScope, ...]) -> tuple[Subject, ...]:
    """Everything that is claimed of these blocks."""
    rests_on: dict[tuple[ClaimScope, str], list[int]] = {}
    for index, block in enumerate(blocks):
        for key in (
            (ClaimScope.BLOCK, f"{block.task}/{block.level}"),
            (ClaimScope.TASK, block.task),
            (ClaimScope.DUTY, block.duty),
        ):
            rests_on.setdefault(key, []).append(index)
    for level in sorted({block.level for block in blocks}):
        rests_on[ClaimScope.LEVEL, str(level)] = [
            index for index, block in enumerate(blocks) if block.level <= level
        ]
    if blocks:
        rests_on[ClaimScope.STANDARD, ""] = list(range(len(blocks)))
    return tuple(
        Subject(*key, tuple(indices), _asked_at([blocks[index] for index in indices]))
        for key, indices in rests_on.items()
    )


def _asked_at(blocks: Sequence[BlockScope]) -> Mapping[str, int]:
    levels: dict[str, int] = {}
    for block in blocks:
        for code in block.competencies:
            levels[code] = max(levels.get(code, 0), block.level)
    return levels


def _shares(holds: BoolArray, subjects: Sequence[Subject]) -> list[float]:
    """Give for each claim the share of the draws in which all of its blocks hold."""
    rests_on = np.zeros((holds.shape[1], len(subjects)))
    for column, subject in enumerate(subjects):
        rests_on[list(subject.blocks), column] = 1.0
    failing = (~holds).astype(np.float64) @ rests_on
    shares: list[float] = (failing == 0.0).mean(axis=0).tolist()
    return shares


def _claim(subject: Subject, standing: Standing, shares: tuple[float, float]) -> Claim:
    scope, name, asked_at = subject.scope, subject.name, subject.asked_at
    codes, lacking = tuple(asked_at), subject.without_items(standing.assessable)
    asked = [code for code in codes if code not in lacking]
    thin = tuple(code for code in asked if code in standing.thin[asked_at[code]])
    status = (
        _status(*shares, is_thin=bool(thin), lacks_items=bool(lacking))
        if standing.is_answered(asked)
        else ClaimStatus.NOT_ASSESSED
    )
    if not asked:
        return Claim(scope, name, None, ClaimStatus.NO_ITEMS, codes, lacking, thin)
    return Claim(scope, name, shares[0], status, codes, lacking, thin)


@lru_cache(maxsize=64)
def _sharing_levels(bars: Bars, blocks: tuple[BlockScope, ...]) -> frozenset[int]:
    """Return the levels that ask for a competency with the bar that another level has for it."""
    levels: dict[str, set[int]] = {}
    for block in blocks:
        for code in block.competencies:
            levels.setdefault(code, set()).add(block.level)
    return frozenset(
        level
        for code, own in levels.items()
        for level in own
        for other in own - {level}
        if bars.bar(code).at(level) == bars.bar(code).at(other)
    )


def _status(share: float, at_best: float, *, is_thin: bool, lacks_items: bool) -> ClaimStatus:
    """Apply the published rule; `at_best` is P(claim) if all thin ones were fully mastered.

    Borrowing alone decides nothing: *ready* needs evidence on every competency of the claim, and
    *not yet* is said early only where no result of the missing ones could change it.
    """
    if at_best <= CLAIM_NOT_YET_TO:
        return ClaimStatus.NOT_YET
    if is_thin:
        return ClaimStatus.INSUFFICIENT_EVIDENCE
    if share < CLAIM_READY_FROM:
        return ClaimStatus.UNDECIDED
    return ClaimStatus.NO_ITEMS if lacks_items else ClaimStatus.READY
