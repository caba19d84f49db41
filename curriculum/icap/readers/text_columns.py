"""The most likely column of every word of the main table.

The words of a line stand in the order of the columns, but nothing says where one column ends and
the next begins. What is known: a code tells its column; a line that ends short of its column's
edge is the last of its item; an item goes on in the very next line; a column's lines have one
greatest width. Each of these has a price when broken, and the cheapest reading of the whole table
is searched for with a beam.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from operator import itemgetter

from curriculum.icap.readers.text_costs import Prices
from curriculum.icap.readers.text_moves import HOPELESS, closing_price, possible_moves
from curriculum.icap.readers.text_states import Placement, State, after_move, at_line
from curriculum.icap.readers.text_tokens import Token

_BEAM = 24
_NARROW_BEAM = 6
_ALLOWANCE = 6_000
_ALLOWANCE_PER_WORD = 14
_MARGIN = 3.0


@dataclass(frozen=True, slots=True)
class Reading:
    """Every word in its place, the price of that, and the words that had a close second place."""

    placements: tuple[Placement, ...]
    price: float
    contested: frozenset[int]


def reading(lines: Sequence[Sequence[Token]], prices: Prices) -> Reading:
    """Find the cheapest reading of the whole table.

    The search is wide as long as the document is no harder than official ones are; beyond that
    it narrows, so that the time stays in proportion to the length.
    """
    beam = [State()]
    allowance = _ALLOWANCE
    for line, row in enumerate(lines):
        at_break = prices.page_start(line) == line > 0
        beam = [at_line(state, at_break=at_break) for state in beam]
        for token in row:
            breadth = _BEAM if allowance > 0 else _NARROW_BEAM
            beam = _advanced(beam, token, line, prices, breadth)
            allowance += _ALLOWANCE_PER_WORD - 2 * len(beam)
    beam.sort(key=lambda state: state.cost + closing_price(state))
    best = beam[0]
    for rival in beam[1:]:
        best = _contested(best, rival)
    return Reading(tuple(_placed(best)), best.cost, best.contested)


def _placed(state: State) -> list[Placement]:
    path, placed = state.path, []
    while path is not None:
        placed.append(path.placement)
        path = path.before
    return placed[::-1]


def _contested(best: State, rival: State) -> State:
    """Note the words which a reading of nearly the same price puts into other columns."""
    if rival.cost > best.cost + _MARGIN:
        return best
    differing = set()
    ours, theirs = best.path, rival.path
    while ours is not theirs and ours is not None and theirs is not None:
        if ours.placement.column is not theirs.placement.column:
            differing.add(ours.placement.token.serial)
        ours, theirs = ours.before, theirs.before
    return replace(best, contested=best.contested | differing) if differing else best


def _advanced(
    beam: list[State], token: Token, line: int, prices: Prices, breadth: int
) -> list[State]:
    moves = [
        (state.cost + move.price, state, move)
        for state in beam
        for move in possible_moves(state, token, line, prices)
    ]
    moves.sort(key=itemgetter(0))
    best: dict[tuple[object, ...], State] = {}
    for cost, state, move in moves[: 2 * breadth]:
        if cost > moves[0][0] + HOPELESS:
            break
        after = after_move(state, token, line, move, prices)
        key = after.key()
        known = best.get(key)
        if known is None:
            best[key] = after
            continue
        better, worse = (after, known) if after.cost < known.cost else (known, after)
        best[key] = _contested(better, worse)
    ranked = sorted(best.values(), key=_cost)[:breadth]
    return [state for state in ranked if state.cost <= ranked[0].cost + HOPELESS]


def _cost(state: State) -> float:
    return state.cost
