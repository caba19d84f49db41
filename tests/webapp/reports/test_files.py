import csv
import re
import shutil
import subprocess
from io import BytesIO, StringIO

import pypdf
import pytest
from openpyxl import load_workbook

from tests.webapp.certified import certified_world, issue_certificate, issue_report
from webapp.permissions import Role

HOSTILE = '=HYPERLINK("http://x")'


def text_of(content):
    """Read the text of a PDF as a stranger's tool does."""
    if shutil.which("pdftotext"):
        command = ["pdftotext", "-layout", "-", "-"]
        return subprocess.run(
            command, input=content, capture_output=True, check=True
        ).stdout.decode()
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(BytesIO(content)).pages)


def packed(text):
    return re.sub(r"\s", "", text)


@pytest.fixture
def world(session):
    return certified_world(session)


def test_the_text_of_a_certificate_can_be_read(client, session, sign_in, world):
    public_id = issue_certificate(client, sign_in, world)
    answer = client.get(f"/reports/certificates/{public_id}.pdf")
    assert answer.content_type == "application/pdf"
    text = packed(text_of(answer.data))
    for words in (
        "陳堃", "就緒證明", "測試用職能基準", "XYZ1234-001v1", "2項工作任務都已就緒，達第4級",
        "的把握", "這張證明說了什麼", "沒有說什麼", "周佳蓉", f"/c/{public_id}",
    ):  # fmt: skip
        assert words in text
    reader = pypdf.PdfReader(BytesIO(answer.data))
    assert len(reader.pages) == 1
    assert [round(float(side)) for side in reader.pages[0].mediabox[2:]] == [595, 842]


def test_a_certificate_is_tagged_and_claims_pdf_ua(client, session, sign_in, world):
    public_id = issue_certificate(client, sign_in, world)
    content = client.get(f"/reports/certificates/{public_id}.pdf").data
    root = pypdf.PdfReader(BytesIO(content)).trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"].startswith("zh")
    assert b"pdfuaid" in root["/Metadata"].get_data()


def test_the_same_certificate_prints_the_same_file(client, session, sign_in, world):
    public_id = issue_certificate(client, sign_in, world)
    first, again = (client.get(f"/reports/certificates/{public_id}.pdf").data for _ in range(2))
    assert first == again


def test_a_revoked_certificate_says_so_on_the_paper(client, session, sign_in, world):
    public_id = issue_certificate(client, sign_in, world)
    client.post(
        f"/administrator/certificates/{public_id}/revoke", data={"revoke-reason": "登錄有誤"}
    )
    text = packed(text_of(client.get(f"/reports/certificates/{public_id}.pdf").data))
    assert "已撤銷" in text
    assert "登錄有誤" in text


def test_a_report_can_be_read_and_numbers_its_pages(client, session, sign_in, world):
    issue_certificate(client, sign_in, world)
    public_id = issue_report(client, sign_in, world)
    answer = client.get(f"/reports/completion/{public_id}.pdf")
    text = packed(text_of(answer.data))
    for words in (
        "結訓報告", "學員名單及成績總表", "陳堃", "林予安", "2026-0001"[:4], "產生時間", "雜湊",
        "頁1／3", "頁3／3", "不等同官方職能認證",
    ):  # fmt: skip
        assert words in text
    box = pypdf.PdfReader(BytesIO(answer.data)).pages[0].mediabox
    assert box.width > box.height


def test_the_heads_of_a_long_roster_are_repeated(client, session, sign_in, world):
    from tests.factories.readiness import join

    for number in range(60):
        join(session, world.cohort, f"學員{number:02}")
    session.commit()
    public_id = issue_report(client, sign_in, world)
    pages = [
        packed(page.extract_text())
        for page in pypdf.PdfReader(
            BytesIO(client.get(f"/reports/completion/{public_id}.pdf").data)
        ).pages
    ]
    assert sum("計入題數第一次" in page for page in pages) >= 2
    assert all(f"頁{n}／{len(pages)}" in page for n, page in enumerate(pages, start=1))


