"""A reading of the main table that has come to some word, and what a word does to it."""

from dataclasses import dataclass, replace
from enum import Enum

from curriculum.icap.readers.text_costs import Open, Prices
from curriculum.icap.readers.text_tokens import Column, Token

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
class Path:
    """A reading so far, its last word first."""

    placement: Placement
    before: "Path | None"


@dataclass(slots=True)
class State:
    """A reading up to some word.

    `items` are the open items by column, `column` is the last one used in this line and `pointer`
    the last one used in this part of the row; `seen` are the columns used in the row, `heights`
    their lines so far, and `bottom` those that reached the end of the page before.
    """

    cost: float = 0.0
    items: tuple[Open | None, ...] = _NO_ITEMS
    column: int = -1
    pointer: int = -1
    seen: frozenset[Column] = frozenset()
    row_line: int = 0
    needs_level: bool = False
    heights: tuple[int, ...] = _NO_HEIGHTS
    bottom: frozenset[int] = frozenset()
    path: Path | None = None
    contested: frozenset[int] = frozenset()

    def key(self) -> tuple[object, ...]:
        """Two readings with the same key have the same future."""
        return (
            tuple([item and item.serial for item in self.items]),
            self.column, self.pointer, self.seen, self.row_line, self.needs_level,
            self.heights, self.bottom,
        )  # fmt: skip


@dataclass(slots=True)
class Move:
    """One way of placing the next word; a block is a row that goes on with the task above it."""

    column: Column
    step: Step
    price: float
    opens_row: bool = False
    is_block: bool = False


def at_line(state: State, *, at_break: bool) -> State:
    """Begin the next line; at the top of a page, remember which cells were cut off."""
    if not at_break:
        return replace(state, column=-1)
    tallest = max(state.heights[Column.TASK :])
    bottom = frozenset(
        column
        for column, height in enumerate(state.heights)
        if height == tallest or column == Column.DUTY
    )
    return replace(state, column=-1, pointer=-1, heights=_NO_HEIGHTS, bottom=bottom)


def after_move(state: State, token: Token, line: int, move: Move, prices: Prices) -> State:
    """Place the word."""
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
    return State(
        state.cost + price,
        tuple(items),
        column,
        column,
        frozenset({column}) if fresh else state.seen | {column},
        line if fresh else state.row_line,
        (move.is_block or (state.needs_level and not fresh)) and column is not Column.LEVEL,
        tuple(heights),
        state.bottom,
        Path(Placement(token, column, move.step, fresh, move.price), state.path),
        state.contested,
    )
