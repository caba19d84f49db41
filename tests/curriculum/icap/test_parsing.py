"""Whatever the tables hold, there is a document or a refusal, and the document can be kept."""

import json
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from curriculum.icap.correcting import corrected
from curriculum.icap.errors import UnreadableDocumentError
from curriculum.icap.reading import Reading, reading_of
from curriculum.icap.source import Paragraph, Place, Row, Source, Table
from tests.documents.standards import HEAD, HEADER, ROW, Standard

PIECES = [
    *HEAD, *ROW, *HEADER, "", "\n", "T1", "T1.1", "T2.13D", "O1.1.1", "03.2.2", "P 1.1.2", "K01",
    "S100", "S013D", "A01：", "A02", "3\n4", "9", "Ｔ３.１", "\uf9e4", "\uf06e ", "【註1】", "版本",
    "說明與補充事項", "職能內涵（A=attitude態度）", "狀態", "V2", "其他補充說明：", "。",
    "T99999999999999999999.1", "O1.1.99999999999999999999", "K99999999999999",
    "第1頁，總共999999999999999頁", "v9999999999", "O1.1." + "9" * 5000, "S" + "0" * 5000,
]  # fmt: skip

cells = st.lists(st.sampled_from(PIECES) | st.text(max_size=8), max_size=4).map("".join)
rows = st.builds(
    Row,
    cells=st.lists(cells, min_size=1, max_size=9).map(tuple),
    place=st.builds(
        Place, page=st.integers(1, 3), line=st.integers(1, 30), table=st.integers(1, 4)
    ),
    covered=st.frozensets(st.integers(0, 9)),
)
parts = st.lists(
    st.builds(Table, rows=st.lists(rows, max_size=6).map(tuple))
    | st.builds(Paragraph, text=cells, place=st.builds(Place, page=st.integers(1, 3))),
    max_size=5,
)


def read(found, *, wrapped):
    source = Source(parts=tuple(found), lines=_lines(found), page_count=2, wrapped=wrapped)
    return reading_of(source, reader="test", filename="x")


def _lines(found):
    texts = [
        cell
        for part in found
        for cell in (
            [part.text] if isinstance(part, Paragraph) else [c for r in part.rows for c in r.cells]
        )
    ]
    return tuple(Paragraph(text, Place(line=n)) for n, text in enumerate(texts, start=1))


@settings(max_examples=40, deadline=None)
@given(parts, st.booleans())
def test_arbitrary_tables_give_a_document_or_a_refusal(found, wrapped):
    with suppress(UnreadableDocumentError):
        assert read(found, wrapped=wrapped).document.duties


@settings(max_examples=40, deadline=None)
@given(st.lists(rows, max_size=6), parts, st.booleans())
def test_a_main_table_of_anything_can_be_read_kept_and_corrected(body, after, wrapped):
    head = Row(HEAD, Place(line=1))
    first = Row(ROW, Place(line=2))
    tables = [Table((head, first, *body)), *after]

    reading = read([*Standard().source().parts[:3], *tables], wrapped=wrapped)

    assert Reading.from_mapping(json.loads(json.dumps(reading.to_mapping()))) == reading
    assert corrected(reading.document, reading.findings, [])


def test_a_file_with_more_to_decide_than_anybody_could_is_refused():
    rows = [ROW, *(("", f"T1.{n} 甲", "", "能。", "3", "甲", "乙") for n in range(2, 600))]

    with pytest.raises(UnreadableDocumentError):
        Standard(rows=tuple(rows)).read()
