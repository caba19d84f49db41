import pytest

from curriculum.icap.errors import UnreadableDocumentError
from curriculum.icap.readers.docx import read_docx
from curriculum.icap.source import Paragraph, Table
from tests.documents.docx_files import archive, cell, docx, paragraph, row, table


def cells_of(body):
    source = read_docx(docx(body))
    return [row.cells for part in source.parts if isinstance(part, Table) for row in part.rows]


def text_of(inside):
    source = read_docx(docx(f"<w:p>{inside}</w:p>"))
    return [part.text for part in source.parts if isinstance(part, Paragraph)]


def run(text):
    return f"<w:r><w:t>{text}</w:t></w:r>"


def test_a_cell_over_several_columns_speaks_once():
    assert cells_of(table(row(cell("甲", span=3), cell("乙")))) == [("甲", "", "", "乙")]


def test_a_cell_merged_downwards_speaks_once_and_covers_what_is_below():
    body = table(
        row(cell("甲", merge="restart"), cell("一")), row(cell("", merge="continue"), cell("二"))
    )

    below = read_docx(docx(body)).parts[0].rows[1]

    assert (below.cells, below.covered) == (("", "二"), {0})


def test_what_word_keeps_in_a_merged_cell_is_not_shown():
    body = table(row(cell("甲", merge="restart")), row(cell("舊", merge="continue")))

    assert cells_of(body) == [("甲",), ("",)]


def test_columns_left_free_before_a_row_count():
    body = (
        "<w:tbl><w:tr><w:trPr><w:gridBefore w:val='2'/></w:trPr>" + cell("甲") + "</w:tr></w:tbl>"
    )

    assert cells_of(body) == [("", "", "甲")]


@pytest.mark.parametrize(
    "wrapped",
    [
        "<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>",
        "<w:sdt><w:sdtContent><w:ins>{}</w:ins></w:sdtContent></w:sdt>",
        "<w:customXml>{}</w:customXml>",
    ],
)
def test_content_controls_are_seen_through(wrapped):
    assert cells_of(wrapped.format(table(row(cell("甲"))))) == [("甲",)]
    assert cells_of(table(wrapped.format(row(cell("甲"))))) == [("甲",)]
    assert cells_of(table(row(wrapped.format(cell("甲"))))) == [("甲",)]
    assert text_of(wrapped.format(run("甲"))) == ["甲"]


def test_tracked_changes_are_read_as_accepted():
    removed = "<w:del><w:r><w:delText>舊</w:delText></w:r></w:del>"
    moved = f"<w:moveFrom>{run('移')}</w:moveFrom><w:moveTo>{run('到')}</w:moveTo>"

    assert text_of(removed + f"<w:ins>{run('新')}</w:ins>" + moved) == ["新到"]


def test_a_row_that_was_deleted_is_not_read():
    gone = "<w:tr><w:trPr><w:del/></w:trPr>" + cell("舊") + "</w:tr>"

    assert cells_of(table(row(cell("新")), gone)) == [("新",)]


def test_breaks_tabs_and_symbols_are_characters():
    marks = (
        "<w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t><w:tab/><w:t>丙</w:t><w:noBreakHyphen/>"
        "<w:sym w:font='Wingdings' w:char='F06E'/><w:br w:type='page'/><w:sym w:char='x'/></w:r>"
    )

    assert text_of(marks) == ["甲", "乙 丙-\uf06e"]


def test_hidden_text_field_codes_and_furigana_are_not_read():
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>藏</w:t></w:r>"
    field = "<w:r><w:instrText>PAGE</w:instrText></w:r>"
    ruby = (
        f"<w:r><w:ruby><w:rt>{run('ㄎ')}</w:rt><w:rubyBase>{run('堃')}</w:rubyBase></w:ruby></w:r>"
    )

    assert text_of(hidden + field + ruby) == ["堃"]


def test_of_alternate_content_one_is_read():
    space = "xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006'"
    both = (
        f"<mc:AlternateContent {space}><mc:Choice>{run('新')}</mc:Choice>"
        f"<mc:Fallback>{run('舊')}</mc:Fallback></mc:AlternateContent>"
    )

    assert text_of(both) == ["新"]


def test_a_table_inside_a_cell_is_text_of_the_cell():
    inner = f"<w:tc>{paragraph('甲')}{table(row(cell('乙'), cell('丙')))}</w:tc>"

    assert cells_of(table(row(inner))) == [("甲\n乙\n丙",)]


def test_the_strict_form_of_the_format_is_read():
    strict = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
    document = (
        f'<w:document xmlns:w="{strict.decode()}"><w:body>{paragraph("甲")}</w:body></w:document>'
    )

    assert read_docx(archive({"word/document.xml": document})).parts[0].text == "甲"


def test_lines_are_numbered_and_know_their_row():
    source = read_docx(docx(paragraph("題") + table(row(cell("甲\n乙")), row(cell("丙")))))

    assert [(line.text, line.place.line, line.place.row) for line in source.lines] == [
        ("題", 1, None), ("甲", 2, 1), ("乙", 3, 1), ("丙", 4, 2),
    ]  # fmt: skip
    assert [row.place.line for row in source.parts[1].rows] == [2, 4]


def test_a_document_without_a_body_is_damaged():
    empty = archive({"word/document.xml": "<w:document xmlns:w='x'/>"})

    with pytest.raises(UnreadableDocumentError):
        read_docx(empty)
