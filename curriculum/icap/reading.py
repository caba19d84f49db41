"""Reading an official document: bytes → document, findings and counts."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from curriculum.icap.checking import check
from curriculum.icap.composing import document_of, placed_entries
from curriculum.icap.counting import Count, count
from curriculum.icap.document import StandardDocument
from curriculum.icap.errors import UnreadableDocumentError
from curriculum.icap.findings import Finding, line_from, line_mapping
from curriculum.icap.parsing import parse
from curriculum.icap.readers.confinement import read_pdf_confined
from curriculum.icap.readers.docx import read_docx
from curriculum.icap.readers.limits import open_archive, require_acceptable_size
from curriculum.icap.readers.odt import read_odt
from curriculum.icap.readers.text import read_text
from curriculum.icap.source import Paragraph, Source

READER_VERSION = "1"
"""To be raised whenever the same file would be read in another way."""

_COMPOUND_FILE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ODT_TYPE = b"application/vnd.oasis.opendocument.text"


@dataclass(frozen=True, slots=True)
class Reading:
    """What one version of the reader made of one file."""

    filename: str
    reader: str
    reader_version: str
    document: StandardDocument
    findings: tuple[Finding, ...]
    counts: tuple[Count, ...]
    lines: tuple[Paragraph, ...]
    page_count: int | None = None

    def to_mapping(self) -> dict[str, Any]:
        """Give the JSON form."""
        return {
            "filename": self.filename,
            "reader": self.reader,
            "reader_version": self.reader_version,
            "standard": self.document.to_mapping(),
            "findings": [finding.to_mapping() for finding in self.findings],
            "counts": [each.to_mapping() for each in self.counts],
            "lines": [line_mapping(line) for line in self.lines],
            "page_count": self.page_count,
        }

    @classmethod
    def from_mapping(cls, mapping: Mapping[str, Any]) -> "Reading":
        """Build a reading from its JSON form."""
        return cls(
            filename=mapping["filename"],
            reader=mapping["reader"],
            reader_version=mapping["reader_version"],
            document=StandardDocument.from_mapping(mapping["standard"]),
            findings=tuple(Finding.from_mapping(finding) for finding in mapping["findings"]),
            counts=tuple(Count.from_mapping(each) for each in mapping["counts"]),
            lines=tuple(line_from(line) for line in mapping["lines"]),
            page_count=mapping["page_count"],
        )


def read_standard(data: bytes, *, filename: str) -> Reading:
    """Read a file, whatever its name ends in; raises UnreadableDocumentError."""
    require_acceptable_size(data)
    reader, source = _read(data)
    return reading_of(source, reader=reader, filename=PurePath(filename).name)


def reading_of(source: Source, *, reader: str, filename: str) -> Reading:
    """Parse, check and count a source."""
    parsed = parse(source)
    document = document_of(parsed)
    entries = tuple(placed_entries(parsed))
    return Reading(
        filename=filename,
        reader=reader,
        reader_version=READER_VERSION,
        document=document,
        findings=check(parsed, document, source),
        counts=count(document, entries, source.lines),
        lines=source.lines,
        page_count=source.page_count,
    )


def _read(data: bytes) -> tuple[str, Source]:
    """Choose the reader by the first bytes of the content."""
    if b"%PDF-" in data[:1024]:
        return "pdf", read_pdf_confined(data)
    if data.startswith(b"PK"):
        return _read_archive(data)
    if data.startswith(_COMPOUND_FILE):
        raise UnreadableDocumentError(
            "這是舊的 .doc 檔，或有密碼保護的檔案。另存成 .docx 或 PDF 再上傳。",
            "This is an old .doc file, or one with a password; save it as .docx or PDF.",
        )
    return "text", read_text(data)


def _read_archive(data: bytes) -> tuple[str, Source]:
    with open_archive(data, "ZIP") as archive:
        names = set(archive.namelist())
    if "word/document.xml" in names:
        return "docx", read_docx(data)
    if "content.xml" in names and _ODT_TYPE in data[:200]:
        return "odt", read_odt(data)
    raise UnreadableDocumentError(
        "這個檔案不是 DOCX 也不是 ODT。", "The file is neither a DOCX nor an ODT."
    )
