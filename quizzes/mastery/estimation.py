"""What the evidence says of each competency: the mastery estimate."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import numpy as np

from quizzes.mastery.ageing import falls_below_on
from quizzes.mastery.evidence import Evidence
from quizzes.mastery.policy import CURRENT_FROM, LAPSED_BELOW, PRIOR, Prior
from quizzes.mastery.posterior import (
    Grid,
    JointPosterior,
    grid,
    joint_posterior,
    likelihoods,
    normalised,
)
from quizzes.mastery.rasch import FloatArray, probability_right_at_the_bar


@dataclass(frozen=True, slots=True)
class MasteryEstimate:
    """What is known of one trainee in one competency, on the day of the last evidence."""

    probability: float  # P(theta >= 0) from all answers of the trainee
    own_probability: float  # the same from the answers on this competency alone
    answered: int  # first exposures that count
    right: float  # the sum of their scores
    expected_right: float  # what one exactly at the bar would score on them
    mean: float  # of theta, in logits above the bar
    sd: float
    last_evidence_at: datetime | None
    review_due_on: date | None  # first day with P_t < .80; None: P is not .80 to begin with
    lapsed_on: date | None  # first day with P_t < .70


@dataclass(frozen=True, slots=True, eq=False)
class Measurement:
    """The joint posterior of one trainee and the estimate of each competency read from it."""

    competencies: tuple[str, ...]  # the order of the posterior's rows
    posterior: JointPosterior
    estimates: Mapping[str, MasteryEstimate]


def measurement(
    competencies: Sequence[str], evidence: Mapping[str, Evidence], prior: Prior = PRIOR
) -> Measurement:
    """Measure one trainee over the given competencies, those without an answer included."""
    ordered = [evidence.get(code) or Evidence(code) for code in competencies]
    lattice = grid(prior)
    posterior = joint_posterior(likelihoods(ordered, lattice.theta), lattice)
    made = _estimates(posterior.outlook, posterior.likelihood, ordered, lattice)
    return Measurement(tuple(competencies), posterior, dict(zip(competencies, made, strict=True)))


def renewed_estimate(measured: Measurement, evidence: Evidence) -> MasteryEstimate:
    """Estimate one competency again after more answers on it; exact for that competency.

    The others, which the new answers move a little through G, need a new measurement.
    """
    row = measured.competencies.index(evidence.competency)
    lattice = measured.posterior.grid
    likelihood = likelihoods([evidence], lattice.theta)
    outlook = measured.posterior.outlook[row : row + 1]
    return _estimates(outlook, likelihood, [evidence], lattice)[0]


def share_above_bar(marginal: FloatArray) -> FloatArray:
    """P(theta >= 0) of each row; the bar is the edge in the middle of the grid."""
    share: FloatArray = np.minimum(marginal[..., marginal.shape[-1] // 2 :].sum(axis=-1), 1.0)
    return share


def _estimates(
    outlook: FloatArray, likelihood: FloatArray, evidence: Sequence[Evidence], lattice: Grid
) -> list[MasteryEstimate]:
    marginal = normalised(outlook * likelihood)
    probability = share_above_bar(marginal)
    own = share_above_bar(normalised(lattice.guard * likelihood))
    mean = marginal @ lattice.theta
    sd = np.sqrt(np.maximum(marginal @ lattice.theta**2 - mean**2, 0.0))
    return [
        _estimate(one, marginal[row], lattice, figures)
        for row, (one, figures) in enumerate(
            zip(evidence, np.stack((probability, own, mean, sd), axis=1).tolist(), strict=True)
        )
    ]


def _estimate(
    evidence: Evidence, marginal: FloatArray, lattice: Grid, figures: Sequence[float]
) -> MasteryEstimate:
    probability, own, mean, sd = figures
    answers = [each.answer for each in evidence.counted]
    last = max((answer.answered_at for answer in answers), default=None)
    dates = (
        [falls_below_on(marginal, lattice.edges, b, last.date()) for b in _BOUNDS]
        if last
        else [None, None]
    )
    return MasteryEstimate(
        probability=probability,
        own_probability=own,
        answered=len(answers),
        right=sum(answer.score for answer in answers),
        expected_right=sum(
            probability_right_at_the_bar(answer.difficulty, answer.chance) for answer in answers
        ),
        mean=mean,
        sd=sd,
        last_evidence_at=last,
        review_due_on=dates[0],
        lapsed_on=dates[1],
    )


_BOUNDS = (CURRENT_FROM, LAPSED_BELOW)
