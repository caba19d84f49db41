"""Which item to ask next: the most informative at the bar, not always the same one."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from statistics import fmean

from quizzes.errors import NothingToAskError
from quizzes.mastery.policy import EXPOSURE_CAP, JUDGED_RELIABILITY, SELECTION_NOISE
from quizzes.mastery.rasch import information_at_the_bar


@dataclass(frozen=True, slots=True)
class Candidate:
    """An item that could be asked now."""

    item_id: int
    difficulty: float
    chance: float
    times_seen: int = 0  # by this trainee
    exposure: float = 0.0  # share of the active trainees that met it


def next_item(candidates: Sequence[Candidate], random: Random) -> Candidate:
    """Choose the next item; raises NothingToAskError when there is none.

    Unseen items first, then the least seen; within them those under the exposure cap where there
    are any; among these the largest log information at the bar plus Gumbel noise, which is a
    draw in proportion to information^(1 / noise) (Gumbel-max trick; Sympson & Hetter 1985 on why
    the best item must not always win). Difficulties are judged with error, so that each is taken
    nearer to their mean first (Kelley 1927): to choose the extremes would choose the errors.
    """
    if not candidates:
        raise NothingToAskError("這一項還沒有可以作答的題目。", "There is no item to ask yet.")
    fewest = min(candidate.times_seen for candidate in candidates)
    open_ones = [candidate for candidate in candidates if candidate.times_seen == fewest]
    spared = [candidate for candidate in open_ones if candidate.exposure <= EXPOSURE_CAP]
    pool = sorted(spared or open_ones, key=lambda candidate: candidate.item_id)
    centre = fmean(candidate.difficulty for candidate in pool)
    return max(pool, key=lambda candidate: _appeal(candidate, centre, random))


def _appeal(candidate: Candidate, centre: float, random: Random) -> float:
    difficulty = centre + JUDGED_RELIABILITY * (candidate.difficulty - centre)
    information = information_at_the_bar(difficulty, candidate.chance)
    uniform = 1.0 - random.random()
    gumbel = -math.log(-math.log(uniform) or 5e-324)
    return math.log(information) + SELECTION_NOISE * gumbel
