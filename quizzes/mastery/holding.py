"""In which of the joint draws each block of a standard holds."""

from collections.abc import Collection, Iterable, Mapping, Sequence
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
    standing: Standing, draws: Iterable[FloatArray], blocks: Sequence[BlockScope]
) -> tuple[BoolArray, BoolArray]:
    """Tell of each draw and block whether its rule is met, (draws, blocks) twice.

    The draws come in portions, in logits above the bar of the highest level. The second answer is
    for the best that may still come: every competency that was asked too little fully mastered. A
    block without items is met.
    """
    demands = [_Demand.of(standing, blocks, level) for level in {b.level for b in blocks}]
    portions = [_held(demands, theta, len(blocks)) for theta in draws]
    holds, at_best = zip(*portions, strict=True)
    return np.concatenate(holds), np.concatenate(at_best)


def _held(
    demands: Sequence["_Demand"], theta: FloatArray, count: int
) -> tuple[BoolArray, BoolArray]:
    holds = np.zeros((theta.shape[0], count), dtype=bool)
    at_best = np.zeros_like(holds)
    for demand in demands:
        above = theta - demand.bars
        score, gap = domain_score(above), (above <= GAP_THETA).astype(np.float64)
        at_best[:, demand.columns] = holds[:, demand.columns] = demand.met(score, gap)
        if demand.thin.any():
            score[:, demand.thin], gap[:, demand.thin] = 1.0, 0.0
            at_best[:, demand.columns] = demand.met(score, gap)
    return holds, at_best


@dataclass(frozen=True, slots=True, eq=False)
class _Demand:
    """What the blocks of one level ask for: m of all blocks, n competencies."""

    columns: Sequence[int]  # (m): which blocks they are
    bars: FloatArray  # (n): logits above the bar of the highest level
    thin: BoolArray  # (n): asked less often than a claim needs
    asked: FloatArray  # (n, m): 1 where a block asks for what can be asked at the level
    essential: FloatArray  # (n, m): the same of critical competencies

    @classmethod
    def of(cls, standing: Standing, blocks: Sequence[BlockScope], level: int) -> "_Demand":
        measured = standing.measured
        codes = measured.competencies
        row = {code: index for index, code in enumerate(codes)}
        columns = [index for index, block in enumerate(blocks) if block.level == level]
        asked = np.zeros((len(codes), len(columns)))
        for column, index in enumerate(columns):
            wanted = blocks[index].competencies
            asked[[row[c] for c in wanted if standing.is_assessable(c, level)], column] = 1.0
        return cls(
            columns=columns,
            bars=np.array([measured.bars.bar(code).at(level) for code in codes]),
            thin=np.array([code in standing.thin[level] for code in codes]),
            asked=asked,
            essential=asked * np.array([[code in standing.critical] for code in codes]),
        )

    def met(self, score: FloatArray, gap: FloatArray) -> BoolArray:
        """Tell of each draw and block whether enough is mastered, and without a gap too many."""
        size = self.asked.sum(axis=0)
        enough = score @ self.asked >= DOMAIN_CUT * size - 1e-9
        few_gaps = gap @ self.asked <= np.floor(GAP_SHARE * size + 1e-9)
        met: BoolArray = enough & few_gaps & (gap @ self.essential == 0.0)
        return met


def domain_score(theta: FloatArray) -> FloatArray:
    """Give the share right of a four-option bank whose bar is .80, at theta."""
    score: FloatArray = DOMAIN_CHANCE + (1.0 - DOMAIN_CHANCE) / (
        1.0 + np.exp(_DOMAIN_DIFFICULTY - theta)
    )
    return score
