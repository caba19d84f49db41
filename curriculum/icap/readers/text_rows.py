"""The main table, put together from words in their columns."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from curriculum.icap.readers.text_columns import Placement, Step, placements
from curriculum.icap.readers.text_costs import Prices
from curriculum.icap.readers.text_geometry import Geometry, column_limits, first_geometry, observed_endings, reading_order
from curriculum.icap.readers.text_lines import Line
from curriculum.icap.readers.text_tokens import CODE, Column, Token, fold, joined, tokens, width
from curriculum.icap.source import Doubt, Place, Row

_PASSES = 2
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
    words: list[tuple[Token, ...]] = []
    serial = 0
    for index, line in enumerate(lines):
        words.append(tokens(line.text, index, serial))
        serial += len(words[-1])
    breaks = [index for index, line in enumerate(lines) if line.opens_page]
    readings = []
    for across in sorted(reading_order(words)):
        geometry = first_geometry(words)
        for _ in range(_PASSES):
            placed, price = placements(words, Prices(geometry, across, breaks))
            geometry = _observed(placed, geometry)
        readings.append((price, placed))
    _, placed = min(readings, key=lambda reading: reading[0])
    return _assembled(placed, lines)


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
        followers,
        before.attested,
        observed_endings([(item.column, item.text()) for item in items]),
    )


def _items(placed: Sequence[Placement]) -> list[_Item]:
    return [item for row in _rows(placed)[0] for item in row.items]


def _rows(placed: Sequence[Placement]) -> tuple[list[_Row], list[tuple[Placement, _Item]]]:
    rows: list[_Row] = []
    latest: dict[Column, _Item] = {}
    doubtful = []
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
        if placement.token.column is None and placement.price >= _DOUBTFUL:
            doubtful.append((placement, latest[column]))
    return rows, doubtful


def _assembled(
    placed: Sequence[Placement], lines: Sequence[Line]
) -> tuple[tuple[Row, ...], tuple[Doubt, ...]]:
    rows, doubtful = _rows(placed)
    doubts = tuple(
        Doubt(item.text(), _place(lines[placement.token.line])) for placement, item in doubtful
    )
    return tuple(_row(row, lines) for row in rows), doubts


def _row(row: _Row, lines: Sequence[Line]) -> Row:
    cells = tuple(
        "\n".join(item.text() for item in row.items if item.column is column) for column in Column
    )
    covered = {column for column in (0, 1) if not cells[column] and (column == 0 or row.is_block)}
    return Row(cells, _place(lines[row.first]), frozenset(covered))


def _place(line: Line) -> Place:
    return Place(page=line.page, line=line.number)
