"""From competencies to claims about blocks, tasks, duties, levels and the whole standard.

A block holds when the mean domain score over its K/S is at least .80 and at most one in ten of
them is a clear gap (none among nine or fewer; a critical one never). A task holds when each of
its blocks does, a duty when each of its tasks does, a level when each block of it and of the
levels below does, the standard when each block does. P(claim) is the share of the joint draws in
which it holds (Lewis & Sheehan 1990: the decision is about the profile, not about each part).
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from quizzes.mastery.draws import joint_draws
from quizzes.mastery.estimation import Measurement
from quizzes.mastery.policy import (
    CLAIM_MINIMUM_ITEMS,
    CLAIM_NOT_YET_TO,
    CLAIM_READY_FROM,
    DOMAIN_CHANCE,
    DOMAIN_CUT,
    GAP_SHARE,
    GAP_THETA,
)
from quizzes.mastery.rasch import FloatArray

BoolArray: TypeAlias = NDArray[np.bool_]

# The difficulty of the domain's items: those whose bar is .80 at theta = 0.
_DOMAIN_DIFFICULTY = -float(np.log((DOMAIN_CUT - DOMAIN_CHANCE) / (1.0 - DOMAIN_CUT)))


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
class BlockScope:
    """The K/S that one block of a task asks for at one level."""

    duty: str
    task: str
    level: int
    competencies: tuple[str, ...]


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


def claims(
    measured: Measurement,
    blocks: Sequence[BlockScope],
    *,
    assessable: Collection[str],
    critical: Collection[str] = (),
) -> tuple[Claim, ...]:
    """Every claim about one trainee, from one set of draws; only assessable K/S are counted."""
    askable, essential = frozenset(assessable), frozenset(critical)
    theta = joint_draws(measured.posterior)
    thin = frozenset(
        code
        for code in measured.competencies
        if measured.estimates[code].answered < CLAIM_MINIMUM_ITEMS
    )
    holds = _holds(theta, measured.competencies, blocks, askable, essential)
    perfect = np.where([code in thin for code in measured.competencies], np.inf, theta)
    at_best = _holds(perfect, measured.competencies, blocks, askable, essential)
    return tuple(
        _claim(
            scope,
            subject,
            [blocks[index] for index in members],
            _Standing(measured, askable, thin),
            (_share(holds, members), _share(at_best, members)),
        )
        for (scope, subject), members in _members(blocks).items()
    )


def domain_score(theta: FloatArray) -> FloatArray:
    """Give the share right of a four-option bank whose bar is .80, at theta."""
    score: FloatArray = DOMAIN_CHANCE + (1.0 - DOMAIN_CHANCE) / (
        1.0 + np.exp(_DOMAIN_DIFFICULTY - theta)
    )
    return score


def expected_false_certifications(probabilities: Collection[float]) -> float:
    """How many of those declared ready are expected not to be: the sum of 1 - P."""
    return sum(1.0 - probability for probability in probabilities)


def expected_false_discovery_rate(probabilities: Collection[float]) -> float | None:
    """Give the expected share of false ones among those declared ready; None when nobody is."""
    if not probabilities:
        return None
    return expected_false_certifications(probabilities) / len(probabilities)


def _holds(
    theta: FloatArray,
    competencies: Sequence[str],
    blocks: Sequence[BlockScope],
    assessable: frozenset[str],
    critical: frozenset[str],
) -> BoolArray:
    """(draws, blocks): whether the block's rule is met; a block without items is met."""
    column = {code: index for index, code in enumerate(competencies)}
    member = np.zeros((len(competencies), len(blocks)))
    for number, block in enumerate(blocks):
        member[[column[code] for code in block.competencies if code in assessable], number] = 1.0
    essential = member * np.array([[code in critical] for code in competencies])
    size = member.sum(axis=0)
    gap = (theta <= GAP_THETA).astype(np.float64)
    enough = domain_score(theta) @ member >= DOMAIN_CUT * size - 1e-9
    few_gaps = gap @ member <= np.floor(GAP_SHARE * size + 1e-9)
    met: BoolArray = enough & few_gaps & (gap @ essential == 0.0)
    return met


def _members(blocks: Sequence[BlockScope]) -> dict[tuple[ClaimScope, str], list[int]]:
    """Which blocks each claim rests on."""
    result: dict[tuple[ClaimScope, str], list[int]] = {}
    for index, block in enumerate(blocks):
        for scope, subject in (
            (ClaimScope.BLOCK, f"{block.task}/{block.level}"),
            (ClaimScope.TASK, block.task),
            (ClaimScope.DUTY, block.duty),
        ):
            result.setdefault((scope, subject), []).append(index)
    for level in sorted({block.level for block in blocks}):
        result[ClaimScope.LEVEL, str(level)] = [
            index for index, block in enumerate(blocks) if block.level <= level
        ]
    if blocks:
        result[ClaimScope.STANDARD, ""] = list(range(len(blocks)))
    return result


def _share(holds: BoolArray, members: Sequence[int]) -> float:
    return float(holds[:, members].all(axis=1).mean())


@dataclass(frozen=True, slots=True)
class _Standing:
    measured: Measurement
    assessable: frozenset[str]
    thin: frozenset[str]

    def is_answered(self, competencies: Collection[str]) -> bool:
        return any(self.measured.estimates[code].answered for code in competencies)


def _claim(
    scope: ClaimScope,
    subject: str,
    blocks: Sequence[BlockScope],
    standing: _Standing,
    shares: tuple[float, float],
) -> Claim:
    codes = tuple(dict.fromkeys(code for block in blocks for code in block.competencies))
    asked = [code for code in codes if code in standing.assessable]
    lacking = tuple(code for code in codes if code not in standing.assessable)
    thin = tuple(code for code in asked if code in standing.thin)
    status = (
        _status(*shares, is_thin=bool(thin), lacks_items=bool(lacking))
        if standing.is_answered(asked)
        else ClaimStatus.NOT_ASSESSED
    )
    if not asked:
        return Claim(scope, subject, None, ClaimStatus.NO_ITEMS, codes, lacking, thin)
    return Claim(scope, subject, shares[0], status, codes, lacking, thin)


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
