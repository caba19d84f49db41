"""In which of the joint draws each block of a standard holds."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from quizzes.mastery.estimation import Measurement
from quizzes.mastery.policy import (
    CLAIM_MINIMUM_ITEMS,
    DOMAIN_CHANCE,
    DOMAIN_CUT,
    GAP_SHARE,
    GAP_THETA,
)
from quizzes.mastery.rasch import FloatArray

BoolArray: TypeAlias = NDArray[np.bool_]

# The difficulty of the domain's items: those whose bar is .80 at theta = 0.
_DOMAIN_DIFFICULTY = -float(np.log((DOMAIN_CUT - DOMAIN_CHANCE) / (1.0 - DOMAIN_CUT)))


@dataclass(frozen=True, slots=True)
class BlockScope:
    """The K/S that one block of a task asks for at one level."""

    duty: str
    task: str
    level: int
    competencies: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """One trainee, and what of a standard can be asked."""

    measured: Measurement
    assessable: Mapping[str, int]  # code → the highest level that an item supports
    critical: frozenset[str]
    thin: Mapping[int, frozenset[str]]  # by level: asked less often than a claim needs

    @classmethod
    def of(
        cls,
        measured: Measurement,
        blocks: Sequence[BlockScope],
        assessable: Mapping[str, int],
        critical: Collection[str],
    ) -> "Standing":
        """Put together what the claims about these blocks need."""
        thin = {
            level: frozenset(
                code
                for code in measured.competencies
                if measured.answered_for(code, level) < CLAIM_MINIMUM_ITEMS
            )
            for level in {block.level for block in blocks}
        }
        return cls(measured, assessable, frozenset(critical), thin)

    def is_assessable(self, code: str, level: int) -> bool:
        """Tell whether an item that supports the level can be asked."""
        return self.assessable.get(code, 0) >= level

    def is_answered(self, codes: Collection[str]) -> bool:
        """Tell whether anything that counts was answered on these."""
        return any(self.measured.estimates[code].answered for code in codes)


def held_blocks(
    standing: Standing, theta: FloatArray, blocks: Sequence[BlockScope]
) -> tuple[BoolArray, BoolArray]:
    """Tell of each draw and block whether its rule is met, (draws, blocks) twice.

    `theta` is in logits above the bar of the highest level. The second answer is for the best
    that may still come: every competency that was asked too little fully mastered. A block
    without items is met.
    """
    measured = standing.measured
    holds = np.zeros((theta.shape[0], len(blocks)), dtype=bool)
    at_best = np.zeros_like(holds)
    for level in {block.level for block in blocks}:
        columns = [index for index, block in enumerate(blocks) if block.level == level]
        bars = np.array([measured.bars.bar(code).at(level) for code in measured.competencies])
        thin = np.array([code in standing.thin[level] for code in measured.competencies])
        asked = _asked(standing, [blocks[index] for index in columns], level)
        above = theta - bars
        score, gap = domain_score(above), (above <= GAP_THETA).astype(np.float64)
        holds[:, columns] = _met(standing, asked, score, gap)
        score[:, thin], gap[:, thin] = 1.0, 0.0
        at_best[:, columns] = _met(standing, asked, score, gap) if thin.any() else holds[:, columns]
    return holds, at_best


def domain_score(theta: FloatArray) -> FloatArray:
    """Give the share right of a four-option bank whose bar is .80, at theta."""
    score: FloatArray = DOMAIN_CHANCE + (1.0 - DOMAIN_CHANCE) / (
        1.0 + np.exp(_DOMAIN_DIFFICULTY - theta)
    )
    return score


def _asked(standing: Standing, blocks: Sequence[BlockScope], level: int) -> FloatArray:
    """(competencies, blocks): 1 where a block asks for what can be asked at its level."""
    row = {code: index for index, code in enumerate(standing.measured.competencies)}
    asked = np.zeros((len(row), len(blocks)))
    for column, block in enumerate(blocks):
        asked[[row[c] for c in block.competencies if standing.is_assessable(c, level)], column] = (
            1.0
        )
    return asked


def _met(standing: Standing, asked: FloatArray, score: FloatArray, gap: FloatArray) -> BoolArray:
    codes = standing.measured.competencies
    essential = asked * np.array([[code in standing.critical] for code in codes])
    size = asked.sum(axis=0)
    enough = score @ asked >= DOMAIN_CUT * size - 1e-9
    few_gaps = gap @ asked <= np.floor(GAP_SHARE * size + 1e-9)
    met: BoolArray = enough & few_gaps & (gap @ essential == 0.0)
    return met
