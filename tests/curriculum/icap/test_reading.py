"""The known documents, in every format: fields and irregularities."""

import json
from collections import Counter
from pathlib import Path

import pytest

import curriculum
from curriculum.icap.reading import Reading, read_standard
from tests.curriculum.icap.accuracy import (
    DOCUMENTS,
    accuracy,
    differences,
    document_codes,
    truth,
)
from tests.documents.docx_files import docx_of
from tests.documents.odt_files import odt_of
from tests.documents.pdf_files import pdf_of
from tests.documents.standards import Standard

FILES = {
    "document.pdf": 0.98,
    "document-portrait.pdf": 0.98,
    "document.docx": 0.99,
    "document.odt": 0.99,
    "document.txt": 0.93,
    "document-2.txt": 0.93,
}
SLUGS = {
    "printed code": ("indicator-coded-as-output", "zero-for-o"),
    "same code, several names": ("same-code-several-names",),
    "same name, several codes": ("same-name-several-codes",),
    "no output": ("no-output",),
    "three-digit-codes": ("three-digit-codes",),
    "no-output": ("no-output",),
    "digit-name": ("digit-name",),
    "zero-for-o": ("zero-for-o",),
    "no-space-anywhere": ("no-space-anywhere",),
    "two-levels": ("several-levels",),
    "space-in-code": ("space-in-code",),
    "compatibility-ideographs": ("compatibility-ideographs",),
    "no-space": ("no-space",),
    "header-variant": ("header-variant",),
    "private-use-bullet": ("private-use-bullet",),
    "same-code-two-names": ("same-code-several-names",),
    "same-name-two-codes": ("same-name-several-codes",),
    "uncoded-attitude": ("attitude-without-code",),
    "full-width-o": ("full-width-code",),
    "indicator-o-code": ("indicator-coded-as-output",),
    "full-width-digits": ("full-width-code",),
    "page-without-header": ("table-without-head",),
}


@pytest.fixture(scope="module")
def readings():
    """Read each known file once."""
    read: dict[tuple[str, str], Reading] = {}

    def get(code: str, file: str) -> Reading:
        if (code, file) not in read:
            data = (DOCUMENTS / code / file).read_bytes()
            read[code, file] = read_standard(data, filename=file)
        return read[code, file]

    return get


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize("code", document_codes())
def test_the_fields_of_a_known_document_are_read(readings, code, file):
    mapping = readings(code, file).document.to_mapping()

    assert accuracy(mapping, truth(code)) >= FILES[file], differences(mapping, truth(code))


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize("code", document_codes())
def test_every_irregularity_of_a_known_document_is_reported(readings, code, file):
    quirks = json.loads((DOCUMENTS / code / "quirks.json").read_text(encoding="utf-8"))
    findings = readings(code, file).findings

    missed = [
        quirk
        for quirk in quirks["planted"] + quirks["already_in_the_standard"]
        if not any(is_reported(quirk, finding) for finding in findings)
    ]

    assert missed == []


def is_reported(quirk, finding):
    if finding.code not in SLUGS[quirk.get("quirk") or quirk["irregularity"]]:
        return False
    told = f"{finding.task} {finding.text} {finding.message.zh} {finding.proposal}"
    if quirk.get("irregularity") == "same code, several names":
        return all(name in told for name in quirk["names"])
    known_by = [quirk.get("task"), quirk.get("code"), *quirk.get("codes", [])]
    if finding.code in {"compatibility-ideographs", "same-code-several-names"}:
        known_by = [quirk["code"]]
    return all(known is None or known in told for known in known_by)


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize("code", document_codes())
def test_the_counts_of_a_known_document_agree_or_are_explained(readings, code, file):
    for count in readings(code, file).counts:
        assert count.is_explained, count


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize("code", document_codes())
def test_a_reading_keeps_everything_in_its_json_form(readings, code, file):
    reading = readings(code, file)

    assert Reading.from_mapping(json.loads(json.dumps(reading.to_mapping()))) == reading


@pytest.mark.parametrize("code", document_codes())
def test_every_finding_has_its_place_and_the_lines_around_it(readings, code):
    for finding in readings(code, "document.pdf").findings:
        if finding.text:
            assert finding.place.page, finding
            assert finding.context, finding


@pytest.mark.parametrize(("make", "reader"), [(docx_of, "docx"), (odt_of, "odt"), (pdf_of, "pdf")])
def test_the_reader_is_chosen_by_the_content_not_by_the_name(make, reader):
    standard = Standard()

    reading = read_standard(make(standard.tables(), standard.title), filename="../a/standard.txt")

    assert (reading.reader, reading.filename) == (reader, "standard.txt")
    assert reading.document.code == "APA2654-001v2"


def test_the_shipped_standard_is_read_whole():
    path = Path(curriculum.__file__).parent / "courses" / "APA2654-001v2" / "standard.txt"

    reading = read_standard(path.read_bytes(), filename=path.name)
    counts = {count.kind: (count.read, count.printed) for count in reading.counts}
    levels = [b.level for d in reading.document.duties for t in d.tasks for b in t.blocks]

    assert counts == {
        "duties": (3, 3), "tasks": (13, 13), "outputs": (13, 14), "indicators": (18, 17),
        "knowledge": (26, 26), "skills": (28, 28), "attitudes": (17, 18),
        "knowledge_links": (41, 41), "skill_links": (71, 71),
    }  # fmt: skip
    assert all(count.is_explained for count in reading.counts)
    assert Counter(levels) == {3: 5, 4: 8}
    assert [v.code for v in reading.document.versions] == ["APA2654-001v2", "APA2654-001"]


def test_the_findings_of_the_shipped_standard_are_known():
    path = Path(curriculum.__file__).parent / "courses" / "APA2654-001v2" / "standard.txt"
    asked = [f for f in read_standard(path.read_bytes(), filename="x").findings if f.needs_decision]

    assert [(f.code, f.task, f.proposal) for f in asked if f.code != "uncertain-join"] == [
        ("same-code-several-names", "T2.4", "製作會議紀錄能力"),
        ("same-code-several-names", "T2.5", "預算掌控能力"),
        ("same-name-several-codes", "T2.1", "S31、S35"),
        ("indicator-coded-as-output", "T3.2", "P3.2.1"),
        ("no-output", "T2.4", None),
        ("no-output", "T2.6", None),
    ]
