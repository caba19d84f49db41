"""What may be asked in a sitting: which items of the bank, and how many of them at most."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from itertools import groupby
from random import Random
from typing import TYPE_CHECKING

from quizzes.blueprints.pools import check_maximum, check_pool, practice_pool
from quizzes.delivery.terms import Purpose
from quizzes.items.queries import PublishedItem
from quizzes.mastery.calibration import Calibration
from quizzes.mastery.selection import Candidate, next_item
from quizzes.mastery.stopping import RULES, StoppingRule

if TYPE_CHECKING:
    from quizzes.delivery.models import Attempt


def askable(
    published: Sequence[PublishedItem], *, purpose: Purpose, met: Collection[int]
) -> list[PublishedItem]:
    """Return the items that a quiz of this purpose may put to one who has met some of them."""
    allowed: set[int] = set()
    for bank in _banks(published):
        allowed |= practice_pool(bank, met) if purpose is Purpose.PRACTICE else check_pool(bank)
    return [item for item in published if item.item_id in allowed]


def most_asked(
    published: Sequence[PublishedItem], *, purpose: Purpose, minimum: int, maximum: int
) -> int:
    """Return how many items one sitting puts at most, within the bounds that its quiz sets."""
    if purpose is not Purpose.MODULE_CHECK:
        return min(maximum, len(askable(published, purpose=purpose, met=())))
    return check_maximum({item.item_id for item in published}, minimum=minimum, maximum=maximum)


def may_check(published: Sequence[PublishedItem], met: Collection[int]) -> bool:
    """Tell whether an adaptive quiz has an item left that this trainee has not met."""
    allowed = askable(published, purpose=Purpose.MODULE_CHECK, met=met)
    return any(item.item_id not in met for item in allowed)


def most_telling(
    fresh: Sequence[PublishedItem], code: str, calibration: Calibration, random: Random
) -> PublishedItem:
    """Choose the most informative of some items of a competency that a trainee has not met."""
    candidates = [
        Candidate(
            item.item_id,
            calibration.difficulty(item.version_id, item.difficulty, code, item.level),
            item.chance,
            exposure=calibration.exposures.get(item.version_id, 0.0),
        )
        for item in fresh
    ]
    chosen = next_item(candidates, random)
    return next(item for item in fresh if item.item_id == chosen.item_id)


def supporting(fresh: Sequence[PublishedItem], level: int) -> Sequence[PublishedItem]:
    """Return the items that can support a level; all of them where none can."""
    return [item for item in fresh if item.level >= level] or fresh


def stopping_rule(attempt: "Attempt") -> StoppingRule:
    """Return the rule of the attempt with the bounds that its quiz set."""
    return replace(
        RULES[attempt.rule], min_items=attempt.item_minimum, max_items=attempt.item_maximum
    )


def _banks(published: Sequence[PublishedItem]) -> Iterable[set[int]]:
    """Return the ids of each competency's items."""
    ordered = sorted(published, key=lambda item: item.competency_id)
    for _, bank in groupby(ordered, key=lambda item: item.competency_id):
        yield {item.item_id for item in bank}
