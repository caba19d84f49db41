import csv
from datetime import UTC, date, datetime
from io import BytesIO, StringIO
from zipfile import ZipFile

import pytest

from webapp.kit.spreadsheets import Sheet, csv_bytes, guarded, xlsx_bytes

ACTING = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1+1", "  =1", "\u3000@x", "\n=1"]


@pytest.mark.parametrize("text", ACTING)
def test_no_text_acts_as_a_formula(text):
    assert guarded(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "王小明", "T1.2", "0", "a=b"])
def test_plain_text_stays_as_it_is(text):
    assert guarded(text) == text


def test_csv_keeps_figures_figures_and_texts_texts():
    sheet = Sheet("矩陣", ["學員", "T1.2"], [["=cmd", 97], ["堃,「甲」", None]])
    content = csv_bytes(sheet)
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(StringIO(content.decode("utf-8-sig"))))
    assert rows == [["學員", "T1.2"], ["'=cmd", "97"], ["堃,「甲」", ""]]


def test_moments_are_written_in_the_time_of_taiwan():
    moment = datetime(2026, 11, 22, 23, 30, tzinfo=UTC)
    text = csv_bytes(Sheet("x", ["a", "b"], [[moment, date(2026, 11, 22)]])).decode("utf-8-sig")
    assert "2026-11-23 07:30,2026-11-22" in text


def test_a_workbook_holds_no_formula_and_no_link():
    sheet = Sheet("a/b:c" + "長" * 40, ["學員"], [["=1+1"], ["http://x.example"], [0.5]])
    with ZipFile(BytesIO(xlsx_bytes([sheet]))) as archive:
        page = archive.read("xl/worksheets/sheet1.xml").decode()
        texts = archive.read("xl/sharedStrings.xml").decode()
    assert "<f>" not in page
    assert "hyperlink" not in page
    assert "=1+1" in texts
