"""The response model: Rasch with a fixed chance of guessing, anchored at the bar (theta = 0)."""

import math
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

FloatArray: TypeAlias = NDArray[np.float64]


def probability_right(theta: FloatArray, difficulty: FloatArray, chance: FloatArray) -> FloatArray:
    """P(right | theta) = c + (1 - c) / (1 + exp(b - theta)), for arrays that broadcast.

    Birnbaum (1968) with slope 1 and c fixed by the item's kind; kept a hair inside (0, 1) so
    that its logarithm is finite.
    """
    right = chance + (1.0 - chance) / (1.0 + np.exp(difficulty - theta))
    return np.clip(right, 1e-9, 1.0 - 1e-9)


def probability_right_at_the_bar(difficulty: float, chance: float) -> float:
    """P(right) of the trainee who just deserves it (theta = 0): the Angoff rating read back."""
    return chance + (1.0 - chance) / (1.0 + math.exp(difficulty))


def information_at_the_bar(difficulty: float, chance: float) -> float:
    """Fisher information of one item at theta = 0: P'² / (P (1 - P)) (Lord 1980, §5)."""
    logistic = 1.0 / (1.0 + math.exp(difficulty))
    right = chance + (1.0 - chance) * logistic
    slope = (1.0 - chance) * logistic * (1.0 - logistic)
    return slope * slope / (right * (1.0 - right))
