"""The most likely column of every word of the main table.

The words of a line stand in the order of the columns, but nothing says where one column ends and
the next begins. What is known: a code tells its column; a line that ends short of its column's
edge is the last of its item; an item goes on in the very next line; a column's lines have one
greatest width. Each of these has a price when broken, and the cheapest reading of the whole table
is searched for with a beam.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from operator import itemgetter

from curriculum.icap.readers import text_costs as costs
from curriculum.icap.readers.text_costs import Open, Prices
from curriculum.icap.readers.text_tokens import Column, Token

_BEAM = 24
_NARROW_BEAM = 6
_ALLOWANCE = 6_000
_ALLOWANCE_PER_WORD = 14
_HOPELESS = 8.0
_MARGIN = 3.0
_TEXT_COLUMNS = tuple(column for column in Column if column is not Column.LEVEL)
_NO_ITEMS: tuple[Open | None, ...] = (None,) * len(Column)
_NO_HEIGHTS = (0,) * len(Column)


class Step(Enum):
    """How a word comes to stand where it is put."""

    ITEM = "begins an item"
    LINE = "begins another line of the open item"
    WORD = "follows after a space"


@dataclass(slots=True)
class Placement:
    """One word in its column; `opens_row` where a row of the table begins with it."""

    token: Token
    column: Column
    step: Step
    opens_row: bool
    price: float


@dataclass(slots=True)
class _Path:
    """A reading so far, its last word first."""

    placement: Placement
    before: "_Path | None"


@dataclass(slots=True)
class _State:
    cost: float = 0.0
    items: tuple[Open | None, ...] = _NO_ITEMS
    column: int = -1
    pointer: int = -1
    seen: frozenset[Column] = frozenset()
    row_line: int = 0
    needs_level: bool = False
    heights: tuple[int, ...] = _NO_HEIGHTS
    bottom: frozenset[int] = frozenset()
    path: _Path | None = None
    contested: frozenset[int] = frozenset()

    def key(self) -> tuple[object, ...]:
        """Two readings with the same key have the same future."""
        return (
            tuple([item and item.serial for item in self.items]),
            self.column, self.pointer, self.seen, self.row_line, self.needs_level,
            self.heights, self.bottom,
        )  # fmt: skip


@dataclass(slots=True)
class _Move:
    column: Column
    step: Step
    price: float
    opens_row: bool = False
    is_block: bool = False


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
    beam = [_State()]
    allowance = _ALLOWANCE
    for line, row in enumerate(lines):
        at_break = prices.page_start(line) == line > 0
        beam = [_at_line(state, at_break=at_break) for state in beam]
        for token in row:
            breadth = _BEAM if allowance > 0 else _NARROW_BEAM
            beam = _advanced(beam, token, line, prices, breadth)
            allowance += _ALLOWANCE_PER_WORD - 2 * len(beam)
    beam.sort(key=lambda state: state.cost + _closing(state))
    best = beam[0]
    for rival in beam[1:]:
        best = _contested(best, rival)
    return Reading(tuple(_placed(best)), best.cost, best.contested)


def _placed(state: _State) -> list[Placement]:
    path, placed = state.path, []
    while path is not None:
        placed.append(path.placement)
        path = path.before
    return placed[::-1]


def _contested(best: _State, rival: _State) -> _State:
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


def _at_line(state: _State, *, at_break: bool) -> _State:
    if not at_break:
        return replace(state, column=-1)
    tallest = max(state.heights[Column.TASK :])
    bottom = frozenset(
        column
        for column, height in enumerate(state.heights)
        if height == tallest or column == Column.DUTY
    )
    return replace(state, column=-1, pointer=-1, heights=_NO_HEIGHTS, bottom=bottom)


def _advanced(
    beam: list[_State], token: Token, line: int, prices: Prices, breadth: int
) -> list[_State]:
    moves = [
        (state.cost + move.price, state, move)
        for state in beam
        for move in _moves(state, token, line, prices)
    ]
    moves.sort(key=itemgetter(0))
    best: dict[tuple[object, ...], _State] = {}
    for cost, state, move in moves[: 2 * breadth]:
        if cost > moves[0][0] + _HOPELESS:
            break
        after = _after(state, token, line, move, prices)
        key = after.key()
        known = best.get(key)
        if known is None:
            best[key] = after
            continue
        better, worse = (after, known) if after.cost < known.cost else (known, after)
        best[key] = _contested(better, worse)
    ranked = sorted(best.values(), key=_cost)[:breadth]
    return [state for state in ranked if state.cost <= ranked[0].cost + _HOPELESS]


def _cost(state: _State) -> float:
    return state.cost


def _after(state: _State, token: Token, line: int, move: _Move, prices: Prices) -> _State:
    column = move.column
    items = list(state.items)
    if move.opens_row:
        kept = 2 if move.is_block else 1
        items[kept:] = [None] * (len(items) - kept)
    before = items[column]
    price = move.price
    if move.step is Step.WORD and before is not None:
        now = before.extended(token)
        price -= prices.end(column, before.text)
    else:
        now = Open.beginning(token, line, before if move.step is Step.LINE else None)
    price += prices.end(column, now.text)
    items[column] = now
    fresh = move.opens_row
    heights = list(_NO_HEIGHTS if fresh else state.heights)
    heights[column] += move.step is not Step.WORD
    return _State(
        state.cost + price,
        tuple(items),
        column,
        column,
        frozenset({column}) if fresh else state.seen | {column},
        line if fresh else state.row_line,
        (move.is_block or (state.needs_level and not fresh)) and column is not Column.LEVEL,
        tuple(heights),
        state.bottom,
        _Path(Placement(token, column, move.step, fresh, move.price), state.path),
        state.contested,
    )


def _moves(state: _State, token: Token, line: int, prices: Prices) -> Iterator[_Move]:
    bare = 0.0
    if state.column >= 0:
        item = state.items[state.column]
        bare = costs.BARE_CODE if item is not None and item.bare else 0.0
    if token.level:
        yield from _level_moves(state, line)
    elif token.column is not None:
        yield from _coded_moves(state, token, line, prices)
    extra = costs.CODE_AS_TEXT if token.column is not None else 0.0
    extra += costs.LEVEL_AS_TEXT if token.level else 0.0
    yield from _text_moves(state, token, line, prices, extra, bare)


def _order(state: _State, column: Column, prices: Prices) -> float:
    """Price a column that lies left of where the reading has already been."""
    if column < state.column:
        return costs.OUT_OF_ORDER
    return costs.UNMARKED_PAGE if not prices.across and column < state.pointer else 0.0


def _closing(state: _State) -> float:
    price = costs.BLOCK_WITHOUT_LEVEL if state.needs_level else 0.0
    if state.seen and Column.INDICATOR not in state.seen:
        price += costs.ROW_WITHOUT_INDICATOR
    return price


def _level_moves(state: _State, line: int) -> Iterator[_Move]:
    level = Column.LEVEL
    late = costs.OUT_OF_ORDER if level < max(state.column, -1) else 0.0
    if level not in state.seen:
        yield _Move(level, Step.ITEM, late)
        return
    last = state.items[level]
    near = last is not None and line - last.line <= 1
    yield _Move(level, Step.ITEM, late + (costs.SECOND_LEVEL if near else costs.FAR_LEVEL))
    if not late:
        price = costs.NEW_BLOCK + _closing(state)
        yield _Move(level, Step.ITEM, price, opens_row=True, is_block=True)


def _coded_moves(state: _State, token: Token, line: int, prices: Prices) -> Iterator[_Move]:
    match token.column:
        case Column.DUTY:
            late = costs.OUT_OF_ORDER if state.column > Column.DUTY else 0.0
            yield _Move(Column.DUTY, Step.ITEM, late + _closing(state), opens_row=True)
            if prices.across and state.seen and Column.DUTY not in state.seen:
                yield _Move(Column.DUTY, Step.ITEM, late + costs.LATE_DUTY)
        case Column.TASK:
            yield from _task_moves(state, prices)
        case Column.OUTPUT:
            yield from _item_moves(state, Column.OUTPUT, 0.0, line, prices)
            yield from _item_moves(state, Column.INDICATOR, costs.O_AS_INDICATOR, line, prices)
        case Column.INDICATOR:
            yield from _item_moves(state, Column.INDICATOR, 0.0, line, prices)
            yield from _item_moves(state, Column.OUTPUT, costs.P_AS_OUTPUT, line, prices)
        case Column.KNOWLEDGE | Column.SKILL as column:
            yield _in_row(state, column, 0.0, line, prices)
        case _:
            return


def _task_moves(state: _State, prices: Prices) -> Iterator[_Move]:
    task = Column.TASK
    late = costs.OUT_OF_ORDER if state.column > task else 0.0
    if state.seen == {Column.DUTY}:
        yield _Move(task, Step.ITEM, late)
        return
    yield _Move(task, Step.ITEM, late + _closing(state), opens_row=True)
    below = state.seen <= {Column.DUTY, task} and not prices.across
    extra = costs.SECOND_TASK_BELOW if below else costs.SECOND_TASK
    yield _Move(task, Step.ITEM, extra + _order(state, task, prices))


def _item_moves(
    state: _State, column: Column, extra: float, line: int, prices: Prices
) -> Iterator[_Move]:
    yield _in_row(state, column, extra, line, prices)
    if Column.LEVEL in state.seen and state.column < column:
        price = extra + costs.NEW_BLOCK + _closing(state)
        yield _Move(column, Step.ITEM, price, opens_row=True, is_block=True)


def _in_row(state: _State, column: Column, extra: float, line: int, prices: Prices) -> _Move:
    price = extra + _order(state, column, prices)
    price += prices.following(state.items[column], line, state.row_line)
    if state.column == column:
        price += costs.SECOND_CODE_IN_LINE
    return _Move(column, Step.ITEM, price)


def _text_moves(
    state: _State, token: Token, line: int, prices: Prices, extra: float, bare: float
) -> Iterator[_Move]:
    for column in _TEXT_COLUMNS:
        before = state.items[column]
        if state.column == column and before is not None:
            yield _Move(column, Step.WORD, extra + prices.word(before, token))
            continue
        price = extra + bare + _order(state, column, prices)
        if price >= _HOPELESS:
            continue
        yield _Move(column, Step.ITEM, price + prices.uncoded(column))
        if before is not None:
            price += prices.line(column, before, token, line, state.pointer, state.bottom)
            yield _Move(column, Step.LINE, price)
