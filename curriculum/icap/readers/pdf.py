"""Reading PDF with ruled tables: characters and rules, put back into cells."""

import io
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfminer.pdfexceptions import PDFException
from pdfminer.pdftypes import resolve1
from pdfminer.psexceptions import PSException
from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

from curriculum.icap.errors import UnreadableDocumentError
from curriculum.icap.readers.assembly import Assembly, Cell
from curriculum.icap.readers.limits import (
    MAX_COLUMNS,
    MAX_PAGE_BYTES,
    MAX_PAGE_CHARACTERS,
    MAX_PAGES,
    damaged,
    encrypted,
    too_large,
)
from curriculum.icap.readers.typesetting import Glyph, Line, lines_of, unwrapped
from curriculum.icap.source import Source

_KIND = "PDF"
_TOLERANCE = 3.0
_MOST_PADDING = 10.0


@dataclass(frozen=True, slots=True)
class _Box:
    x0: float
    top: float
    x1: float
    bottom: float

    def holds(self, glyph: Glyph) -> bool:
        """Whether the middle of the glyph lies inside."""
        x, y = (glyph.x0 + glyph.x1) / 2, (glyph.top + glyph.bottom) / 2
        return self.x0 <= x <= self.x1 and self.top <= y <= self.bottom


def read_pdf(data: bytes) -> Source:
    """Read the bytes of a PDF in this process; a stranger's file belongs into `confinement`."""
    try:
        with pdfplumber.open(io.BytesIO(data)) as pdf:
            return _source(pdf)
    except UnreadableDocumentError:
        raise
    except (PdfminerException, MalformedPDFException, PDFException, PSException) as error:
        causes = (error, *error.args)
        if any(isinstance(cause, PDFPasswordIncorrect) for cause in causes):
            raise encrypted(_KIND) from error
        raise damaged(_KIND) from error
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, OSError) as error:
        raise damaged(_KIND) from error


def _source(pdf: Any) -> Source:  # noqa: ANN401 -- pdfplumber has no types
    if len(pdf.pages) > MAX_PAGES:
        raise too_large()
    assembly = Assembly()
    for page in pdf.pages:
        _add_page(assembly, page)
        page.close()
    if not assembly.lines:
        raise UnreadableDocumentError(
            "這個 PDF 裡沒有文字，可能是掃描的影像。改用有文字的 PDF、ODT 或 DOCX。",
            "This PDF holds no text; it may be a scan. Use a PDF with text, an ODT or a DOCX.",
        )
    return assembly.source(page_count=len(pdf.pages), wrapped=False)


def _add_page(assembly: Assembly, page: Any) -> None:  # noqa: ANN401 -- pdfplumber has no types
    _require_bounded(page)
    glyphs = [
        Glyph(c["text"], c["x0"], c["x1"], c["top"], c["bottom"])
        for c in page.dedupe_chars().chars
        if c["upright"]
    ]
    tables = _tables(page)
    boxes = [_around(cells) for cells in tables]
    outside = lines_of(g for g in glyphs if not any(box.holds(g) for box in boxes))
    pending = sorted(
        [(box.top, cells) for box, cells in zip(boxes, tables, strict=True)], key=lambda t: t[0]
    )
    number = page.page_number
    for top, cells in pending:
        above = [line for line in outside if line.top < top]
        outside = outside[len(above) :]
        _add_paragraphs(assembly, above, number)
        assembly.add_table(_rows(cells, glyphs), page=number)
    _add_paragraphs(assembly, outside, number)


def _tables(page: Any) -> list[list[_Box]]:  # noqa: ANN401 -- pdfplumber has no types
    """Give the cells of each table; a wide cell that stands alone is a table too."""
    finder = page.debug_tablefinder()
    tables = [[_Box(*cell) for cell in table.cells] for table in finder.tables]
    known = {box for cells in tables for box in cells}
    alone = [box for cell in finder.cells if (box := _Box(*cell)) not in known]
    return tables + [[box] for box in alone if box.x1 - box.x0 > page.width / 2]


def _require_bounded(page: Any) -> None:  # noqa: ANN401 -- pdfplumber has no types
    """Refuse a page whose drawing instructions or characters are beyond any printed page."""
    size = 0
    for stream in page.page_obj.contents:
        size += len(resolve1(stream).get_data())
        if size > MAX_PAGE_BYTES:
            raise too_large()
    if len(page.chars) > MAX_PAGE_CHARACTERS:
        raise too_large()


def _around(cells: Sequence[_Box]) -> _Box:
    return _Box(
        min(cell.x0 for cell in cells),
        min(cell.top for cell in cells),
        max(cell.x1 for cell in cells),
        max(cell.bottom for cell in cells),
    )


def _add_paragraphs(assembly: Assembly, lines: Sequence[Line], page: int) -> None:
    for line in lines:
        assembly.add_paragraph(line.text, page=page)


def _edges(values: Iterator[float]) -> list[float]:
    """Give the distinct edges; those nearer to each other than the tolerance are one."""
    edges: list[float] = []
    for value in sorted(values):
        if not edges or value - edges[-1] > _TOLERANCE:
            edges.append(value)
    return edges


def _position(edges: Sequence[float], value: float) -> int:
    return max(0, bisect_right(edges, value + _TOLERANCE) - 1)


def _rows(cells: Sequence[_Box], glyphs: Sequence[Glyph]) -> list[list[Cell]]:
    """Lay the cells on the table's grid; a position under or beside a merged cell is covered."""
    lefts = _edges(cell.x0 for cell in cells)
    tops = _edges(cell.top for cell in cells)
    if len(lefts) > MAX_COLUMNS:
        raise too_large()
    grid = [[Cell() for _ in lefts] for _ in tops]
    for box in cells:
        column, row = _position(lefts, box.x0), _position(tops, box.top)
        last_row = _position(tops, box.bottom - 3 * _TOLERANCE)
        last_column = _position(lefts, box.x1 - 3 * _TOLERANCE)
        for below in range(row + 1, last_row + 1):
            for beside in range(column, last_column + 1):
                grid[below][beside] = Cell(covered_from_above=True)
        grid[row][column] = _cell(box, [glyph for glyph in glyphs if box.holds(glyph)])
    return grid


def _cell(box: _Box, glyphs: Sequence[Glyph]) -> Cell:
    lines = lines_of(glyphs)
    if not lines:
        return Cell()
    padding = min(_MOST_PADDING, max(0.0, min(line.x0 for line in lines) - box.x0))
    text = unwrapped(lines, box.x1 - padding)
    return Cell(text, printed=tuple(line.text for line in lines))