@pytest.mark.parametrize(
    "name",
    [
        "<img src=file:///etc/passwd>",
        '{{7*7}}#include("x")',
        '#read("/etc/passwd") $x$ *b* _i_ `c`',
        "陳\u202e堃",
        "長" * 60,
        "\\u{41} @ref <label> // /* */",
    ],
    ids=["html", "template", "typst", "bidi", "long", "escapes"],
)
def test_a_hostile_name_is_only_text(client, session, sign_in, name):
    world = certified_world(session, names=(name, "林予安"))
    public_id = issue_certificate(client, sign_in, world)
    text = packed(text_of(client.get(f"/reports/certificates/{public_id}.pdf").data))
    assert packed(name.replace("\u202e", "")) in text.replace("\u202e", "").replace("\u202c", "")
    assert (
        len(
            pypdf.PdfReader(
                BytesIO(client.get(f"/reports/certificates/{public_id}.pdf").data)
            ).pages
        )
        == 1
    )


def test_a_name_that_cannot_be_printed_is_refused_when_issuing(client, session, sign_in):
    world = certified_world(session, names=("𠮷野", "林予安"))
    sign_in(Role.ADMINISTRATOR)
    answer = client.post(
        f"/administrator/certificates/issue/{world.cohort.public_id}",
        data={"criterion": "standard", "trainee": [world.ready.public_id]},
    )
    assert answer.status_code == 422
    assert "𠮷" in answer.text
    assert "還沒有證書" in client.get("/administrator/certificates").text


def test_the_workbook_holds_the_roster_with_readiness_in_each_task(client, session, sign_in, world):
    issue_certificate(client, sign_in, world)
    public_id = issue_report(client, sign_in, world)
    answer = client.get(f"/reports/completion/{public_id}.xlsx")
    book = load_workbook(BytesIO(answer.data))
    assert book.sheetnames == ["學員名單及成績總表", "各任務就緒人數", "報告"]
    head, *rows = book["學員名單及成績總表"].iter_rows(values_only=True)
    lines = {row[1]: dict(zip(head, row, strict=True)) for row in rows}
    assert lines["陳堃"]["結果"] == "結訓"
    assert lines["陳堃"]["T1.1 編列預算 狀態"] == "就緒"
    assert lines["陳堃"]["T1.1 編列預算 把握"] >= 0.9
    assert lines["林予安"]["結果"] == "完訓"
    facts = dict(list(book["報告"].iter_rows(values_only=True))[1:])
    assert facts["參訓人數"] == facts["完訓人數"] + facts["未完訓人數"] == 2
    assert facts["結訓人數"] == facts["已領證書人數"] == 1
    assert facts["判定規則"] == "R2.0"
    assert facts["職能基準"].startswith("XYZ1234-001v1")


def test_no_text_acts_as_a_formula_in_either_file(client, session, sign_in):
    world = certified_world(session, names=(HOSTILE, "＋886"))
    public_id = issue_report(client, sign_in, world)
    content = client.get(f"/reports/completion/{public_id}.csv").data
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(StringIO(content.decode("utf-8-sig"))))
    names = {row[1] for row in rows[1:]}
    assert names == {f"'{HOSTILE}", "'＋886"}
    book = load_workbook(BytesIO(client.get(f"/reports/completion/{public_id}.xlsx").data))
    cells = [cell for row in book.worksheets[0].iter_rows() for cell in row]
    assert any(cell.value == HOSTILE for cell in cells)
    assert all(cell.data_type != "f" and cell.hyperlink is None for cell in cells)


def test_files_carry_chinese_names_and_are_not_kept(client, session, sign_in, world):
    public_id = issue_report(client, sign_in, world)
    for ending in ("pdf", "xlsx", "csv"):
        answer = client.get(f"/reports/completion/{public_id}.{ending}")
        disposition = answer.headers["Content-Disposition"]
        assert disposition.startswith("attachment")
        assert "filename*=UTF-8''%E7%B5%90%E8%A8%93" in disposition
        assert disposition.endswith(f".{ending}")
        assert answer.headers["Cache-Control"] == "no-store"


def test_a_preview_is_the_print_page_by_page(client, session, sign_in, world):
    public_id = issue_report(client, sign_in, world)
    for page in (1, 2, 3):
        answer = client.get(f"/reports/completion/{public_id}/{page}.svg")
        assert answer.content_type.startswith("image/svg+xml")
        assert b"<script" not in answer.data
    assert client.get(f"/reports/completion/{public_id}/4.svg").status_code == 404
