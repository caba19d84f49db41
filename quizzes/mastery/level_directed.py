"""Deciding one level with few items: which competency to ask next, and when the quiz may end.

First every competency of the level is asked as often as a claim needs. From then on the next item
goes where it is least settled whether the competency is a clear gap, by P(gap)(1 - P(gap)): the
claim of a level fails by gaps far more often than by its mean (Lewis & Sheehan 1990 on deciding
about a profile; the choice is uncertainty sampling, Lewis & Gale 1994).
"""

from collections.abc import Collection, Mapping, Sequence

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
    measured: Measurement,
    competencies: Sequence[str],
    with_items: Collection[str],
    levels: Mapping[str, int] | None = None,
) -> str | None:
    """Choose the competency to ask next among those that still have an item; None: there is none.

    Of those asked too little the least asked comes first, in the order given. `levels` tells at
    which level a competency is asked for: a gap is then one below the bar of that level.
    """
    open_ones = [code for code in competencies if code in with_items]
    if not open_ones:
        return None
    fewest = min(open_ones, key=lambda code: measured.estimates[code].answered)
    if measured.estimates[fewest].answered < CLAIM_MINIMUM_ITEMS:
        return fewest
    at = levels or {}
    return max(open_ones, key=lambda code: _doubt(measured, code, at.get(code)))


def _doubt(measured: Measurement, code: str, level: int | None) -> float:
    """P(gap)(1 - P(gap)) of one competency."""
    posterior = measured.posterior
    row = measured.competencies.index(code)
    bar = 0.0 if level is None else measured.bars.bar(code).at(level)
    shares = posterior.outlook[row] * posterior.likelihood[row]
    gap = float(shares[posterior.grid.theta - bar <= GAP_THETA].sum() / shares.sum())
    return gap * (1.0 - gap)


def level_decision(claim: Claim, *, spent: int) -> Decision:
    """Decide whether to ask on; `spent` counts the items of all sittings of this quiz."""
    if claim.status in _SETTLED:
        return _SETTLED[claim.status]
    return Decision.UNDECIDED if spent >= LEVEL_BUDGET else Decision.ASK_ON
