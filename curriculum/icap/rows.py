"""Rows of the main table: columns gathered, halves of a row on two pages put together."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from curriculum.icap.characters import joined_lines
from curriculum.icap.columns import Column, Head
from curriculum.icap.printed_codes import tree_code
from curriculum.icap.source import Place, Row


@dataclass(frozen=True, slots=True)
class MainRow:
    """A row of the main table by column; `places` has more than one where pages were joined."""

    cells: dict[Column, str]
    covered: frozenset[Column]
    places: tuple[Place, ...]
    opens_page: bool

    def cell(self, column: Column) -> str:
        """Give what stands in a column."""
        return self.cells.get(column, "")

    def text(self) -> str:
        """Give the text of the row, for showing it."""
        return " | ".join(joined_lines(text) for text in self.cells.values())

    @property
    def has_task(self) -> bool:
        """Whether a task code stands in the row."""
        lines = self.cell(Column.TASK).split("\n")
        return any(tree_code(line, "T", depth=2, expected=1) for line in lines)


def main_row(row: Row, head: Head, *, opens_page: bool) -> MainRow:
    """Gather the physical cells of a row under the columns of the head."""
    texts: dict[Column, list[str]] = {}
    for position, cell in enumerate(row.cells):
        if cell.strip():
            texts.setdefault(head.column_at(position), []).append(cell)
    covered = frozenset(
        column for start, column in head.starts if start in row.covered and column not in texts
    )
    cells = {column: "\n".join(lines) for column, lines in texts.items()}
    return MainRow(cells, covered, (row.place,), opens_page)


def joined_rows(rows: Iterable[MainRow]) -> list[MainRow]:
    """Put the rest of a row that arrives on the next page back to its beginning."""
    whole: list[MainRow] = []
    for row in rows:
        if not row.cells:
            continue
        if whole and row.opens_page and _goes_on(whole[-1], row):
            whole[-1] = _together(whole[-1], row)
        else:
            whole.append(row)
    return whole


def _goes_on(before: MainRow, row: MainRow) -> bool:
    if row.has_task:
        others = set(row.cells) - {Column.DUTY, Column.TASK}
        return not others and before.has_task
    if tree_code(row.cell(Column.DUTY), "T", depth=1, expected=1):
        return False
    return not row.cell(Column.LEVEL) or not before.cell(Column.LEVEL)


def _together(before: MainRow, row: MainRow) -> MainRow:
    columns: Sequence[Column] = tuple(Column)
    cells = {
        column: "\n".join(part for part in (before.cell(column), row.cell(column)) if part)
        for column in columns
        if before.cell(column) or row.cell(column)
    }
    return MainRow(cells, before.covered, before.places + row.places, before.opens_page)
