"""Whether a check can still end in mastered: curtailment by looking ahead.

A check that cannot certify any more, not even with right answers only, spends its items on
nothing. Ending it there is curtailment (Finkelman 2008 for sequential mastery tests); what it
saves pays for a longer maximum, which those near the bar need.
"""

import numpy as np

from quizzes.items.difficulty import angoff_difficulty
from quizzes.mastery.estimation import Measurement
from quizzes.mastery.policy import DOMAIN_CHANCE
from quizzes.mastery.posterior import normalised
from quizzes.mastery.rasch import probability_right
from quizzes.mastery.stopping import RECOMMENDED, StoppingRule


def is_within_reach(
    measured: Measurement, competency: str, rule: StoppingRule = RECOMMENDED, *, asked: int
) -> bool:
    """Tell whether right answers alone would still certify before the rule's maximum.

    `rule` is the published one: a sitting that must end earlier, for want of items, is taken up
    by the next. `asked` is the number of items of this sitting. An item to come is taken to have
    four options and to be as hard as those that were answered. More right answers never lower P
    (the likelihood ratio grows with theta), so that to look at the last item is enough.
    """
    left = rule.max_items - asked
    if left <= 0:
        return False
    posterior = measured.posterior
    row = measured.competencies.index(competency)
    estimate = measured.estimates[competency]
    if estimate.answered == 0:
        return True
    share = estimate.expected_right / estimate.answered
    b = angoff_difficulty(share, DOMAIN_CHANCE)
    right = probability_right(posterior.grid.theta, np.array(b), np.array(DOMAIN_CHANCE))
    ahead = posterior.likelihood[row] * np.power(right / right.max(), left)
    probability, own = (
        float(measured.share_above_bar(row, normalised(prior * ahead)))
        for prior in (posterior.outlook[row], posterior.grid.guard)
    )
    return probability >= rule.mastered_from and own >= rule.own_from
