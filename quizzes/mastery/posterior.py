"""The joint posterior of one trainee over all competencies, exact on a grid.

theta_c = mean + general_sd * G + own_sd * U_c: given G the competencies are independent
(Holzinger & Swineford 1937, the two-factor case with one factor per competency), so that

    L_c(theta) = prod of P^(w x) (1 - P)^(w (1 - x)) over the answers on c,
    M_c(g)     = sum over theta of K[g, theta] L_c(theta),
    p(g | all) ∝ w_g prod over c of M_c(g),
    p(theta_c | all) = L_c(theta) * sum over g of p(g | all) K[g, theta] / M_c(g).

The second factor of the last line is the *outlook*: what everything but c's own answers says of
theta_c. As long as only c's answers change it stays as it is, and one product updates c.

A partial score x between 0 and 1 is a fractional exponent (the Bernoulli quasi-likelihood of
Papke & Wooldridge 1996); an answer of weight w counts as the w-th part of an answer.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from quizzes.mastery.evidence import Evidence
from quizzes.mastery.policy import GENERAL_NODES, GENERAL_REACH, THETA_CELLS, THETA_REACH, Prior
from quizzes.mastery.rasch import FloatArray, probability_right


@dataclass(frozen=True, slots=True, eq=False)
class Grid:
    """Nodes and weights of one prior; n_g values of G, n_t cells of theta."""

    theta: FloatArray  # (n_t) centres of the cells
    edges: FloatArray  # (n_t + 1)
    general: FloatArray  # (n_g)
    general_weight: FloatArray  # (n_g)
    kernel: FloatArray  # (n_g, n_t): P(theta | G = g)
    guard: FloatArray  # (n_t): the prior of one competency alone


@dataclass(frozen=True, slots=True, eq=False)
class JointPosterior:
    """What all answers say of G and of each competency, n rows in the order they were given."""

    grid: Grid
    likelihood: FloatArray  # (n, n_t), the largest of each row is 1
    general: FloatArray  # (n_g): p(g | all)
    given_general: FloatArray  # (n, n_g): M_c(g)
    outlook: FloatArray  # (n, n_t): p(theta_c | all but c's own answers), rows sum to 1

    @property
    def marginal(self) -> FloatArray:
        """p(theta_c | all), (n, n_t), rows sum to 1."""
        return normalised(self.outlook * self.likelihood)


@lru_cache(maxsize=64)
def grid(prior: Prior) -> Grid:
    """Lay out the grid of one prior, once."""
    edges = np.linspace(-THETA_REACH, THETA_REACH, THETA_CELLS + 1)
    theta = (edges[1:] + edges[:-1]) / 2.0
    general = np.linspace(-GENERAL_REACH, GENERAL_REACH, GENERAL_NODES)
    centre = prior.mean + prior.general_sd * general[:, None]
    result = Grid(
        theta=theta,
        edges=edges,
        general=general,
        general_weight=normalised(np.exp(-0.5 * general**2)),
        kernel=normalised(np.exp(-0.5 * ((theta - centre) / prior.own_sd) ** 2)),
        guard=normalised(np.exp(-0.5 * (theta / prior.guard_sd) ** 2)),
    )
    for array in (theta, edges, general, result.general_weight, result.kernel, result.guard):
        array.setflags(write=False)
    return result


def normalised(weights: FloatArray) -> FloatArray:
    """Scale weights to sum to 1 along the last axis."""
    total: FloatArray = weights.sum(axis=-1, keepdims=True)
    return weights / total


def likelihoods(evidence: Sequence[Evidence], theta: FloatArray) -> FloatArray:
    """L_c(theta) for each competency, (n, n_t), scaled so that the largest of each row is 1."""
    rows = [
        (row, each.answer.score, each.weight, each.answer.difficulty, each.answer.chance)
        for row, one in enumerate(evidence)
        for each in one.answers
        if each.weight > 0.0
    ]
    logarithm = np.zeros((len(evidence), theta.size))
    if rows:
        columns = np.array(rows, dtype=np.float64).T[:, :, None]
        score, weight, difficulty, chance = columns[1:]
        right = probability_right(theta, difficulty, chance)
        terms = weight * (score * np.log(right) + (1.0 - score) * np.log1p(-right))
        answered, starts = np.unique(columns[0, :, 0].astype(np.intp), return_index=True)
        logarithm[answered] = np.add.reduceat(terms, starts, axis=0)
    scaled: FloatArray = np.exp(logarithm - logarithm.max(axis=1, keepdims=True, initial=-np.inf))
    return scaled


def joint_posterior(likelihood: FloatArray, grid: Grid) -> JointPosterior:
    """Combine the likelihoods of all competencies of one trainee."""
    given_general = likelihood @ grid.kernel.T
    logarithm = np.log(grid.general_weight) + np.log(given_general).sum(axis=0)
    general = normalised(np.exp(logarithm - logarithm.max()))
    outlook = normalised((general / given_general) @ grid.kernel)
    return JointPosterior(grid, likelihood, general, given_general, outlook)
