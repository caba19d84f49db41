"""Flaws of levels: what an item says that it supports, and what it was rated for."""

from collections.abc import Iterator
from itertools import pairwise
from statistics import mean

from curriculum.wording import Wording
from quizzes.items.content import HIGHEST_OF_RECALL, ItemAttributes
from quizzes.items.flaws.finding import Flaw, FlawLevel


def level_flaws(attributes: ItemAttributes) -> Iterator[Flaw]:
    """Yield recall that claims too high a level, and ratings that fall as the level rises."""
    if attributes.is_recall and attributes.own_level > HIGHEST_OF_RECALL:
        yield Flaw(
            "recall_level",
            FlawLevel.ERROR,
            "level",
            Wording(
                zh=f"記憶題最高只能支持第 {HIGHEST_OF_RECALL} 級",
                en=f"A recall item supports level {HIGHEST_OF_RECALL} at most",
            ),
        )
    means = [(level, mean(shares)) for level, shares in sorted(attributes.angoff.items())]
    for (lower, of_lower), (higher, of_higher) in pairwise(means):
        if of_lower > of_higher:
            yield _falling(lower, of_lower, higher, of_higher)
            return


def _falling(lower: int, of_lower: float, higher: int, of_higher: float) -> Flaw:
    low, high = f"{of_lower:.0%}", f"{of_higher:.0%}"
    return Flaw(
        "falling_ratings",
        FlawLevel.WARNING,
        "angoff",
        Wording(
            zh=f"照評定看，第 {lower} 級的人反而比第 {higher} 級的人更常答對",
            en=f"The ratings say that level {lower} gets it right more often than level {higher}",
        ),
        Wording(zh=f"{low}／{high}", en=f"{low} / {high}"),
    )
