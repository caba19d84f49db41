"""How far the judges of a panel agree, and which judgements are to be talked over.

Modified Angoff; the bounds are those of Hurtz & Hertz 1999 and Impara & Plake 1998 as used for
small panels: an item whose judges spread by more than .15, one outside .30–.95, a judge whose mean
is off the panel's by more than .10, and fewer than five judges.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import mean, stdev

SPREAD_AT_MOST = 0.15
LOWEST, HIGHEST = 0.30, 0.95
JUDGE_OFF_AT_MOST = 0.10
FEWEST_JUDGES = 5


@dataclass(frozen=True, slots=True)
class Agreement:
    """What the ratings of a panel say together; shares of 0…1."""

    items: int
    cut_score: float  # the mean of the items' means
    standard_error: float  # of the cut: sd over the judges' means / √J
    judge_means: Mapping[str, float]
    off_judges: tuple[str, ...]
    spread_items: tuple[str, ...]  # codes, the widest first
    extreme_items: tuple[str, ...]
    is_small: bool


def agreement(judges: Sequence[str], ratings: Mapping[str, Sequence[float]]) -> Agreement | None:
    """Return how a panel's ratings agree; item → one rating a judge. None without ratings."""
    if not ratings:
        return None
    columns = list(zip(*ratings.values(), strict=True))
    means = {judge: mean(column) for judge, column in zip(judges, columns, strict=True)}
    cut = mean(means.values())
    spreads = {code: stdev(values) for code, values in ratings.items() if len(values) > 1}
    wide = [code for code, spread in spreads.items() if spread > SPREAD_AT_MOST]
    return Agreement(
        items=len(ratings),
        cut_score=cut,
        standard_error=stdev(means.values()) / sqrt(len(means)) if len(means) > 1 else 0.0,
        judge_means=means,
        off_judges=tuple(j for j, own in means.items() if abs(own - cut) > JUDGE_OFF_AT_MOST),
        spread_items=tuple(sorted(wide, key=lambda code: (-spreads[code], code))),
        extreme_items=tuple(
            code for code, values in ratings.items() if not LOWEST <= mean(values) <= HIGHEST
        ),
        is_small=len(judges) < FEWEST_JUDGES,
    )
