"""The main table, put together from words in their columns."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from curriculum.icap.errors import UnreadableDocumentError
from curriculum.icap.readers.text_columns import Reading, reading
from curriculum.icap.readers.text_costs import Prices
from curriculum.icap.readers.text_geometry import (
    Geometry,
    column_limits,
    extreme,
    first_geometry,
    observed_endings,
    reading_order,
)
from curriculum.icap.readers.text_lines import Line
from curriculum.icap.readers.text_states import Placement, Step
from curriculum.icap.readers.text_tokens import (
    CODE,
    Column,
    Token,
    fold,
    joined,
    main_tokens,
    width,
)
from curriculum.icap.source import Doubt, Place, Row

MAX_WORDS = 8_000
_DOUBTFUL = 3.0


@dataclass(slots=True)
class _Item:
    """An item of a cell as its printed lines."""

    column: Column
    lines: list[str] = field(default_factory=list)

    def text(self) -> str:
        whole = ""
        for line in self.lines:
            bare = CODE.fullmatch(fold(whole)) is not None
            whole = f"{whole} {line}" if bare else joined(whole, line)
        return whole


@dataclass(slots=True)
class _Row:
    first: int
    is_block: bool
    items: list[_Item] = field(default_factory=list)


def main_rows(lines: Sequence[Line]) -> tuple[tuple[Row, ...], tuple[Doubt, ...]]:
    """Give the rows of the main table, seven cells each, and what is not certain in them."""
    words = main_tokens(line.text for line in lines)
    breaks = [index for index, line in enumerate(lines) if line.opens_page]
    if sum(map(len, words)) > MAX_WORDS:
        raise UnreadableDocumentError(
            f"工作任務的表格超過 {MAX_WORDS} 個詞，不像職能基準的文件。",
            f"The table of tasks has more than {MAX_WORDS} words, which no official document has.",
        )
    readings = [_read(words, breaks, across=across) for across in sorted(reading_order(words))]
    return _assembled(min(readings, key=lambda found: found.price), lines)


def _read(words: Sequence[Sequence[Token]], breaks: Sequence[int], *, across: bool) -> Reading:
    """Read once by the geometry of the codes, and again by the geometry of that reading."""
    geometry = first_geometry(words)
    first = reading(words, Prices(geometry, across, breaks))
    return reading(words, Prices(_observed(first.placements, geometry), across, breaks))


def _observed(placed: Sequence[Placement], before: Geometry) -> Geometry:
    """Measure the columns again, by where every word was put."""
    widths: dict[Column, list[int]] = defaultdict(list)
    followers: dict[str, Counter[str]] = defaultdict(Counter)
    items = _items(placed)
    for item in items:
        widths[item.column] += [width(line) for line in item.lines]
        if item.column in {Column.KNOWLEDGE, Column.SKILL}:
            for first, second in pairwise(item.lines):
                followers[first][second] += 1
    return Geometry(
        column_limits(widths),
        {column: extreme(seen) for column, seen in widths.items()},
        followers,
        before.attested,
        observed_endings([(item.column, item.text()) for item in items]),
    )


def _items(placed: Sequence[Placement]) -> list[_Item]:
    return [item for row in _rows(placed)[0] for item in row.items]


def _rows(placed: Sequence[Placement]) -> tuple[list[_Row], list[_Item]]:
    rows: list[_Row] = []
    latest: dict[Column, _Item] = {}
    items = []
    for placement in placed:
        column = placement.column
        if placement.opens_row or not rows:
            is_block = column > Column.TASK
            rows.append(_Row(placement.token.line, is_block))
        if placement.step is Step.ITEM or column not in latest:
            latest[column] = _Item(column, [placement.token.text])
            rows[-1].items.append(latest[column])
        elif placement.step is Step.LINE:
            latest[column].lines.append(placement.token.text)
        else:
            latest[column].lines[-1] += f" {placement.token.text}"
        items.append(latest[column])
    return rows, items


def _assembled(found: Reading, lines: Sequence[Line]) -> tuple[tuple[Row, ...], tuple[Doubt, ...]]:
    rows, items = _rows(found.placements)
    doubts = {
        item.text(): Doubt(item.text(), _place(lines[placement.token.line]))
        for placement, item in zip(found.placements, items, strict=True)
        if _is_doubtful(placement, found)
    }
    return tuple(_row(row, lines) for row in rows), tuple(doubts.values())


def _is_doubtful(placement: Placement, found: Reading) -> bool:
    token = placement.token
    if token.column is not None or token.level:
        return False
    return placement.price >= _DOUBTFUL or token.serial in found.contested


def _row(row: _Row, lines: Sequence[Line]) -> Row:
    cells = tuple(
        "\n".join(item.text() for item in row.items if item.column is column) for column in Column
    )
    covered = {column for column in (0, 1) if not cells[column] and (column == 0 or row.is_block)}
    return Row(cells, _place(lines[row.first]), frozenset(covered))


def _place(line: Line) -> Place:
    return Place(page=line.page, line=line.number)
