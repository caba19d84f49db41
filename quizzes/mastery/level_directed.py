"""Deciding one level with few items: which competency to ask next, and when the quiz may end.

First every competency of the level is asked as often as a claim needs. From then on the next item
goes where it is least settled whether the competency is a clear gap, by P(gap)(1 - P(gap)): the
claim of a level fails by gaps far more often than by its mean (Lewis & Sheehan 1990 on deciding
about a profile; the choice is uncertainty sampling, Lewis & Gale 1994).
"""

from collections.abc import Collection, Sequence

import numpy as np

from quizzes.mastery.estimation import Measurement
from quizzes.mastery.holding import BlockScope
from quizzes.mastery.policy import CLAIM_MINIMUM_ITEMS, GAP_THETA, LEVEL_BUDGET
from quizzes.mastery.rollup import Claim, ClaimStatus
from quizzes.mastery.stopping import Decision

_SETTLED = {ClaimStatus.READY: Decision.MASTERED, ClaimStatus.NOT_YET: Decision.NOT_YET}


def level_competencies(blocks: Sequence[BlockScope], level: int) -> tuple[str, ...]:
    """Return the codes that a level and the levels below it ask for, in the order of the blocks."""
    return tuple(
        dict.fromkeys(
            code for block in blocks if block.level <= level for code in block.competencies
        )
    )


def next_competency(
    measured: Measurement, competencies: Sequence[str], with_items: Collection[str]
) -> str | None:
    """Choose the competency to ask next among those that still have an item; None: there is none.

    Of those asked too little the least asked comes first, in the order given.
    """
    open_ones = [code for code in competencies if code in with_items]
    if not open_ones:
        return None
    fewest = min(open_ones, key=lambda code: measured.estimates[code].answered)
    if measured.estimates[fewest].answered < CLAIM_MINIMUM_ITEMS:
        return fewest
    is_gap = measured.posterior.grid.theta <= GAP_THETA
    gap = (measured.posterior.marginal * is_gap).sum(axis=1)
    row = {code: index for index, code in enumerate(measured.competencies)}
    doubts = np.array([gap[row[code]] * (1.0 - gap[row[code]]) for code in open_ones])
    return open_ones[int(doubts.argmax())]


def level_decision(claim: Claim, *, spent: int) -> Decision:
    """Decide whether to ask on; `spent` counts the items of all sittings of this quiz."""
    if claim.status in _SETTLED:
        return _SETTLED[claim.status]
    return Decision.UNDECIDED if spent >= LEVEL_BUDGET else Decision.ASK_ON
