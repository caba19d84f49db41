"""Order and ids of one presentation; neither says anything about the key."""

from collections.abc import Sequence
from random import Random
from typing import TypedDict

_LETTERS = "bcdfghjkmnpqrstvwxyz23456789"


class Place(TypedDict):
    """One thing shown: the id that the trainee's browser knows, and its index in the item."""

    id: str
    index: int


def places(count: int, random: Random, *, shuffle: bool = True) -> list[Place]:
    """Return that many things in random order (or as written), each with a random id."""
    order = list(range(count))
    if shuffle:
        random.shuffle(order)
    return [
        Place(id=name, index=index) for name, index in zip(_ids(count, random), order, strict=True)
    ]


def disordered_places(count: int, random: Random) -> list[Place]:
    """Random order, but never the one written: an untouched list must not be the answer."""
    drawn = places(count, random)
    while count > 1 and [place["index"] for place in drawn] == list(range(count)):
        drawn = places(count, random)
    return drawn


def _ids(count: int, random: Random) -> list[str]:
    names: dict[str, None] = {}
    while len(names) < count:
        names["".join(random.choices(_LETTERS, k=6))] = None
    return list(names)


def index_of(places: Sequence[Place]) -> dict[str, int]:
    """Which part of the item an id stands for."""
    return {place["id"]: place["index"] for place in places}
