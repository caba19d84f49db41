"""The ways in which the next word can be placed, each with its price."""

from collections.abc import Iterator

from curriculum.icap.readers import text_costs as costs
from curriculum.icap.readers.text_costs import Prices
from curriculum.icap.readers.text_states import Move, State, Step
from curriculum.icap.readers.text_tokens import Column, Token

HOPELESS = 8.0
_TEXT_COLUMNS = tuple(column for column in Column if column is not Column.LEVEL)


def possible_moves(state: State, token: Token, line: int, prices: Prices) -> Iterator[Move]:
    """Give every way of placing the word; there is always one."""
    bare = 0.0
    if state.column >= 0:
        item = state.items[state.column]
        bare = costs.BARE_CODE if item is not None and item.bare else 0.0
    if token.level:
        yield from _level_moves(state, line)
    elif token.column is not None:
        yield from _coded_moves(state, token, line, prices)
    extra = costs.CODE_AS_TEXT if token.column is not None else 0.0
    if token.level:
        extra = costs.FIRM_LEVEL_AS_TEXT if token.firm else costs.LEVEL_AS_TEXT
    yield from _text_moves(state, token, line, prices, extra, bare)


def _order(state: State, column: Column, prices: Prices) -> float:
    """Price a column that lies left of where the reading has already been."""
    if column < state.column:
        return costs.OUT_OF_ORDER
    return costs.UNMARKED_PAGE if not prices.across and column < state.pointer else 0.0


def closing_price(state: State) -> float:
    """Price the end of the row that is open: a row has indicators, and a block its level."""
    price = costs.BLOCK_WITHOUT_LEVEL if state.needs_level else 0.0
    if state.seen and Column.INDICATOR not in state.seen:
        price += costs.ROW_WITHOUT_INDICATOR
    return price


def _level_moves(state: State, line: int) -> Iterator[Move]:
    level = Column.LEVEL
    late = costs.OUT_OF_ORDER if level < max(state.column, -1) else 0.0
    if level not in state.seen:
        yield Move(level, Step.ITEM, late)
        return
    last = state.items[level]
    near = last is not None and line - last.line <= 1
    yield Move(level, Step.ITEM, late + (costs.SECOND_LEVEL if near else costs.FAR_LEVEL))
    if not late:
        price = costs.NEW_BLOCK + closing_price(state)
        yield Move(level, Step.ITEM, price, opens_row=True, is_block=True)


def _coded_moves(state: State, token: Token, line: int, prices: Prices) -> Iterator[Move]:
    match token.column:
        case Column.DUTY:
            late = costs.OUT_OF_ORDER if state.column > Column.DUTY else 0.0
            yield Move(Column.DUTY, Step.ITEM, late + closing_price(state), opens_row=True)
            if prices.across and state.seen and Column.DUTY not in state.seen:
                yield Move(Column.DUTY, Step.ITEM, late + costs.LATE_DUTY)
        case Column.TASK:
            yield from _task_moves(state, prices)
        case Column.OUTPUT:
            again = token.repeated
            here = costs.REPEATED_AS_OUTPUT if again else 0.0
            beside = costs.REPEATED_AS_INDICATOR if again else costs.O_AS_INDICATOR
            yield from _item_moves(state, Column.OUTPUT, here, line, prices)
            yield from _item_moves(state, Column.INDICATOR, beside, line, prices)
        case Column.INDICATOR:
            yield from _item_moves(state, Column.INDICATOR, 0.0, line, prices)
            yield from _item_moves(state, Column.OUTPUT, costs.P_AS_OUTPUT, line, prices)
        case Column.KNOWLEDGE | Column.SKILL as column:
            yield _in_row(state, column, 0.0, line, prices)
        case _:
            return


def _task_moves(state: State, prices: Prices) -> Iterator[Move]:
    task = Column.TASK
    late = costs.OUT_OF_ORDER if state.column > task else 0.0
    if state.seen == {Column.DUTY}:
        yield Move(task, Step.ITEM, late)
        return
    yield Move(task, Step.ITEM, late + closing_price(state), opens_row=True)
    below = state.seen <= {Column.DUTY, task} and not prices.across
    extra = costs.SECOND_TASK_BELOW if below else costs.SECOND_TASK
    yield Move(task, Step.ITEM, extra + _order(state, task, prices))


def _item_moves(
    state: State, column: Column, extra: float, line: int, prices: Prices
) -> Iterator[Move]:
    yield _in_row(state, column, extra, line, prices)
    if Column.LEVEL in state.seen and state.column < column:
        price = extra + costs.NEW_BLOCK + closing_price(state)
        yield Move(column, Step.ITEM, price, opens_row=True, is_block=True)


def _in_row(state: State, column: Column, extra: float, line: int, prices: Prices) -> Move:
    price = extra + _order(state, column, prices)
    price += prices.following(state.items[column], line, state.row_line)
    if state.column == column:
        price += costs.SECOND_CODE_IN_LINE
    return Move(column, Step.ITEM, price)


def _text_moves(
    state: State, token: Token, line: int, prices: Prices, extra: float, bare: float
) -> Iterator[Move]:
    for column in _TEXT_COLUMNS:
        before = state.items[column]
        if state.column == column and before is not None:
            yield Move(column, Step.WORD, extra + prices.word(before, token))
            continue
        price = extra + bare + _order(state, column, prices)
        if price >= HOPELESS:
            continue
        yield Move(column, Step.ITEM, price + prices.uncoded(column))
        if before is not None:
            price += prices.line(column, before, token, line, state.pointer, state.bottom)
            yield Move(column, Step.LINE, price)
