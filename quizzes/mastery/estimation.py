"""What the evidence says of each competency: the mastery estimate."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

import numpy as np

from quizzes.mastery.ageing import days_until_below
from quizzes.mastery.bars import EXACT_BARS, Bars
from quizzes.mastery.crossing import above_edges
from quizzes.mastery.evidence import RECOMMENDED_RULE, Evidence
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

    probability: float  # P(theta >= bar of the highest level) from all answers of the trainee
    own_probability: float  # the same from the answers on this competency alone
    answered: int  # first exposures that count
    right: float  # the sum of their scores
    expected_right: float  # what one exactly at the bar would score on them
    mean: float  # of theta, in logits above the bar
    sd: float
    last_evidence_at: datetime | None
    review_due_on: date | None  # first day with P_t < .80; None: P is not .80 to begin with
    lapsed_on: date | None  # first day with P_t < .70
    rule: str = RECOMMENDED_RULE  # the stopping rule that decides it


@dataclass(frozen=True, slots=True, eq=False)
class Measurement:
    """The joint posterior of one trainee and the estimate of each competency read from it."""

    competencies: tuple[str, ...]  # the order of the posterior's rows
    posterior: JointPosterior
    estimates: Mapping[str, MasteryEstimate]
    bars: Bars = EXACT_BARS
    levels: Mapping[str, Sequence[int]] = field(default_factory=dict)  # of the answers that count

    def answered_for(self, code: str, level: int) -> int:
        """Count the answers on a competency whose items can support a level."""
        return len([each for each in self.levels.get(code, ()) if each >= level])

    def share_above_bar(self, row: int, shares: FloatArray) -> FloatArray:
        """P(theta >= bar) where theta of the competency in a row has these shares of the cells."""
        above = above_edges(self.posterior.grid, self.bars, self.competencies)[row]
        result: FloatArray = np.minimum(shares @ above[:, above.shape[0] // 2], 1.0)
        return result


def measurement(
    competencies: Sequence[str],
    evidence: Mapping[str, Evidence],
    prior: Prior = PRIOR,
    bars: Bars = EXACT_BARS,
) -> Measurement:
    """Measure one trainee over the given competencies, those without an answer included."""
    codes = tuple(competencies)
    ordered = [evidence.get(code) or Evidence(code) for code in codes]
    lattice = grid(prior)
    posterior = joint_posterior(likelihoods(ordered, lattice.theta), lattice)
    above = above_edges(lattice, bars, codes)
    made = _estimates(posterior.outlook, posterior.likelihood, ordered, lattice, above)
    levels = {one.competency: [e.answer.level for e in one.counted] for one in ordered}
    return Measurement(codes, posterior, dict(zip(codes, made, strict=True)), bars, levels)


def renewed_estimate(measured: Measurement, evidence: Evidence) -> MasteryEstimate:
    """Estimate one competency again after more answers on it; exact for that competency.

    The others, which the new answers move a little through G, need a new measurement.
    """
    row = measured.competencies.index(evidence.competency)
    lattice = measured.posterior.grid
    likelihood = likelihoods([evidence], lattice.theta)
    only = slice(row, row + 1)
    above = above_edges(lattice, measured.bars, measured.competencies)[only]
    outlook = measured.posterior.outlook[only]
    return _estimates(outlook, likelihood, [evidence], lattice, above)[0]


def _estimates(
    outlook: FloatArray,
    likelihood: FloatArray,
    evidence: Sequence[Evidence],
    lattice: Grid,
    above: FloatArray,
) -> list[MasteryEstimate]:
    marginal = normalised(outlook * likelihood)
    shares = np.minimum((marginal[:, None, :] @ above)[:, 0, :], 1.0)
    bar = lattice.theta.size // 2
    own_shares = normalised(lattice.guard * likelihood)
    own = np.minimum((own_shares * above[:, :, bar]).sum(axis=1), 1.0)
    mean = marginal @ lattice.theta
    sd = np.sqrt(np.maximum(marginal @ lattice.theta**2 - mean**2, 0.0))
    figures = np.stack((shares[:, bar], own, mean, sd), axis=1).tolist()
    due, lapsed = (days_until_below(shares, lattice.edges, bound) for bound in _BOUNDS)
    made = zip(evidence, figures, due, lapsed, strict=True)
    return [_estimate(one, figure, *days) for one, figure, *days in made]


def _estimate(
    evidence: Evidence, figures: Sequence[float], due: int | None, lapsed: int | None
) -> MasteryEstimate:
    probability, own, mean, sd = figures
    answers = [each.answer for each in evidence.counted]
    last = max((answer.answered_at for answer in answers), default=None)
    return MasteryEstimate(
        probability=probability,
        own_probability=own,
        answered=len(answers),
        right=sum([answer.score for answer in answers]),
        expected_right=sum(
            [probability_right_at_the_bar(answer.difficulty, answer.chance) for answer in answers]
        ),
        mean=mean,
        sd=sd,
        last_evidence_at=last,
        review_due_on=_day(last, due),
        lapsed_on=_day(last, lapsed),
        rule=evidence.rule,
    )


def _day(last: datetime | None, days: int | None) -> date | None:
    return None if last is None or days is None else last.date() + timedelta(days=days)


_BOUNDS = (CURRENT_FROM, LAPSED_BELOW)
