import pytest

from curriculum.icap.errors import UnreadableDocumentError
from curriculum.icap.readers.odt import read_odt
from curriculum.icap.source import Paragraph, Table
from tests.documents.odt_files import cell, covered, odt, paragraph, row, table


def rows_of(body):
    source = read_odt(odt(body))
    return [row for part in source.parts if isinstance(part, Table) for row in part.rows]


def text_of(inside):
    source = read_odt(odt(paragraph(inside)))
    return [part.text for part in source.parts if isinstance(part, Paragraph)]


def test_spans_in_both_directions_keep_the_columns():
    body = table(
        row(cell("甲", columns=2, rows=2), covered(), cell("一")),
        row(covered(), covered(), cell("二")),
        row(cell("三"), cell("四"), cell("五")),
    )

    rows = rows_of(body)

    assert [r.cells for r in rows] == [("甲", "", "一"), ("", "", "二"), ("三", "四", "五")]
    assert [r.covered for r in rows] == [frozenset(), {0, 1}, frozenset()]


def test_a_repeated_cell_is_several():
    assert rows_of(table(row(cell("", repeated=2), cell("甲"))))[0].cells == ("", "", "甲")


@pytest.mark.parametrize("group", ["table-header-rows", "table-row-group", "table-rows"])
def test_groups_of_rows_are_seen_through(group):
    body = table(f"<table:{group}>{row(cell('甲'))}</table:{group}>")

    assert rows_of(body)[0].cells == ("甲",)


def test_sections_and_lists_are_seen_through():
    listed = f"<text:list><text:list-item>{paragraph('甲')}</text:list-item></text:list>"
    source = read_odt(odt(f"<text:section>{listed}{paragraph('乙')}</text:section>"))

    assert [part.text for part in source.parts] == ["甲", "乙"]


def test_spaces_tabs_and_breaks_are_characters():
    assert text_of("甲<text:s text:c='2'/>乙<text:tab/>丙<text:line-break/>丁") == [
        "甲  乙 丙",
        "丁",
    ]


def test_white_space_of_the_file_is_collapsed_but_wide_spaces_stay():
    assert text_of("\n  甲\n  乙\u3000丙  ") == ["甲 乙\u3000丙"]


def test_deleted_text_notes_and_comments_are_not_read():
    changes = (
        "<text:tracked-changes><text:changed-region><text:deletion>"
        + paragraph("舊")
        + "</text:deletion></text:changed-region></text:tracked-changes>"
    )
    inside = (
        "新<office:annotation><text:p>評</text:p></office:annotation>"
        "<text:note><text:note-body><text:p>註</text:p></text:note-body></text:note>文"
    )
    source = read_odt(odt(changes + paragraph(inside)))

    assert [part.text for part in source.parts] == ["新文"]


def test_a_table_inside_a_cell_is_text_of_the_cell():
    inner = f"<table:table-cell>{paragraph('甲')}{table(row(cell('乙')))}</table:table-cell>"

    assert rows_of(table(row(inner)))[0].cells == ("甲\n乙",)


def test_an_encrypted_file_says_so():
    entry = '<m:file-entry><m:encryption-data m:checksum="x"/></m:file-entry>'

    with pytest.raises(UnreadableDocumentError) as refusal:
        read_odt(odt("", manifest=entry))

    assert "密碼" in refusal.value.wording.zh


@pytest.mark.parametrize("name", ["number-columns-repeated", "number-columns-spanned"])
def test_a_table_of_a_million_columns_is_refused_at_once(name):
    wide = f'<table:table-cell table:{name}="1000000"/>'

    with pytest.raises(UnreadableDocumentError):
        read_odt(odt(table(row(wide, cell("甲", repeated=70)))))
