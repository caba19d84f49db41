"""Joint draws of theta from the posterior: one set answers every claim about one trainee.

Stratified in G and a Latin hypercube in the competencies (McKay, Beckman & Conover 1979), which
for claims about means needs fewer draws than independent ones. The strata come from a hash, not
from a random number generator, so that the same evidence gives the same claim on every machine
and with every version of numpy.
"""

import hashlib
from functools import lru_cache
from statistics import NormalDist

import numpy as np

from quizzes.mastery.bars import Bars
from quizzes.mastery.policy import DRAW_COUNT, DRAW_SEED
from quizzes.mastery.posterior import JointPosterior
from quizzes.mastery.rasch import FloatArray


def joint_draws(
    posterior: JointPosterior, count: int = DRAW_COUNT, seed: str = DRAW_SEED
) -> FloatArray:
    """Draws of theta, (count, n); columns in the order of the posterior's competencies."""
    lattice = posterior.grid
    size = posterior.likelihood.shape[0]
    uniforms = _uniforms(count, size, seed)
    theta = np.empty((count, size))
    upper = np.rint(np.cumsum(posterior.general) * count).astype(int)
    starts = np.concatenate(([0], upper[:-1]))
    for node, (start, end) in enumerate(zip(starts, upper, strict=True)):
        if end > start:
            shares = posterior.likelihood * lattice.kernel[node]
            theta[start:end] = _quantiles(uniforms[start:end], shares, lattice.edges)
    return theta


@lru_cache(maxsize=64)
def bar_draws(
    bars: Bars, competencies: tuple[str, ...], count: int = DRAW_COUNT, seed: str = DRAW_SEED
) -> FloatArray:
    """Draw by how much each bar stands too high or too low, in logits, (count, n).

    The first column of strata is the whole panel's: it moves all bars of one draw together.
    """
    strata = _uniforms(count, len(competencies) + 1, f"{seed}/bars")
    ranks = np.rint(strata * count - 0.5).astype(int)
    middles = (np.arange(count) + 0.5) / count
    normal = np.array([NormalDist().inv_cdf(middle) for middle in middles])[ranks]
    own = np.array([bars.bar(code).error for code in competencies])
    shifts: FloatArray = bars.common_error * normal[:, :1] + own * normal[:, 1:]
    shifts.setflags(write=False)
    return shifts


def _quantiles(uniforms: FloatArray, weights: FloatArray, edges: FloatArray) -> FloatArray:
    """Invert the distributions in the rows of `weights`, linear within a cell."""
    size, cells = weights.shape
    levels = np.zeros((size, cells + 1))
    np.cumsum(weights, axis=1, out=levels[:, 1:])
    levels /= levels[:, -1:]
    # Row r lies in [r, r + 1], so that one sorted array serves all rows in one search.
    offsets = np.arange(size)
    ladder = (levels[:, 1:] + offsets[:, None]).ravel()
    place = np.searchsorted(ladder, uniforms + offsets)
    place = np.clip(place - offsets * cells, 0, cells - 1)
    below = levels[offsets, place]
    within = (uniforms - below) / np.maximum(levels[offsets, place + 1] - below, 1e-300)
    result: FloatArray = edges[place] + np.clip(within, 0.0, 1.0) * (edges[1] - edges[0])
    return result


@lru_cache(maxsize=8)
def _uniforms(count: int, size: int, seed: str) -> FloatArray:
    """One permutation of the mid-points of `count` strata for each column."""
    octets = hashlib.shake_256(seed.encode()).digest(8 * count * size)
    keys = np.frombuffer(octets, dtype="<u8").reshape(size, count)
    order = np.argsort(keys, axis=1, kind="stable")
    strata: FloatArray = np.ascontiguousarray((order.T + 0.5) / count)
    strata.setflags(write=False)
    return strata
