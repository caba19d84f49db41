"""Tables for spreadsheets: CSV and XLSX in which no text can act as a formula."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO, StringIO

from flask import Response, send_file
from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from webapp.clock import TAIPEI

Cell = str | int | float | date | datetime | None
CSV_TYPE = "text/csv; charset=utf-8"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LONGEST_TITLE = 31  # of a sheet, Excel's limit
WIDEST = 48

_ACTING = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_FORBIDDEN_IN_TITLES = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table: its title, the words above its columns, and its rows."""

    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[Cell]]


def guarded(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula: an apostrophe goes before it.

    OWASP, CSV Injection: a cell that begins with = + - @, a tab or a line break may act.
    """
    is_acting = text.startswith(_ACTING) or text.strip().startswith(_ACTING)
    return f"'{text}" if is_acting else text


def csv_bytes(sheet: Sheet) -> bytes:
    """Write one table as CSV in UTF-8 with a byte order mark, which Excel needs for Chinese."""
    text = StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([guarded(word) for word in sheet.columns])
    writer.writerows([[_printed(cell) for cell in row] for row in sheet.rows])
    return text.getvalue().encode("utf-8-sig")


def _printed(cell: Cell) -> str | int | float:
    if isinstance(cell, datetime):
        return cell.astimezone(TAIPEI).strftime("%Y-%m-%d %H:%M")
    if isinstance(cell, date):
        return cell.isoformat()
    return guarded(cell) if isinstance(cell, str) else "" if cell is None else cell


def xlsx_bytes(sheets: Sequence[Sheet]) -> bytes:
    """Write tables as one workbook, a sheet each; texts are stored as texts, never as formulas."""
    target = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(target, options) as workbook:
        bold = workbook.add_format({"bold": True, "bottom": 1})
        for sheet in sheets:
            title = sheet.title.translate(_FORBIDDEN_IN_TITLES)[:LONGEST_TITLE]
            _write(workbook.add_worksheet(title), sheet, bold)
    return target.getvalue()


def _write(page: Worksheet, sheet: Sheet, bold: object) -> None:
    page.freeze_panes(1, 1)
    for column, word in enumerate(sheet.columns):
        page.write_string(0, column, word, bold)
        texts = [word, *(str(row[column]) for row in sheet.rows)]
        page.set_column(column, column, min(WIDEST, 2 + max(map(_width, texts))))
    for number, row in enumerate(sheet.rows, start=1):
        for column, cell in enumerate(row):
            shown = _printed(cell)
            if isinstance(shown, str):
                page.write_string(number, column, cell if isinstance(cell, str) else shown)
            else:
                page.write_number(number, column, shown)


def _width(text: str) -> int:
    return sum(1 if character.isascii() else 2 for character in text)


def download(content: bytes, *, name: str, content_type: str) -> Response:
    """Send a file to be kept under this name, by the person and not by any cache."""
    response = send_file(
        BytesIO(content), mimetype=content_type, as_attachment=True, download_name=name
    )
    response.headers["Cache-Control"] = "no-store"
    return response
