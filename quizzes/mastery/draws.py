"""Joint draws of theta from the posterior: one set answers every claim about one trainee.

Stratified in G and a Latin hypercube in the competencies (McKay, Beckman & Conover 1979), which
for claims about means needs fewer draws than independent ones: `BLOCKS` equal shares of p(G), and
within each the same number of equal shares of each competency, put together by chance. The chance
comes from a hash, not from a random number generator, so that the same evidence gives the same
claim on every machine and with every version of numpy.
"""

import hashlib
from functools import lru_cache
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from quizzes.mastery.bars import Bars
from quizzes.mastery.policy import DRAW_BLOCKS, DRAW_COUNT, DRAW_SEED
from quizzes.mastery.posterior import JointPosterior
from quizzes.mastery.rasch import FloatArray


def joint_draws(
    posterior: JointPosterior, count: int = DRAW_COUNT, seed: str = DRAW_SEED
) -> FloatArray:
    """Draws of theta, (count, n); columns in the order of the posterior's competencies."""
    size, each = posterior.likelihood.shape[0], count // DRAW_BLOCKS
    kernel = _kernel_of_shares(posterior)
    weights = posterior.likelihood[None, :, :] * kernel[:, None, :]
    ordered = _quantiles(weights.reshape(DRAW_BLOCKS * size, -1), posterior.grid.edges, each)
    # (blocks, n, each) in ascending order; each competency of a block in an order of its own.
    mixed = np.take_along_axis(
        ordered.reshape(DRAW_BLOCKS, size, each), _orders(count, size, seed), axis=2
    )
    theta: FloatArray = mixed.transpose(0, 2, 1).reshape(count, size).copy()
    return theta


def _kernel_of_shares(posterior: JointPosterior) -> FloatArray:
    """P(theta | G) in the middle of each of the equal shares of p(G), (blocks, n_t).

    Between two nodes of G the kernel is a mixture of theirs.
    """
    kernel = posterior.grid.kernel
    level = np.cumsum(posterior.general)
    nodes = np.arange(level.size, dtype=np.float64)
    middles = (np.arange(DRAW_BLOCKS) + 0.5) / DRAW_BLOCKS
    # A node's mass lies evenly around it, half a step to each side.
    edges = np.concatenate(([0.0], level))
    place = np.interp(middles, edges, np.concatenate((nodes - 0.5, [nodes[-1] + 0.5])))
    place = np.clip(place, 0.0, nodes[-1])
    below = np.minimum(place.astype(np.intp), level.size - 2)
    share = (place - below)[:, None]
    mixture: FloatArray = (1.0 - share) * kernel[below] + share * kernel[below + 1]
    return mixture


def _quantiles(weights: FloatArray, edges: FloatArray, each: int) -> FloatArray:
    """Give the middles of `each` equal shares of every row's distribution, ascending.

    Theta lies evenly within a cell.
    """
    rows, cells = weights.shape
    levels = np.cumsum(weights, axis=1)
    levels *= each / levels[:, -1:]
    upto = (levels + 0.5).astype(np.int32)  # how many middles lie below each upper edge
    upto[:, -1] = each
    counts = upto.copy()
    counts[:, 1:] -= upto[:, :-1]
    place = np.repeat(np.arange(rows * cells, dtype=np.int32), counts.ravel())
    cell = place % cells
    flat = levels.ravel()
    start = flat[place - 1]
    start[cell == 0] = 0.0
    middles = np.tile(np.arange(each) + 0.5, rows)
    within = (middles - start) / np.maximum(flat[place] - start, 1e-300)
    found: FloatArray = edges[cell] + np.clip(within, 0.0, 1.0) * (edges[1] - edges[0])
    return found.reshape(rows, each)


@lru_cache(maxsize=8)
def _orders(count: int, size: int, seed: str) -> NDArray[np.intp]:
    """Give one order of the shares for each competency of each block, (blocks, n, each)."""
    keys = _keys(count * size, seed).reshape(DRAW_BLOCKS, size, count // DRAW_BLOCKS)
    orders: NDArray[np.intp] = np.argsort(keys, axis=2, kind="stable")
    orders.setflags(write=False)
    return orders


@lru_cache(maxsize=64)
def bar_draws(
    bars: Bars, competencies: tuple[str, ...], count: int = DRAW_COUNT, seed: str = DRAW_SEED
) -> FloatArray:
    """Draw by how much each bar stands too high or too low, in logits, (count, n).

    Equal shares of the normal distribution in an order of its own for the whole panel, which
    moves all bars of one draw together, and for each bar.
    """
    width = len(competencies) + 1
    keys = _keys(count * width, f"{seed}/bars").reshape(width, count)
    order = np.argsort(keys, axis=1, kind="stable").T
    middles = ((np.arange(count) + 0.5) / count).tolist()
    normal = np.array([NormalDist().inv_cdf(middle) for middle in middles])[order]
    own = np.array([bars.bar(code).error for code in competencies])
    shifts: FloatArray = bars.common_error * normal[:, :1] + own * normal[:, 1:]
    shifts.setflags(write=False)
    return shifts


def _keys(count: int, seed: str) -> NDArray[np.uint64]:
    octets = hashlib.shake_256(seed.encode()).digest(8 * count)
    return np.frombuffer(octets, dtype="<u8")
