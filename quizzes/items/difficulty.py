"""How hard an item is before anybody has answered it: what its raters say."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import log, sqrt
from statistics import mean, median, variance

HARDEST = 3.0  # ratings say little beyond ±3 logits (Impara & Plake 1998)
ITEM_SD = 0.5  # of items around what a panel says of them, in logits
UNRATED_SD = 0.7


@dataclass(frozen=True, slots=True)
class Difficulty:
    """The b of the Rasch model in logits, 0 = the minimally competent trainee, and its prior sd."""

    b: float
    sd: float


def angoff_difficulty(rating: float, chance: float) -> float:
    """Return b = −ln((p − c)/(1 − p)), within ±3, from one Angoff rating p.

    Angoff 1971; the rating is the chance of a right answer at θ = 0 under Rasch with guessing c.
    """
    if rating <= chance:
        return HARDEST
    if rating >= 1:
        return -HARDEST
    return max(-HARDEST, min(HARDEST, -log((rating - chance) / (1 - rating))))


def prior_sd(ratings: Sequence[float], chance: float) -> float:
    """Return √(sd²/J + 0.5²) with the judges' sd in logits; 0.7 where there is no panel."""
    if len(ratings) < 2:
        return UNRATED_SD
    spread = variance([angoff_difficulty(rating, chance) for rating in ratings])
    return sqrt(spread / len(ratings) + ITEM_SD**2)


def item_difficulty(
    ratings: Sequence[float], chance: float, bank_median: float = 0.0
) -> Difficulty:
    """Return the difficulty of one item; unrated, it takes the median of its bank."""
    if not ratings:
        return Difficulty(bank_median, UNRATED_SD)
    b = angoff_difficulty(mean(ratings), chance)
    return Difficulty(b, prior_sd(ratings, chance))


def bank_median(rated: Sequence[tuple[Sequence[float], float]]) -> float:
    """Return the median b of the items that have ratings, each with its chance; 0 if none has."""
    known = [angoff_difficulty(mean(ratings), chance) for ratings, chance in rated if ratings]
    return median(known) if known else 0.0
