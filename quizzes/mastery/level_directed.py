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
    levels: Mapping[str, int],
    with_items: Collection[str],
    supporting: Collection[str] | None = None,
) -> str | None:
    """Choose the competency to ask next among those that still have an item; None: there is none.

    `levels` tells at which level each is asked for, in order: only answers that support the level
    count towards the minimum, and a gap is one below the bar of that level. Of those asked too
    little the least asked comes first, as long as it has an item that supports its level
    (`supporting`; None: whatever has an item).
    """
    supported = with_items if supporting is None else supporting
    answered = {
        code: measured.answered_for(code, level)
        for code, level in levels.items()
        if code in supported
    }
    thinnest = min(answered, key=lambda code: answered[code], default=None)
    if thinnest is not None and answered[thinnest] < CLAIM_MINIMUM_ITEMS:
        return thinnest
    open_ones = [code for code in levels if code in with_items]
    return max(open_ones, key=lambda code: _doubt(measured, code, levels[code]), default=None)


def _doubt(measured: Measurement, code: str, level: int) -> float:
    """P(gap)(1 - P(gap)) of one competency."""
    posterior = measured.posterior
    row = measured.competencies.index(code)
    shares = posterior.outlook[row] * posterior.likelihood[row]
    is_gap = posterior.grid.theta - measured.bars.bar(code).at(level) <= GAP_THETA
    gap = float(shares[is_gap].sum() / shares.sum())
    return gap * (1.0 - gap)


def level_decision(claim: Claim, *, spent: int) -> Decision:
    """Decide whether to ask on; `spent` counts the items of all sittings of this quiz."""
    if claim.status in _SETTLED:
        return _SETTLED[claim.status]
    return Decision.UNDECIDED if spent >= LEVEL_BUDGET else Decision.ASK_ON
