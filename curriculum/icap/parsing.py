"""Source → document: the sections in their order, whatever the file format."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum, auto

from curriculum.icap.characters import joined_lines, repaired, squeezed
from curriculum.icap.columns import (
    Head,
    inferred_head,
    is_head_continued,
    is_head_row,
    looks_like_head,
    read_head,
)
from curriculum.icap.document import Attitude
from curriculum.icap.drafts import Entry, MainDraft, Remark
from curriculum.icap.errors import UnreadableDocumentError
from curriculum.icap.header import (
    Header,
    VersionColumn,
    is_header_row,
    read_header_row,
    read_version_row,
    version_columns,
)
from curriculum.icap.main_table import read_main_table
from curriculum.icap.notes import (
    Notes,
    PlacedLine,
    is_attitude_head,
    is_notes_head,
    read_attitudes,
    read_notes,
)
from curriculum.icap.printed_codes import FlatWidths, flat_code, flat_widths
from curriculum.icap.rows import MainRow, joined_rows, main_row
from curriculum.icap.source import Paragraph, Place, Row, Source, Table

_NARROWEST = 4
_TITLE_END = "職能基準"
_FOOTER = re.compile(r"第\d+頁[,/]?\s*[總共]+\d+頁|\d+/\d+|-?\d+-?|第\d+頁")


class _Section(Enum):
    START = auto()
    VERSIONS = auto()
    HEADER = auto()
    MAIN = auto()
    ATTITUDES = auto()
    NOTES = auto()
    ELSEWHERE = auto()


@dataclass(frozen=True, slots=True)
class Parse:
    """Everything that was read, before it becomes a document."""

    title: str
    header: Header
    main: MainDraft
    attitudes: tuple[tuple[Attitude, Entry], ...]
    notes: Notes
    widths: FlatWidths
    remarks: tuple[Remark, ...]
    duty_label: str


@dataclass(slots=True)
class _Walk:
    """What was gathered on the way through the parts of the source."""

    section: _Section = _Section.START
    title: str = ""
    header: Header = field(default_factory=Header)
    versions: dict[int, VersionColumn] = field(default_factory=dict)
    head_rows: list[Row] = field(default_factory=list)
    head: Head | None = None
    duty_label: str = ""
    main: list[MainRow] = field(default_factory=list)
    attitudes: list[PlacedLine] = field(default_factory=list)
    notes: list[PlacedLine] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    opens_page: bool = False
    left_out: set[str] = field(default_factory=set)


def parse(source: Source) -> Parse:
    """Understand a source; raises UnreadableDocumentError where it is no standard."""
    widths = flat_widths([line for cell in _cells(source) for line in cell.split("\n")])
    walk = _Walk()
    for part in source.parts:
        if isinstance(part, Table):
            _walk_table(walk, part, widths)
        else:
            _walk_paragraph(walk, part)
    if walk.head is None:
        raise _without_main_table(source)
    main = read_main_table(joined_rows(walk.main), widths, wrapped=source.wrapped)
    if not any(duty.tasks for duty in main.duties):
        raise _not_a_standard()
    return Parse(
        title=walk.title,
        header=walk.header,
        main=main,
        attitudes=tuple(read_attitudes(walk.attitudes, widths, wrapped=source.wrapped)),
        notes=read_notes(walk.notes, wrapped=source.wrapped),
        widths=widths,
        remarks=(*walk.remarks, *main.remarks),
        duty_label=walk.duty_label,
    )


def _cells(source: Source) -> list[str]:
    tables = (part for part in source.parts if isinstance(part, Table))
    in_tables = [repaired(cell) for table in tables for row in table.rows for cell in row.cells]
    outside = [repaired(part.text) for part in source.parts if isinstance(part, Paragraph)]
    return in_tables + outside


def _not_a_standard() -> UnreadableDocumentError:
    return UnreadableDocumentError(
        "這份檔案裡找不到工作任務的表格，不是職能基準的文件。",
        "No table of tasks was found; the file is not an official standard document.",
    )


def _without_main_table(source: Source) -> UnreadableDocumentError:
    """Say which row should have been the head of the main table, where there is one."""
    for part in source.parts:
        for row in part.rows if isinstance(part, Table) else ():
            if looks_like_head(row) or any(re.match(r"\s*T\d+\.\d+", cell) for cell in row.cells):
                text = "｜".join(joined_lines(cell) for cell in row.cells if cell.strip())[:120]
                return UnreadableDocumentError(
                    f"看不懂這份表格的欄名：{text}",
                    f"The column names of this table are not understood: {text}",
                )
    return _not_a_standard()


def _walk_paragraph(walk: _Walk, part: Paragraph) -> None:
    text = repaired(part.text)
    plain = squeezed(text)
    if not plain or _FOOTER.fullmatch(plain):
        return
    if is_attitude_head(text):
        walk.section = _Section.ATTITUDES
    elif is_notes_head(text):
        _enter_notes(walk, text, part.place)
    elif plain in walk.left_out or plain == squeezed(walk.title):
        return
    elif walk.section is _Section.ATTITUDES:
        walk.attitudes.append(PlacedLine(text, part.place))
    elif walk.section is _Section.NOTES:
        walk.notes.append(PlacedLine(text, part.place))
    elif walk.section is _Section.START and not walk.title.endswith(_TITLE_END):
        walk.title += text.strip()
    else:
        _leave_out(walk, text.strip(), part.place)


def _enter_notes(walk: _Walk, text: str, place: Place) -> None:
    walk.section = _Section.NOTES
    walk.notes.append(PlacedLine(text, place))


def _walk_table(walk: _Walk, table: Table, widths: FlatWidths) -> None:
    if walk.section is _Section.MAIN:
        _continue_main(walk, table, widths)
    walk.opens_page = True
    for row in table.rows:
        if any(cell.strip() for cell in row.cells):
            _walk_row(walk, row)


def _continue_main(walk: _Walk, table: Table, widths: FlatWidths) -> None:
    """Take up a main table that goes on in a table without a head."""
    rows = [row for row in table.rows if any(cell.strip() for cell in row.cells)]
    walk.head_rows = []
    if not rows or walk.head is None or is_head_row(rows[0]) or _section_head(rows[0]):
        return
    width = max(len(row.cells) for row in rows)
    if width < _NARROWEST:
        attitudes = any(flat_code(cell, "A", widths) for row in rows for cell in row.cells)
        walk.section = _Section.ATTITUDES if attitudes else _Section.ELSEWHERE
        return
    if width != walk.head.width:
        walk.head = inferred_head(rows, widths) or walk.head
    text = " | ".join(joined_lines(cell) for cell in rows[0].cells if cell.strip())
    walk.remarks.append(Remark("table-without-head", rows[0].place, text))


def _section_head(row: Row) -> _Section | None:
    first = next((cell for cell in row.cells if cell.strip()), "")
    if is_attitude_head(first):
        return _Section.ATTITUDES
    if is_notes_head(first):
        return _Section.NOTES
    return None


def _walk_row(walk: _Walk, row: Row) -> None:
    section = _section_head(row)
    if section is not None:
        _enter(walk, section, row)
    elif columns := version_columns(row):
        walk.section, walk.versions = _Section.VERSIONS, columns
    elif is_head_row(row) or (walk.head_rows and is_head_continued(row)):
        _take_head(walk, row)
    else:
        walk.head_rows = []
        _walk_body_row(walk, row)


def _enter(walk: _Walk, section: _Section, row: Row) -> None:
    """Enter the attitudes or notes; further cells of the heading's row belong to them."""
    walk.section = section
    filled = [cell for cell in row.cells if cell.strip()]
    _take_lines(walk, filled if section is _Section.NOTES else filled[1:], row.place)


