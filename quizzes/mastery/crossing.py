"""How likely theta lies above a bar that is itself only known with an error."""

from functools import lru_cache
from math import erf, exp, pi, sqrt

import numpy as np

from quizzes.mastery.bars import Bars
from quizzes.mastery.posterior import Grid
from quizzes.mastery.rasch import FloatArray


@lru_cache(maxsize=64)
def above_edges(grid: Grid, bars: Bars, competencies: tuple[str, ...]) -> FloatArray:
    """P(theta > edge + error * Z) for theta in each cell, (n, n_t, n_t + 1), Z standard normal.

    The last axis runs over the edges of the grid; the bar at theta = 0 is the one in the middle.
    """
    errors = [bars.error(code) for code in competencies]
    known = {error: _above(grid, error) for error in set(errors)}
    stacked = np.array([known[error] for error in errors])
    stacked.setflags(write=False)
    return stacked


def _above(grid: Grid, error: float) -> FloatArray:
    """One table; it depends only on how many cells lie between theta and the edge."""
    cells = grid.theta.size
    width = float(grid.edges[1] - grid.edges[0])
    steps = [_mean_above(step * width, width, error) for step in range(-cells, cells)]
    between = np.arange(cells)[:, None] - np.arange(cells + 1)[None, :]
    table: FloatArray = np.array(steps)[between + cells]
    return table


def _mean_above(start: float, width: float, error: float) -> float:
    """Mean of P(x > error * Z) for x even over a cell that starts at `start`."""
    if error == 0.0:
        return float(start >= -width / 2.0)
    integral = _integral((start + width) / error) - _integral(start / error)
    return min(max(integral * error / width, 0.0), 1.0)


def _integral(z: float) -> float:
    """Give the integral of the normal distribution function up to z: z Phi(z) + phi(z)."""
    return z * 0.5 * (1.0 + erf(z / sqrt(2.0))) + exp(-0.5 * z * z) / sqrt(2.0 * pi)
