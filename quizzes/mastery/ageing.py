"""Ageing: with time the bar rises, and a claim once proven asks to be proven again.

P_t = P(theta > κ ln(1 + days / 30)), κ = .25, days since the last evidence (Arthur et al. 1998:
skills not used decay with the logarithm of time). Nothing that was certified is withdrawn by it.
"""

import math
from datetime import date, timedelta

import numpy as np

from quizzes.mastery.policy import AGEING_DAYS, AGEING_HORIZON_DAYS, AGEING_RATE
from quizzes.mastery.rasch import FloatArray


def falls_below_on(
    marginal: FloatArray, edges: FloatArray, bound: float, last_evidence_on: date
) -> date | None:
    """Find the first day on which P_t is below the bound.

    None where P is below it from the start, and beyond ten years.
    """
    shares = shares_above(marginal)
    bar = float(np.interp(bound, shares[::-1], edges[::-1]))
    if bar < 0.0:
        return None
    days = AGEING_DAYS * math.expm1(bar / AGEING_RATE)
    if days >= AGEING_HORIZON_DAYS:
        return None
    return last_evidence_on + timedelta(days=math.floor(days) + 1)


def shares_above(marginal: FloatArray) -> FloatArray:
    """P(theta > edge) for each edge, from 1 down to 0, along the last axis."""
    above = np.zeros((*marginal.shape[:-1], marginal.shape[-1] + 1))
    np.cumsum(marginal[..., ::-1], axis=-1, out=above[..., -2::-1])
    return above
