"""The version table and the header table."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from curriculum.icap.characters import folded, joined_lines, repaired, squeezed
from curriculum.icap.document import Category, VersionEntry
from curriculum.icap.source import Place, Row

STANDARD_CODE = re.compile(r"[A-Z]{2,4}\d{3,4}-\d{3}(?:v\d{1,2})?", re.IGNORECASE)


class Label(StrEnum):
    """A label of the header table."""

    CODE = "職能基準代碼"
    NAME = "職能基準名稱"
    JOB_NAME = "職類"
    OCCUPATION_NAME = "職業"
    JOB_CATEGORY = "職類別"
    OCCUPATION = "職業別"
    INDUSTRY = "行業別"
    JOB_CATEGORY_CODE = "職類別代碼"
    OCCUPATION_CODE = "職業別代碼"
    INDUSTRY_CODE = "行業別代碼"
    CLASSES = "所屬類別"
    DESCRIPTION = "工作描述"
    LEVEL = "基準級別"


class VersionColumn(StrEnum):
    """A column of the version table."""

    VERSION = "version"
    CODE = "code"
    NAME = "name"
    STATUS = "status"
    NOTE = "note"
    DATE = "date"


_VERSION_LABELS = (
    (VersionColumn.VERSION, re.compile(r"版本(別|號)?")),
    (VersionColumn.CODE, re.compile(r"職能基準代碼")),
    (VersionColumn.NAME, re.compile(r"職能基準名稱")),
    (VersionColumn.STATUS, re.compile(r"狀態")),
    (VersionColumn.NOTE, re.compile(r"更新說明")),
    (VersionColumn.DATE, re.compile(r".*日期")),
)


@dataclass(slots=True)
class Header:
    """What stands before the main table."""

    values: dict[Label, str] = field(default_factory=dict)
    places: dict[Label, Place] = field(default_factory=dict)
    versions: list[VersionEntry] = field(default_factory=list)
    version_places: list[Place] = field(default_factory=list)
    last_label: Label | None = None

    def value(self, *labels: Label) -> str:
        """Give the first value that is there."""
        return next((self.values[label] for label in labels if self.values.get(label)), "")


def _label(cell: str) -> Label | None:
    text = re.sub(r"\(.*?\)|[:：]$", "", squeezed(cell))
    return next((label for label in Label if label == text), None)


def is_header_row(row: Row) -> bool:
    """Whether the row's first words are a label of the header table."""
    first = next((cell for cell in row.cells if cell.strip()), "")
    return _label(first) is not None


def read_header_row(header: Header, row: Row) -> bool:
    """Take the labels and values of one row into the header; say whether it had a place there.

    A row that begins with an empty cell goes on with the label of the row before.
    """
    label = header.last_label if not row.cells[0].strip() else None
    placed = False
    for cell in row.cells:
        if not cell.strip():
            continue
        if found := _label(cell):
            header.last_label = label = found
            header.places.setdefault(label, row.place)
        elif label is not None:
            before = header.values.get(label)
            header.values[label] = f"{before}\n{cell}" if before else cell
        placed = placed or label is not None
    return placed


def version_columns(row: Row) -> dict[int, VersionColumn]:
    """Read the head of the version table; empty where the row is none."""
    named = {
        position: column
        for position, cell in enumerate(row.cells)
        for column, pattern in _VERSION_LABELS
        if pattern.fullmatch(squeezed(cell))
    }
    needed = {VersionColumn.VERSION, VersionColumn.STATUS}
    return named if needed <= set(named.values()) else {}


def read_version_row(header: Header, row: Row, columns: dict[int, VersionColumn]) -> None:
    """Take one row of the version table, or the rest of one that began on the page before."""
    cells = dict.fromkeys(VersionColumn, "")
    for position, column in columns.items():
        if position < len(row.cells):
            cells[column] = joined_lines(row.cells[position])
    values = {str(column): text for column, text in cells.items()}
    goes_on = header.versions and not cells[VersionColumn.VERSION]
    if goes_on:
        last = header.versions[-1].to_mapping()
        values = {key: last[key] + values[key] for key in values}
        header.versions.pop()
    else:
        header.version_places.append(row.place)
    values["date"] = iso_date(values["date"])
    values["code"] = values["code"].replace(" ", "")
    header.versions.append(VersionEntry(**values))


def iso_date(text: str) -> str:
    """Write a printed date in ISO 8601; what is no date stays as printed."""
    found = re.fullmatch(r"(\d{4})[/.\-年](\d{1,2})[/.\-月](\d{1,2})日?", squeezed(text))
    if found is None:
        return text
    year, month, day = (int(number) for number in found.groups())
    return f"{year:04}-{month:02}-{day:02}" if 1 <= month <= 12 and 1 <= day <= 31 else text


def categories(names: str, codes: str, width: int) -> tuple[Category, ...]:
    """Pair the names and codes of a class; `width` is the length of codes that run together."""
    listed = _codes(codes, width)
    if len(listed) < 2:
        name = joined_lines(names)
        return (Category(name, listed[0] if listed else ""),) if name or listed else ()
    parts = _names(names, len(listed))
    size = max(len(parts), len(listed))
    return tuple(Category(_nth(parts, number), _nth(listed, number)) for number in range(size))


def _nth(values: Sequence[str], number: int) -> str:
    return values[number] if number < len(values) else ""


def _codes(text: str, width: int) -> list[str]:
    codes = [code for code in re.split(r"[\s、，,;／/]+", folded(repaired(text))) if code]
    if len(codes) == 1 and len(codes[0]) > width and len(codes[0]) % width == 0:
        run = codes[0]
        if run.isdigit() or (run.isalpha() and width == 3):
            return [run[i : i + width] for i in range(0, len(run), width)]
    return codes


def _names(text: str, count: int) -> list[str]:
    lines = [line.strip() for line in repaired(text).split("\n") if line.strip()]
    if len(lines) == count:
        return lines
    whole = joined_lines(text)
    for separator in ("、", "；", ";", "，", ","):
        parts = [part.strip() for part in whole.split(separator) if part.strip()]
        if len(parts) == count:
            return parts
    return lines if len(lines) > 1 else [whole]
