"""Ageing: the stated P_t against the true share, when truth decays at paces nobody knows."""

from collections.abc import Sequence

import numpy as np

from benchmarks.measuring import truth
from benchmarks.measuring.outcomes import Figures, share
from quizzes.mastery.crossing import above_edges
from quizzes.mastery.estimation import Measurement
from quizzes.mastery.policy import AGEING_DAYS, AGEING_RATE

DAYS = (30, 90, 180, 365)
TRUE_RATES = (0.15, 0.25, 0.40)  # slower, as fast, and faster than the product believes


def ageing(
    rng: np.random.Generator, measured: Sequence[Measurement], theta: truth.Floats
) -> dict[str, dict[str, Figures]]:
    """Compare P_t with the share still above the bar: rule → days → figures."""
    result: dict[str, dict[str, Figures]] = {}
    for rate in TRUE_RATES:
        seed = int(rng.integers(2**32))  # the same pace of each trainee on every day
        for days in DAYS:
            still = truth.forgotten(np.random.default_rng(seed), theta, days, rate) >= 0.0
            stated = np.array([_stated(each, days) for each in measured])
            off, error = share(stated - still, np.ones_like(still))
            result.setdefault(f"ageing, true rate {rate:.2f}", {})[f"{days} days"] = {
                "days": float(days),
                "stated": float(stated.mean()),
                "true": float(still.mean()),
                "stated_minus_true": off,
                "stated_minus_true_se": error,
            }
    return result


def _stated(measured: Measurement, days: float) -> truth.Floats:
    """P_t of every competency of one trainee."""
    bar = AGEING_RATE * np.log1p(days / AGEING_DAYS)
    posterior = measured.posterior
    above = above_edges(posterior.grid, measured.bars, measured.competencies)
    shares = (posterior.marginal[:, None, :] @ above)[:, 0, :]
    return np.array([np.interp(bar, posterior.grid.edges, row) for row in shares])
