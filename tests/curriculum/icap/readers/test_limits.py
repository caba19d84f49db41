"""Files that are no standard, broken or hostile get one clear sentence in bounded time."""

import io
import time
import tracemalloc
import zipfile
import zlib

import pytest
from pypdf import PdfReader, PdfWriter

from curriculum.icap.errors import UnreadableDocumentError
from curriculum.icap.readers import confinement
from curriculum.icap.readers.limits import MAX_BYTES, MAX_MEMBERS, open_archive, read_member
from curriculum.icap.readers.pdf import read_pdf
from curriculum.icap.reading import read_standard
from tests.documents.docx_files import archive, cell, docx, row, table
from tests.documents.odt_files import odt
from tests.documents.pdf_files import Page, assembled, pdf, pdf_of
from tests.documents.standards import Standard

PDF = pdf_of(Standard().tables(), "執行製作職能基準")


def refused(data):
    """Read a file that must be refused; give the refusal in both languages."""
    with pytest.raises(UnreadableDocumentError) as refusal:
        read_standard(data, filename="standard.pdf")
    wording = refusal.value.wording
    assert wording.zh.endswith("。")
    assert wording.en.endswith(".")
    return wording


def test_an_empty_file_is_refused():
    assert "空的" in refused(b"").zh


def test_a_file_of_200_megabytes_is_refused_unread():
    began = time.perf_counter()

    assert "20 MB" in refused(bytes(200 * 1024 * 1024)).zh
    assert time.perf_counter() - began < 1
    assert MAX_BYTES == 20 * 1024 * 1024


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 10,
        b"PK\x03\x04 broken",
        b"%PDF-1.7 broken",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512),
        b"just a text",
        "今天天氣很好。\n".encode() * 50,
        archive({"readme.txt": "hello"}),
        docx("<w:p/>"),
        odt("<text:p/>"),
        docx(table(row(cell("甲"), cell("乙")))),
    ],
)
def test_what_is_no_standard_is_refused(data):
    refused(data)


def test_a_pdf_without_text_says_so():
    writer = PdfWriter()
    writer.add_blank_page(width=595, height=842)
    data = io.BytesIO()
    writer.write(data)

    assert "沒有文字" in refused(data.getvalue()).zh


def test_an_encrypted_pdf_says_so():
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(PDF)))
    writer.encrypt("secret", algorithm="RC4-128")
    data = io.BytesIO()
    writer.write(data)

    assert "密碼" in refused(data.getvalue()).zh


def test_a_truncated_pdf_is_refused_or_read_but_never_breaks():
    for size in range(100, len(PDF), len(PDF) // 7):
        try:
            read_pdf(PDF[:size])
        except UnreadableDocumentError:
            continue


def test_a_pdf_of_too_many_pages_is_refused():
    assert "大得不合理" in refused(pdf([Page() for _ in range(201)])).zh


def test_a_pdf_that_unpacks_to_gigabytes_is_stopped():
    packed = zlib.compress(zlib.compress(b"0 0 m " * 20_000_000))
    stream = b"<< /Length %d /Filter [/FlateDecode /FlateDecode] >>\nstream\n" % len(packed)
    data = assembled(
        [
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents [4 0 R 4 0 R 4 0 R] >>",
            stream + packed + b"\nendstream",
        ]
    )

    assert "大得不合理" in refused(data).zh


def test_a_pdf_may_not_use_time_without_end(monkeypatch):
    monkeypatch.setattr(confinement, "MAX_SECONDS", 0.001)

    assert "大得不合理" in refused(PDF).zh


def test_a_pdf_is_read_in_a_process_of_its_own_as_in_this_one():
    assert confinement.read_pdf_confined(PDF) == read_pdf(PDF)


def bomb(name, size):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as file, file.open(name, "w") as member:
        for _ in range(size // (1024 * 1024)):
            member.write(bytes(1024 * 1024))
    return data.getvalue()


def test_a_zip_bomb_is_stopped_while_it_unpacks():
    data = bomb("word/document.xml", 100 * 1024 * 1024)
    tracemalloc.start()

    assert "大得不合理" in refused(data).zh

    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 64 * 1024 * 1024


def test_what_the_archive_claims_about_itself_is_not_believed():
    data = bytearray(bomb("word/document.xml", 100 * 1024 * 1024))
    claimed = (100 * 1024 * 1024).to_bytes(4, "little")
    at = data.find(claimed, data.find(b"PK\x01\x02"))
    data[at : at + 4] = (1000).to_bytes(4, "little")

    refused(bytes(data))


def test_an_archive_of_too_many_members_is_refused():
    members = {f"{n}": "" for n in range(MAX_MEMBERS + 1)}

    assert "大得不合理" in refused(archive(members)).zh


def test_an_archive_that_claims_too_much_is_refused():
    assert "大得不合理" in refused(bomb("media/film", 300 * 1024 * 1024)).zh


def test_an_encrypted_member_says_so():
    data = bytearray(docx("<w:p/>"))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.find(signature) + offset] |= 1

    assert "密碼" in refused(bytes(data)).zh


def test_a_member_that_is_broken_is_damage():
    data = bytearray(docx("<w:p/>" * 1000))
    data[60:80] = bytes(20)

    refused(bytes(data))


def test_a_missing_member_is_damage():
    with pytest.raises(UnreadableDocumentError), open_archive(docx(""), "ODT") as file:
        read_member(file, "content.xml", "ODT")


ENTITIES = (
    '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d SYSTEM "file:///etc/passwd">]>'
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_and_document_types_are_refused(encoding):
    xml = f'<?xml version="1.0" encoding="{encoding}"?>{ENTITIES}<x>&c;&d;</x>'.encode(encoding)

    refused(archive({"word/document.xml": xml}))
    refused(odt("<text:p>&d;</text:p>", doctype=ENTITIES))


def test_a_document_type_far_into_the_file_is_refused_too():
    xml = b"<?xml version='1.0'?>" + b" " * 5000 + ENTITIES.encode() + b"<x>&c;</x>"

    refused(archive({"word/document.xml": xml}))


def test_elements_nested_without_end_are_refused():
    deep = "<w:sdt><w:sdtContent>" * 3000 + "</w:sdtContent></w:sdt>" * 3000

    refused(docx(deep))


def test_a_table_of_endless_rows_is_refused():
    refused(docx(table(*(row(cell()) for _ in range(5001)))))


def test_a_row_of_endless_columns_is_refused():
    refused(docx(table(row(*(cell("甲") for _ in range(65))))))
    refused(docx(table(row(cell("甲", span=1_000_000)))))


def test_endless_text_is_refused():
    refused(docx(table(row(cell("甲" * 2_000_001)))))
