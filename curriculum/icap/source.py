"""What a reader hands over: an official document as tables and paragraphs, whatever its format."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands in the file: page and line, or table and row, each from 1."""

    page: int | None = None
    line: int | None = None
    table: int | None = None
    row: int | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table; a cell's lines are joined by a newline, a merged cell speaks once.

    A cell that is covered by a merge from above or from the left is the empty string.
    """

    cells: tuple[str, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Table:
    """One table as printed; a table that continues on the next page may arrive as two."""

    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One line of text outside every table."""

    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class Source:
    """A whole document in reading order.

    `lines` is the text as printed, line by line, for showing the original beside a finding and
    for counting code-like tokens; it is independent of how the tables were understood.
    """

    parts: tuple[Table | Paragraph, ...]
    lines: tuple[Paragraph, ...]
    page_count: int | None = None