def _take_head(walk: _Walk, row: Row) -> None:
    if not walk.head_rows:
        walk.opens_page = True
    walk.head_rows.append(row)
    head = read_head(walk.head_rows)
    if head.is_complete:
        walk.section, walk.head = _Section.MAIN, head
        walk.duty_label = walk.duty_label or head.duty_label


def _walk_body_row(walk: _Walk, row: Row) -> None:
    if walk.section in {_Section.ATTITUDES, _Section.NOTES}:
        _take_lines(walk, row.cells, row.place)
    elif walk.section is _Section.MAIN and walk.head is not None:
        walk.main.append(main_row(row, walk.head, opens_page=walk.opens_page))
        walk.opens_page = False
    elif is_header_row(row) or walk.section is _Section.HEADER:
        walk.section = _Section.HEADER
        if not read_header_row(walk.header, row):
            _leave_out_row(walk, row)
    elif walk.section is _Section.VERSIONS:
        read_version_row(walk.header, row, walk.versions)
    else:
        _leave_out_row(walk, row)


def _leave_out_row(walk: _Walk, row: Row) -> None:
    text = " | ".join(joined_lines(cell) for cell in row.cells if cell.strip())
    _leave_out(walk, text, row.place)


def _leave_out(walk: _Walk, text: str, place: Place) -> None:
    """Note what belongs to no section; what every page repeats is noted once."""
    if squeezed(text) not in walk.left_out:
        walk.left_out.add(squeezed(text))
        walk.remarks.append(Remark("unplaced-text", place, text))


def _take_lines(walk: _Walk, cells: Sequence[str], place: Place) -> None:
    target = walk.attitudes if walk.section is _Section.ATTITUDES else walk.notes
    for cell in cells:
        target.extend(PlacedLine(line, place) for line in cell.split("\n") if line.strip())
