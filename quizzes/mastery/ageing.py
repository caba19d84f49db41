"""Ageing: with time the bar rises, and a claim once proven asks to be proven again.

P_t = P(theta > bar + κ ln(1 + days / 30)), κ = .25, days since the last evidence (Arthur et al.
1998: skills not used decay with the logarithm of time). Nothing that was certified is withdrawn.
"""

import math
from datetime import date, timedelta

import numpy as np

from quizzes.mastery.policy import AGEING_DAYS, AGEING_HORIZON_DAYS, AGEING_RATE
from quizzes.mastery.rasch import FloatArray


def falls_below_on(
    shares: FloatArray, edges: FloatArray, bound: float, last_evidence_on: date
) -> date | None:
    """Find the first day on which P_t is below the bound; `shares` are P(theta > edge).

    None where P is below it from the start, and beyond ten years.
    """
    bar = float(np.interp(bound, shares[::-1], edges[::-1]))
    if bar < 0.0:
        return None
    days = AGEING_DAYS * math.expm1(bar / AGEING_RATE)
    if days >= AGEING_HORIZON_DAYS:
        return None
    return last_evidence_on + timedelta(days=math.floor(days) + 1)
