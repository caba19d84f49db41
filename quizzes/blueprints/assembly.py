"""Choosing the items of a quiz that is put together at its start."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from random import Random


@dataclass(frozen=True, slots=True)
class Choosable:
    """An item that could be put into a quiz, and how often this trainee has met it."""

    item_id: int
    competency_id: int
    times_seen: int = 0


def spread_items(choosable: Sequence[Choosable], *, count: int, random: Random) -> list[Choosable]:
    """Choose items evenly over their competencies, the least seen first, in a random order.

    Every competency that has items gives one before any gives a second; fewer than `count` come
    back only where the bank holds no more.
    """
    piles = _shuffled_piles(choosable, random)
    order = list(piles)
    random.shuffle(order)
    chosen: list[Choosable] = []
    while len(chosen) < count and any(piles.values()):
        for competency_id in order:
            if piles[competency_id] and len(chosen) < count:
                chosen.append(piles[competency_id].pop())
    random.shuffle(chosen)
    return chosen


def _shuffled_piles(
    choosable: Sequence[Choosable], random: Random
) -> Mapping[Hashable, list[Choosable]]:
    """Return the items of each competency with the least seen on top."""
    piles: dict[Hashable, list[Choosable]] = {}
    for item in sorted(choosable, key=lambda item: item.item_id):
        piles.setdefault(item.competency_id, []).append(item)
    for pile in piles.values():
        random.shuffle(pile)
        pile.sort(key=lambda item: -item.times_seen)
    return piles
