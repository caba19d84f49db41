"""Reading Office Open XML (.docx): its body's paragraphs and tables, as a reader sees them."""

from collections.abc import Iterator

from curriculum.icap.readers.assembly import Assembly, Cell
from curriculum.icap.readers.limits import (
    MAX_COLUMNS,
    damaged,
    open_archive,
    read_member,
    too_large,
)
from curriculum.icap.readers.xml import Element, element_children, parse_xml
from curriculum.icap.source import Source

_KIND = "DOCX"
_NAMESPACES = (
    "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}",
    "{http://purl.oclc.org/ooxml/wordprocessingml/main}",
)
_TRANSPARENT = frozenset(
    {"sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag", "hyperlink", "fldSimple"}
)
_REMOVED = frozenset({"del", "moveFrom"})
_MARKS = {"tab": " ", "cr": "\n", "noBreakHyphen": "-"}


def read_docx(data: bytes) -> Source:
    """Read the bytes of a DOCX; tracked changes are read as accepted."""
    with open_archive(data, _KIND) as archive:
        root = parse_xml(read_member(archive, "word/document.xml", _KIND), _KIND)
    body = next((child for child in _children(root) if _name(child) == "body"), None)
    if body is None:
        raise damaged(_KIND)
    assembly = Assembly()
    for child in _children(body):
        if _name(child) == "p":
            assembly.add_paragraph(_text(child))
        elif _name(child) == "tbl":
            assembly.add_table(_rows(child))
    return assembly.source(wrapped=False)


def _name(element: Element) -> str:
    tag: str = element.tag
    for namespace in _NAMESPACES:
        if tag.startswith(namespace):
            return tag[len(namespace) :]
    return "alternate" if tag.endswith("}AlternateContent") else ""


def _children(element: Element) -> Iterator[Element]:
    """Go through the children, seeing through wrappers and passing over what was deleted."""
    for child in element_children(element):
        name = _name(child)
        if name in _TRANSPARENT:
            yield from _children(child)
        elif name == "alternate":
            yield from _children(next(element_children(child), ()))
        elif name not in _REMOVED:
            yield child


def _find(element: Element, *path: str) -> Element | None:
    for step in path:
        element = next((c for c in element_children(element) if _name(c) == step), None)
        if element is None:
            return None
    return element


def _value(element: Element | None, name: str = "val") -> str | None:
    if element is None:
        return None
    return next((element.get(ns + name) for ns in _NAMESPACES if element.get(ns + name)), None)


def _number(element: Element | None) -> int:
    value = _value(element) or "0"
    return min(int(value), MAX_COLUMNS + 1) if value.isdecimal() else 0


def _rows(table: Element) -> Iterator[list[Cell]]:
    for row in _children(table):
        if _name(row) == "tr" and _find(row, "trPr", "del") is None:
            yield _cells(row)


def _cells(row: Element) -> list[Cell]:
    cells = [Cell()] * _number(_find(row, "trPr", "gridBefore"))
    for cell in _children(row):
        if _name(cell) != "tc":
            continue
        merge = _find(cell, "tcPr", "vMerge")
        covered = merge is not None and _value(merge) != "restart"
        width = max(1, _number(_find(cell, "tcPr", "gridSpan")))
        first = Cell("" if covered else _cell_text(cell), covered_from_above=covered)
        cells += [first, *[Cell(covered_from_above=covered)] * (width - 1)]
        if len(cells) > MAX_COLUMNS:
            raise too_large()
    return cells


def _cell_text(cell: Element) -> str:
    lines = []
    for child in _children(cell):
        if _name(child) == "p":
            lines.append(_text(child))
        elif _name(child) == "tbl":
            lines += [_cell_text(c) for row in _children(child) for c in _children(row)]
    return "\n".join(lines).strip("\n")


def _text(element: Element) -> str:
    """Join the text of a paragraph, or of a run."""
    return "".join(_piece(child) for child in _children(element))


def _piece(element: Element) -> str:
    name = _name(element)
    if name == "t":
        return element.text or ""
    if name == "r" and not _is_hidden(element):
        return _text(element)
    if name == "ruby":
        return "".join(_text(base) for base in _children(element) if _name(base) == "rubyBase")
    return _mark(name, element)


def _mark(name: str, element: Element) -> str:
    """Give what a break or symbol stands for; a page or column break stands for nothing."""
    if name == "br":
        return "" if _value(element, "type") else "\n"
    if name == "sym":
        return _symbol(_value(element, "char"))
    return _MARKS.get(name, "")


def _is_hidden(run: Element) -> bool:
    vanish = _find(run, "rPr", "vanish")
    return vanish is not None and _value(vanish) not in {"0", "false"}


def _symbol(code: str | None) -> str:
    try:
        return chr(int(code or "", 16))
    except (ValueError, OverflowError):
        return ""
