"""Ageing: with time the bar rises, and a claim once proven asks to be proven again.

P_t = P(theta > bar + κ ln(1 + days / 30)), κ = .25, days since the last evidence (Arthur et al.
1998: skills not used decay with the logarithm of time). Nothing that was certified is withdrawn.
"""

import math

import numpy as np

from quizzes.mastery.policy import AGEING_DAYS, AGEING_HORIZON_DAYS, AGEING_RATE
from quizzes.mastery.rasch import FloatArray


def days_until_below(shares: FloatArray, edges: FloatArray, bound: float) -> list[int | None]:
    """Count for each row the days from the last evidence to the first with P_t below the bound.

    A row of `shares` is P(theta > edge), falling. None where it is below the bound from the start,
    and beyond ten years.
    """
    rows = np.arange(shares.shape[0])
    right = np.clip((shares > bound).sum(axis=1), 1, edges.size - 1)  # first edge not above it
    left = right - 1
    slope = (edges[left] - edges[right]) / (shares[rows, left] - shares[rows, right])
    bars = edges[right] + slope * (bound - shares[rows, right])
    return [_days_to(bar) for bar in bars.tolist()]


def _days_to(bar: float) -> int | None:
    """Count the days until the bar has risen past this many logits."""
    if bar < 0.0:
        return None
    days = AGEING_DAYS * math.expm1(bar / AGEING_RATE)
    return math.floor(days) + 1 if days < AGEING_HORIZON_DAYS else None
