"""Joint draws of theta from the posterior: one set answers every claim about one trainee.

Stratified in G and a Latin hypercube in the competencies (McKay, Beckman & Conover 1979), which
for claims about means needs fewer draws than independent ones: `BLOCKS` equal shares of p(G), and
within each the same number of equal shares of each competency, put together by chance. The chance
comes from a hash, not from a random number generator, so that the same evidence gives the same
claim on every machine and with every version of numpy.
"""

import hashlib
from collections.abc import Iterator
from functools import lru_cache
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from quizzes.mastery.bars import Bars
from quizzes.mastery.policy import DRAW_BLOCKS, DRAW_COUNT, DRAW_SEED, THETA_CELLS
from quizzes.mastery.posterior import JointPosterior
from quizzes.mastery.rasch import FloatArray

PORTIONS = 5  # each a whole number of blocks, and small enough for a processor's cache


def joint_draws(
    posterior: JointPosterior, count: int = DRAW_COUNT, seed: str = DRAW_SEED
) -> Iterator[FloatArray]:
    """Yield draws of theta in portions, (count / `PORTIONS`, n), n in the posterior's order."""
    size, each = posterior.likelihood.shape[0], count // DRAW_BLOCKS
    kernels = np.split(_kernel_of_shares(posterior), PORTIONS)
    for kernel, order in zip(kernels, _orders(count, size, seed), strict=True):
        levels = np.zeros((kernel.shape[0], size, THETA_CELLS + 1))
        np.multiply(posterior.likelihood, kernel[:, None, :], out=levels[:, :, 1:])
        np.cumsum(levels, axis=2, out=levels)
        yield _quantiles(levels, posterior.grid.edges, each).take(order)


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


def _quantiles(levels: FloatArray, edges: FloatArray, each: int) -> FloatArray:
    """Give the middles of `each` equal shares of every distribution, ascending.

    `levels` are the distributions' values at the edges, (…, n_t + 1), the last of any size; theta
    lies evenly within a cell.
    """
    levels *= each / levels[..., -1:]
    upto = (levels + 0.5).astype(np.int32)  # how many middles lie below each edge
    upto[..., -1] = each
    rows = levels.size // edges.size
    lower, first, middles = _cells(rows, edges.size, each)
    place = np.repeat(lower, np.diff(upto, axis=-1).ravel())
    flat = levels.ravel()
    start = flat.take(place)
    width = flat[1:].take(place)
    width -= start
    np.maximum(width, 1e-300, out=width)
    within = middles - start
    within /= width
    np.clip(within, 0.0, 1.0, out=within)
    within *= edges[1] - edges[0]
    within += edges.take(place - first)
    return within


@lru_cache(maxsize=8)
def _cells(
    rows: int, edges: int, each: int
) -> tuple[NDArray[np.intp], NDArray[np.intp], FloatArray]:
    """Lay out distributions whose edges are numbered through: the lower edge of each cell.

    And for each share of a distribution its first edge, and the middle of the share.
    """
    numbers = np.arange(rows * edges).reshape(rows, edges)
    lower, first = numbers[:, :-1].ravel(), np.repeat(numbers[:, 0], each)
    return lower, first, np.tile(np.arange(each) + 0.5, rows)


@lru_cache(maxsize=8)
def _orders(count: int, size: int, seed: str) -> NDArray[np.intp]:
    """Give for each portion which of its shares each draw takes, (portions, …, n).

    The shares of a portion are numbered through: (blocks, n, each). Each competency of a block has
    an order of its own.
    """
    shape = DRAW_BLOCKS // PORTIONS, size, count // DRAW_BLOCKS
    keys = _keys(count * size, seed).reshape(PORTIONS, *shape)
    orders = np.argsort(keys, axis=3, kind="stable")
    orders += np.arange(shape[0] * size).reshape(*shape[:2], 1) * shape[2]
    taken: NDArray[np.intp] = orders.transpose(0, 1, 3, 2).reshape(PORTIONS, -1, size).copy()
    taken.setflags(write=False)
    return taken


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
