"""The same standard in every format gives the same document."""

from dataclasses import replace

import pytest

from curriculum.icap.composing import document_of
from curriculum.icap.parsing import parse
from curriculum.icap.readers.docx import read_docx
from curriculum.icap.readers.odt import read_odt
from curriculum.icap.readers.pdf import read_pdf
from tests.documents.docx_files import docx_of
from tests.documents.odt_files import odt_of
from tests.documents.pdf_files import MAIN_WIDTHS, Page, add_table, pdf, pdf_of
from tests.documents.standards import ROW, Standard, blank_row, row

FORMATS = {
    "docx": (docx_of, read_docx),
    "odt": (odt_of, read_odt),
    "pdf": (pdf_of, read_pdf),
}
STANDARDS = {
    "plain": Standard(),
    "merged": Standard(
        rows=(
            ROW,
            row(duty=None, task="T1.2 處理各項著作權相關事宜", output="", level="4"),
            blank_row(duty=None, task=None, indicator="P1.2.2 能。", level="5", skills="S03 丙"),
        )
    ),
    "long": Standard(
        rows=(
            row(indicator="P1.1.1 能依表演需求，評估洽詢適合表演場地和排練場地的檔期與費用。\n"
                          "P1.1.2 能擬出場地建議清單，並與相關單位/客戶溝通。"),
            None,
            row(duty="", task="T1.2 完成3D設計", output="O1.2.1 3D初稿", indicator="P1.2.1 能。"),
        ),
        notes=("• 其他補充說明：", "【註1】法令：" + "勞動基準法、" * 20 + "等。"),
    ),
    "no head on the next page": Standard(
        rows=(ROW, None, row(duty="", task="T1.2 預算")), repeats_head=False
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", STANDARDS)
@pytest.mark.parametrize("kind", FORMATS)
def test_every_format_gives_the_same_document(kind, name):
    standard = replace(STANDARDS[name], attitudes=("A01 同理心：理解他人。", "A02 主動"))
    make, read = FORMATS[kind]

    document = document_of(parse(read(make(standard.tables(), standard.title))))

    assert document == document_of(parse(standard.source()))


def test_a_single_cell_that_goes_on_over_the_page_is_read_like_its_table():
    attitudes = tuple(f"A{n:02} 態度：{'能以維持組織誠信為行事原則。' * 9}" for n in range(1, 6))
    standard = replace(Standard(), attitudes=attitudes)
    head, body = standard.tables()[-1]
    first, rest = "\n".join(attitudes[:3]), "\n".join(attitudes[3:])
    pages = [Page(), Page()]
    for table in standard.tables()[:-1]:
        widths = MAIN_WIDTHS if len(table[0]) == 7 else [770.0 / len(table[0])] * len(table[0])
        add_table(pages[0], widths, table)
    cut = len(first) - 20
    add_table(pages[0], [770.0], [head, (first[:cut],)])
    add_table(pages[1], [770.0], [(first[cut:] + "\n" + rest,)])

    document = document_of(parse(read_pdf(pdf(pages))))

    assert document.attitudes == document_of(parse(standard.source())).attitudes
    assert "\n".join(attitudes) == body[0]
