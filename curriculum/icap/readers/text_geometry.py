"""How wide the columns of the main table were, seen from where its lines break."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from itertools import pairwise
from math import ceil, exp, log

from curriculum.icap.readers.text_tokens import CODE, Column, Token, fold, width

_FEW = 3
_MANY = 6
_PROPORTION = 0.5
_SPREAD = 2
_SHARE = 0.08
_USUAL_ENDING = -2.0
_ENDING = {Column.INDICATOR: -3.0}
_WEIGHT = 2.0
_SUREST = 3.0


@dataclass(frozen=True, slots=True)
class Geometry:
    """The widest line of each column, and what was seen to stand side by side.

    `limits` are the widths at which lines break, `extremes` those that a line may have at all.
    `followers` tells which line came after which in one item, `attested` holds every two
    neighbouring characters, `endings` the log odds that an item of a column ends with a character.
    """

    limits: Mapping[Column, int]
    extremes: Mapping[Column, int]
    followers: Mapping[str, Counter[str]] = field(default_factory=dict)
    attested: AbstractSet[str] = frozenset()
    endings: Mapping[tuple[Column, str], float] = field(default_factory=dict)

    def ending(self, column: Column, text: str) -> float:
        """Give the log odds that an item which has come to this text ends here."""
        return self.endings.get((column, text[-1]), _ENDING.get(column, _USUAL_ENDING))


def first_geometry(lines: Sequence[Sequence[Token]]) -> Geometry:
    """Measure the columns by the pieces of lines whose two ends are known from codes."""
    widths: dict[Column, list[int]] = defaultdict(list)
    for line in lines:
        for piece, after in _coded_pieces(line):
            column = piece[0].column
            if column is not None and not piece[0].repeated and _is_whole(piece, after):
                widths[column].append(width(" ".join(token.text for token in piece)))
    return Geometry(
        column_limits(widths),
        {column: extreme(seen) for column, seen in widths.items()},
        attested=frozenset(pair for line in lines for token in line for pair in pairs(token.text)),
    )


def pairs(text: str) -> Iterator[str]:
    """Give every two characters that stand side by side."""
    folded = fold(text)
    return (folded[index : index + 2] for index in range(len(folded) - 1))


def _coded_pieces(line: Sequence[Token]) -> Iterator[tuple[list[Token], Token | None]]:
    """Cut a line before each of its codes and levels; each piece comes with what follows it."""
    piece: list[Token] = []
    for token in line:
        if token.column is not None or token.level:
            if piece:
                yield piece, token
            piece = []
        piece.append(token)
    if piece:
        yield piece, None


def _is_whole(piece: Sequence[Token], after: Token | None) -> bool:
    """Tell whether the piece is one line of its column, with nothing of another column in it."""
    if after is not None and after.level:
        return True
    names = len(piece) - (CODE.fullmatch(fold(piece[0].text)) is not None)
    return names <= 1


def observed_endings(items: Sequence[tuple[Column, str]]) -> dict[tuple[Column, str], float]:
    """Learn from whole items which characters they end with, and which stand only inside them."""
    last = Counter((column, text[-1]) for column, text in items)
    inside = Counter((column, character) for column, text in items for character in text[:-1])
    odds = {}
    for key in last.keys() | inside.keys():
        prior = exp(_ENDING.get(key[0], _USUAL_ENDING))
        found = log((last[key] + _WEIGHT * prior) / (inside[key] + _WEIGHT))
        odds[key] = min(_SUREST, max(-_SUREST, found))
    return odds


def extreme(widths: Sequence[int]) -> int:
    """Give the widest of the widths that is not out of all proportion to the next."""
    ordered = sorted(widths, reverse=True)
    return next(
        (wide for wide, less in pairwise(ordered) if less >= _PROPORTION * wide), ordered[-1]
    )


def column_limits(widths: Mapping[Column, Sequence[int]]) -> dict[Column, int]:
    """Give the greatest width of each column; few duties show less than their column's width."""
    limits = {column: widest(seen) for column, seen in widths.items()}
    if Column.DUTY in limits and len(widths[Column.DUTY]) < _MANY:
        task = limits.get(Column.TASK, 0)
        limits[Column.DUTY] = max(limits[Column.DUTY], min(limits[Column.DUTY] + 1, task))
    return limits


def widest(widths: Sequence[int]) -> int:
    """Give the widest of the widths that is no outlier: others come near it."""
    ordered = sorted(widths, reverse=True)
    if len(ordered) <= _FEW:
        return ordered[len(ordered) // 2] if len(ordered) == _FEW else ordered[-1]
    needed = max(2, ceil(_SHARE * len(ordered)))
    for index, candidate in enumerate(ordered):
        near = sum(1 for other in ordered[index : index + needed] if other >= candidate - _SPREAD)
        if near >= needed:
            return candidate
    return ordered[-1]


def reading_order(lines: Sequence[Sequence[Token]]) -> frozenset[bool]:
    """Tell whether the text goes across the columns, line by line (True), cell by cell (False).

    Both are given where the document does not tell.
    """
    openers = [line for line in lines if any(token.column is Column.TASK for token in line)]
    across = sum(
        any(token.column in {Column.INDICATOR, Column.KNOWLEDGE} for token in line)
        for line in openers
    )
    share = across / len(openers) if openers else 0.0
    if share >= _MOSTLY:
        return frozenset({True})
    return frozenset({False}) if share <= 1 - _MOSTLY else frozenset({True, False})


_MOSTLY = 0.75
