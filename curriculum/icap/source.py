"""What a reader hands over: an official document as tables and paragraphs, whatever its format."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands in the file: page and line, or table and row, each from 1.

    A row's line is the number of its first line among the lines of the source.
    """

    page: int | None = None
    line: int | None = None
    table: int | None = None
    row: int | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table; a cell's lines are joined by a newline, a merged cell speaks once.

    A cell that is covered by a merge from above or from the left is the empty string; `covered`
    holds the columns, from 0, that are covered from above.
    """

    cells: tuple[str, ...]
    place: Place
    covered: frozenset[int] = frozenset()


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
class Doubt:
    """A text that the reader put together from pieces without being certain of it."""

    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class Source:
    """A whole document in reading order.

    `lines` is the text as printed, line by line, for showing the original beside a finding and
    for counting code-like tokens; it is independent of how the tables were understood.
    `wrapped` says that the lines of a cell may be one sentence broken at the column's edge;
    otherwise each line was ended by its author.
    """

    parts: tuple[Table | Paragraph, ...]
    lines: tuple[Paragraph, ...]
    page_count: int | None = None
    wrapped: bool = True
    doubts: tuple[Doubt, ...] = ()
