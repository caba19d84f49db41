"""Putting a source together: every reader adds its parts, this numbers tables, rows and lines."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from curriculum.icap.readers.limits import MAX_LINES, MAX_ROWS, MAX_TEXT, too_large
from curriculum.icap.source import Paragraph, Place, Row, Source, Table


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as its reader found it.

    `printed` holds the lines as they stand on the paper where those differ from `text`.
    """

    text: str = ""
    covered_from_above: bool = False
    printed: tuple[str, ...] | None = None

    def lines(self) -> Iterable[str]:
        """Give the lines that hold something, as printed."""
        lines = self.text.split("\n") if self.printed is None else self.printed
        return (line for line in lines if line.strip())


@dataclass(slots=True)
class Assembly:
    """A source in the making."""

    parts: list[Table | Paragraph] = field(default_factory=list)
    lines: list[Paragraph] = field(default_factory=list)
    _tables: int = 0
    _rows: int = 0
    _characters: int = 0

    def add_paragraph(
        self, text: str, *, page: int | None = None, printed: tuple[str, ...] | None = None
    ) -> None:
        """Add text outside the tables; each line of it becomes a part."""
        for line in text.split("\n"):
            if line.strip():
                number = len(self.lines) + 1
                self.parts.append(Paragraph(line, Place(page=page, line=number)))
                for shown in printed or (line,):
                    self._line(shown, Place(page=page))

    def add_table(self, rows: Iterable[Sequence[Cell]], *, page: int | None = None) -> None:
        """Add a table; its rows and lines are numbered on."""
        self._tables += 1
        numbered = [self._row(cells, page, number) for number, cells in enumerate(rows, start=1)]
        if numbered:
            self.parts.append(Table(rows=tuple(numbered)))

    def source(self, *, page_count: int | None = None, wrapped: bool) -> Source:
        """Finish."""
        return Source(
            parts=tuple(self.parts),
            lines=tuple(self.lines),
            page_count=page_count,
            wrapped=wrapped,
        )

    def _row(self, cells: Sequence[Cell], page: int | None, number: int) -> Row:
        self._rows += 1
        if self._rows > MAX_ROWS:
            raise too_large()
        place = Place(page=page, line=len(self.lines) + 1, table=self._tables, row=number)
        for cell in cells:
            for line in cell.lines():
                self._line(line, Place(page=page, table=self._tables, row=number))
        return Row(
            cells=tuple(cell.text for cell in cells),
            place=place,
            covered=frozenset(i for i, cell in enumerate(cells) if cell.covered_from_above),
        )

    def _line(self, text: str, place: Place) -> None:
        self._characters += len(text)
        if self._characters > MAX_TEXT or len(self.lines) >= MAX_LINES:
            raise too_large()
        number = len(self.lines) + 1
        self.lines.append(
            Paragraph(text, Place(place.page, number, place.table, place.row)),
        )
