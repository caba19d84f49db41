"""Reading OpenDocument text (.odt): its paragraphs and tables, as a reader sees them."""

import re
from collections.abc import Iterator

from curriculum.icap.readers.assembly import Assembly, Cell
from curriculum.icap.readers.limits import (
    MAX_COLUMNS,
    damaged,
    encrypted,
    open_archive,
    read_member,
    too_large,
)
from curriculum.icap.readers.xml import Element, element_children, parse_xml
from curriculum.icap.source import Source

_KIND = "ODT"
_NAMESPACES = {
    "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}": "office:",
    "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}": "text:",
    "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}": "table:",
    "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}": "draw:",
}
_TEXT_NS = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TABLE_NS = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_PARAGRAPHS = frozenset({"text:p", "text:h"})
_GROUPS = frozenset(
    {
        "text:section",
        "text:list",
        "text:list-item",
        "text:list-header",
        "text:numbered-paragraph",
        "table:table-header-rows",
        "table:table-rows",
        "table:table-row-group",
        "table:table-header-columns",
    }
)
_SILENT = frozenset(
    {"text:tracked-changes", "text:note", "text:ruby-text", "office:annotation", "draw:frame"}
)
_MAX_SPACES = 200


def read_odt(data: bytes) -> Source:
    """Read the bytes of an ODT; tracked changes are read as accepted."""
    with open_archive(data, _KIND) as archive:
        if _is_encrypted(read_member(archive, "META-INF/manifest.xml", _KIND)):
            raise encrypted(_KIND)
        root = parse_xml(read_member(archive, "content.xml", _KIND), _KIND)
    body = next((e for e in root.iter() if _name(e) == "office:text"), None)
    if body is None:
        raise damaged(_KIND)
    assembly = Assembly()
    for child in _children(body):
        if _name(child) in _PARAGRAPHS:
            assembly.add_paragraph(_text(child))
        elif _name(child) == "table:table":
            assembly.add_table(_rows(child))
    return assembly.source(wrapped=False)


def _is_encrypted(manifest: bytes) -> bool:
    root = parse_xml(manifest, _KIND)
    return any(str(e.tag).endswith("}encryption-data") for e in root.iter())


def _name(element: Element) -> str:
    namespace, _, local = str(element.tag).partition("}")
    return _NAMESPACES.get(f"{namespace}}}", "?") + local


def _children(element: Element) -> Iterator[Element]:
    """Go through the children, seeing through groups and passing over what is not shown."""
    for child in element_children(element):
        if _name(child) in _GROUPS:
            yield from _children(child)
        elif _name(child) not in _SILENT:
            yield child


def _number(element: Element, attribute: str, *, most: int, namespace: str = _TABLE_NS) -> int:
    value = element.get(namespace + attribute) or "1"
    return min(int(value), most) if value.isdecimal() else 1


def _rows(table: Element) -> Iterator[list[Cell]]:
    spans: dict[int, int] = {}
    for row in _children(table):
        if _name(row) == "table:table-row":
            yield _cells(row, spans)


def _cells(row: Element, spans: dict[int, int]) -> list[Cell]:
    """Give the cells of a row; `spans` keeps for how many rows more a column is covered."""
    cells: list[Cell] = []
    opened: dict[int, int] = {}
    for element in _children(row):
        name = _name(element)
        if name not in {"table:table-cell", "table:covered-table-cell"}:
            continue
        opened |= _opened(element, len(cells))
        text = _cell_text(element) if name == "table:table-cell" else ""
        for _ in range(_number(element, "number-columns-repeated", most=MAX_COLUMNS + 1)):
            above = spans.get(len(cells), 0) > 0
            cells.append(Cell(text, covered_from_above=above))
        if len(cells) > MAX_COLUMNS:
            raise too_large()
    for column, rows in list(spans.items()):
        spans[column] = rows - 1
    spans.update(opened)
    return cells


def _opened(element: Element, column: int) -> dict[int, int]:
    """Say which columns this cell covers below itself, and for how many rows."""
    rows = _number(element, "number-rows-spanned", most=10_000)
    width = _number(element, "number-columns-spanned", most=MAX_COLUMNS)
    return dict.fromkeys(range(column, column + width), rows - 1) if rows > 1 else {}


def _cell_text(cell: Element) -> str:
    lines = []
    for child in _children(cell):
        if _name(child) in _PARAGRAPHS:
            lines.append(_text(child))
        elif _name(child) == "table:table":
            lines += [_cell_text(c) for row in _children(child) for c in _children(row)]
    return "\n".join(lines).strip("\n")


def _text(element: Element) -> str:
    """Join the text of a paragraph; white space is collapsed as OpenDocument prescribes."""
    return "".join(_pieces(element)).strip(" ")


def _pieces(element: Element) -> Iterator[str]:
    yield _collapsed(element.text)
    for child in element_children(element):
        name = _name(child)
        if name == "text:s":
            yield " " * _number(child, "c", most=_MAX_SPACES, namespace=_TEXT_NS)
        elif name == "text:tab":
            yield " "
        elif name == "text:line-break":
            yield "\n"
        elif name not in _SILENT:
            yield from _pieces(child)
        yield _collapsed(child.tail)


def _collapsed(text: str | None) -> str:
    return re.sub(r"[ \t\r\n]+", " ", text or "")
