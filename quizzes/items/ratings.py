"""What judges say of one item: for each level of trainee, the share of right answers."""

from collections.abc import Collection, Mapping, Sequence

from quizzes.items.content import (
    NO_LEVEL,
    Cognitive,
    ItemAttributes,
    Number,
    Ratings,
)
from quizzes.items.field_reading import Fields

MOST_JUDGES = 12
LEVELS = range(1, 7)


def read_ratings(fields: Fields, *, level: int | None, cognitive: Cognitive | None) -> Ratings:
    """Read `angoff`: a list is for the item's own level, a mapping names each level (1 to 6).

    Every problem is noted at its field. An item is rated up to its own level; one that asks for
    recall may be rated above it, for it supports less than the people it is put to.
    """
    own = level or NO_LEVEL
    ratings: dict[int, tuple[float, ...]] = {}
    for name, figures in fields.number_lists("angoff").items():
        field = f"angoff.{name}" if name else "angoff"
        rated = _level(name) if name else own
        if rated is None:
            fields.note(field, "級別要是 1 到 6", "A level is 1 to 6")
        elif own < rated and level and cognitive is not Cognitive.REMEMBER:
            fields.note(
                field,
                f"這題只支持到第 {own} 級，不評第 {rated} 級",
                f"The item supports level {own}; it is not rated for level {rated}",
            )
        elif figures:
            ratings[rated] = _shares(fields, field, figures)
    if len({len(shares) for shares in ratings.values()}) > 1:
        fields.note(
            "angoff",
            "各級要由同一批人評定，人數要一樣",
            "The same judges rate every level: as many figures for each",
        )
    return ratings


def _level(name: str) -> int | None:
    return int(name) if name in map(str, LEVELS) else None


def _shares(fields: Fields, field: str, figures: Sequence[Number]) -> tuple[float, ...]:
    if not all(0 < figure < 1 for figure in figures) or len(figures) > MOST_JUDGES:
        fields.note(
            field,
            f"要是 0 到 1 之間的數，最多 {MOST_JUDGES} 個",
            f"At most {MOST_JUDGES} figures between 0 and 1",
        )
    return tuple(float(figure) for figure in figures)


def stored_ratings(stored: object, level: int) -> Ratings:
    """Return the ratings of a stored item of this level, as `to_mapping` wrote its `angoff`."""
    if isinstance(stored, Mapping):
        return {int(name): tuple(shares) for name, shares in stored.items()}
    return {level: tuple(stored)} if isinstance(stored, Sequence) and stored else {}


def deciding_level(ratings: Ratings, level: int) -> int:
    """Return the level whose ratings decide: the item's own if rated, else the highest rated."""
    return level if level in ratings or not ratings else max(ratings)


def deciding_ratings(attributes: ItemAttributes) -> tuple[float, ...]:
    """Return the ratings for the item's own level, else for the highest that was rated."""
    ratings = attributes.angoff
    return ratings.get(deciding_level(ratings, attributes.own_level), ())


def levels_to_rate(level: int, *, is_recall: bool, of_standard: Collection[int]) -> list[int]:
    """Return the levels that judges rate an item of this level for, highest first.

    Its own and the standard's below it; what asks for recall is rated for all of the standard's.
    """
    if level == NO_LEVEL:
        return [NO_LEVEL]
    rated = {level, *(each for each in of_standard if is_recall or each <= level)}
    return sorted(rated, reverse=True)
