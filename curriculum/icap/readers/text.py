"""Reads plain text as a program extracts it from the PDF of an official document."""

import codecs
import unicodedata
from collections.abc import Sequence

from curriculum.icap.errors import UnreadableDocumentError
from curriculum.icap.readers.limits import require_acceptable_size
from curriculum.icap.readers.text_front import front_parts
from curriculum.icap.readers.text_lines import Line, Sections, printed_lines, sections
from curriculum.icap.readers.text_notes import attitude_items, note_items, page_width
from curriculum.icap.readers.text_rows import main_rows
from curriculum.icap.readers.text_tokens import fold
from curriculum.icap.source import Doubt, Paragraph, Place, Row, Source, Table

MAX_CHARACTERS = 500_000
_SPACES = "\t\n\v\f\r\x1c\x1d\x1e\x1f\x85"
_HEAD = (
    "工作任務", "工作產出", "行為指標", "職能級別",
    "職能內涵(K=knowledge知識)", "職能內涵(S=skills技能)",
)  # fmt: skip


def read_text(data: bytes) -> Source:
    """Give the document as tables; UnreadableDocumentError where the bytes are no text."""
    require_acceptable_size(data)
    text = _decoded(data)
    if len(text) > MAX_CHARACTERS:
        raise UnreadableDocumentError(
            f"文字超過 {MAX_CHARACTERS:,} 字，不像職能基準的文件。",
            f"The text has more than {MAX_CHARACTERS:,} characters; no official document has.",
        )
    lines, page_count = printed_lines(text)
    found = sections(lines)
    main, doubts = _main_table(found)
    parts = (*front_parts(found.front), *main, *_whole_page_tables(found))
    return Source(
        parts=parts,
        lines=tuple(Paragraph(line.text, _place(line)) for line in lines),
        page_count=page_count,
        wrapped=False,
        doubts=doubts,
    )


def _decoded(data: bytes) -> str:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encodings: tuple[str, ...] = ("utf-16",)
    else:
        encodings = ("utf-8-sig", "cp950")
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not any(unicodedata.category(c) == "Cc" and c not in _SPACES for c in set(text)):
            return text
    raise UnreadableDocumentError(
        "這個檔案不是文字檔，或文字編碼無法辨識。",
        "The file is not plain text, or its encoding is unknown.",
    )


def _place(line: Line) -> Place:
    return Place(page=line.page, line=line.number)


def _main_table(found: Sections) -> tuple[tuple[Table, ...], tuple[Doubt, ...]]:
    if not found.heading:
        return (), ()
    printed = fold("".join(line.text for line in found.heading))
    duty = "主要職責" if "主" in printed else "工作職責"
    head = Row((duty, *_HEAD), _place(found.heading[0]))
    rows, doubts = main_rows(found.main)
    return (Table((head, *rows)),), doubts


def _whole_page_tables(found: Sections) -> tuple[Table, ...]:
    limit = page_width([*found.front, *found.attitudes, *found.notes])
    attitudes = attitude_items(found.attitudes, limit)
    notes = note_items(found.notes, limit)
    return (
        *_titled(found.attitude_heading, found.attitudes, attitudes),
        *_titled(found.note_heading, found.notes, notes),
    )


def _titled(heading: Line | None, lines: Sequence[Line], items: Sequence[str]) -> tuple[Table, ...]:
    if heading is None:
        return ()
    rows = [Row((heading.text,), _place(heading))]
    if items:
        rows.append(Row(("\n".join(items),), _place(lines[0])))
    return (Table(tuple(rows)),)
