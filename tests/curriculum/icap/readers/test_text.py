"""Plain text: decoding, the parts of a document, limits, the known documents."""

import json
import time
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from curriculum.icap.errors import UnreadableDocumentError
from curriculum.icap.readers.text import read_text
from curriculum.icap.reading import read_standard
from curriculum.icap.source import Source
from tests.curriculum.icap.accuracy import DOCUMENTS, accuracy, differences, document_codes, truth
from tests.curriculum.icap.test_reading import is_reported
from tests.documents.plain_texts import HEAD, source_of, standard_text, tables_of

SHIPPED = Path("curriculum/courses/APA2654-001v2/standard.txt")


@pytest.fixture(scope="module")
def shipped(pytestconfig):
    return read_standard((pytestconfig.rootpath / SHIPPED).read_bytes(), filename="standard.txt")


def test_the_shipped_standard_is_read_to_the_last_field(shipped):
    tasks = [task for duty in shipped.document.duties for task in duty.tasks]
    blocks = [block for task in tasks for block in task.blocks]
    links = [
        {(task.code, each.code) for task in tasks for block in task.blocks for each in kind(block)}
        for kind in (lambda block: block.knowledge, lambda block: block.skills)
    ]

    assert (len(shipped.document.duties), len(tasks)) == (3, 13)
    assert sum(len(task.outputs) for task in tasks) == 13
    assert sum(len(block.indicators) for block in blocks) == 18
    assert [len({code for _, code in pairs}) for pairs in links] == [26, 28]
    assert [len(pairs) for pairs in links] == [41, 71]
    assert len(shipped.document.attitudes) == 17
    assert sorted(block.level for block in blocks) == [3] * 5 + [4] * 8
    assert [entry.code for entry in shipped.document.versions] == ["APA2654-001v2", "APA2654-001"]


def test_a_task_cut_by_the_page_is_whole_again(shipped):
    task = next(t for d in shipped.document.duties for t in d.tasks if t.code == "T2.4")

    assert task.title == "排練、彩排和演出之交通食宿安排"
    assert [indicator.text for indicator in task.blocks[0].indicators] == [
        "能依演出團隊需求能有效規劃安排在排練、彩排和演出期間，團隊人員的交通運輸、住宿與飲食需求",
        "能迅速排除交通食宿相關的問題，並有效控管預算",
    ]
    assert task.blocks[0].knowledge[0].name == "演出製作內容、進度與期程知識"


def test_the_shipped_standard_agrees_with_its_other_formats(shipped):
    if "APA2654-001v2" not in document_codes():
        pytest.skip("the other formats are not here")

    assert differences(shipped.document.to_mapping(), truth("APA2654-001v2")) == []


@pytest.mark.parametrize("file", ["document.txt", "document-2.txt"])
@pytest.mark.parametrize("code", document_codes())
def test_a_known_document_is_read_from_its_text(code, file):
    reading = read_standard((DOCUMENTS / code / file).read_bytes(), filename=file)
    quirks = json.loads((DOCUMENTS / code / "quirks.json").read_text(encoding="utf-8"))
    mapping = reading.document.to_mapping()

    assert accuracy(mapping, truth(code)) >= 0.99, differences(mapping, truth(code))
    assert [
        quirk
        for quirk in quirks["planted"] + quirks["already_in_the_standard"]
        if not any(is_reported(quirk, finding) for finding in reading.findings)
    ] == []


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp950", "utf-16"])
def test_every_usual_encoding_is_understood(encoding):
    text = standard_text()

    assert read_text(text.encode(encoding)).parts == source_of(text).parts


@pytest.mark.parametrize(
    "data",
    [b"", b"\x7fELF\x02\x01\x01\x00\x00", b"\xff\xfe\x00", b"\x89PNG\r\n\x1a\n\x00", b"T1\x00T2"],
)
def test_what_is_no_text_is_refused(data):
    with pytest.raises(UnreadableDocumentError):
        read_text(data)


def test_text_without_any_table_comes_as_paragraphs():
    source = source_of("今天天氣很好。\n\n明天也是。")

    assert [part.text for part in source.parts] == ["今天天氣很好。", "明天也是。"]


def test_every_printed_line_is_kept_under_its_number():
    source = source_of("甲\n\n乙\n")

    assert [(line.place.line, line.text) for line in source.lines][:3] == [
        (1, "甲"), (2, ""), (3, "乙"),
    ]  # fmt: skip


def test_pages_are_numbered_by_marks_at_the_foot():
    source = source_of("甲\n第1頁，總共2頁\n乙\n第2頁，總共2頁\n")

    assert [line.place.page for line in source.lines[:4]] == [1, 1, 2, 2]
    assert source.page_count == 2


def test_pages_are_numbered_by_marks_at_the_head():
    source = source_of("第1頁，總共2頁\n甲\n第2頁，總共2頁\n乙\n")

    assert [line.place.page for line in source.lines[:4]] == [1, 1, 2, 2]


def test_pages_are_numbered_by_form_feeds():
    source = source_of("甲\n\f乙\n")

    assert [line.place.page for line in source.lines if line.text] == [1, 2]


def test_pages_are_not_guessed_from_marks_of_which_some_are_missing():
    source = source_of("甲\n第4頁，總共6頁\n乙\n")

    assert {line.place.page for line in source.lines} == {None}


def test_the_place_of_a_row_is_its_first_line():
    source = source_of(standard_text())
    row = source.parts[3].rows[1]

    assert source.lines[row.place.line - 1].text.startswith("T1 籌備 T1.1 場")


def test_column_heads_that_a_narrow_column_breaks_are_recognised():
    head = (
        "主要職 職能 職能內涵 職能內涵\n工作任務 工作產出 行為指標\n"
        "責 級別 (K=knowledge知識) (S=skills技能)\n"
    )

    assert tables_of(standard_text(head=head)) == tables_of(standard_text())


def test_a_last_word_above_the_column_heads_is_no_part_of_them():
    main = "T1 甲 T1.1 乙 P1.1.1 能做。 3 K01 現場排練場地規劃的 S01 溝通\n知識\n"
    table = tables_of(standard_text(main + HEAD + "T1.2 丙 P1.2.1 能想。 3 K02 法規知識\n"))[2]

    assert [row[5] for row in table[1:]] == ["K01 現場排練場地規劃的知識", "K02 法規知識"]


JUNK = {
    "5 MB of letters": "x" * 5_000_000,
    "5 MB of words": "職能 " * 1_200_000,
    "a main table without an end": HEAD + "T1 S2 . 、，排 " * 20_000,
    "a line without an end": HEAD + "排練 " * 3_900,
    "nothing but heads": HEAD * 6_000,
    "nothing but codes": HEAD + "T1.1 O1.1.1 P1.1.1 4 K01 S01\n" * 1_200,
    "attitudes without an end": "職能內涵（A=attitude態度）\n" + "A01 " * 100_000,
}


@pytest.mark.parametrize("name", JUNK)
def test_junk_is_read_or_refused_in_bounded_time(name):
    start = time.process_time()
    with suppress(UnreadableDocumentError):
        read_text(JUNK[name].encode())

    assert time.process_time() - start < 10


words = st.text(alphabet=" \n\f　TPOKSA0123.（）、，。知識能力頁第v/:\uf06c⾏", max_size=400)


@settings(max_examples=60, deadline=None)
@given(words, words, words)
def test_no_text_between_the_headings_breaks_the_reader(front, main, notes):
    text = standard_text(main, header=front, notes=notes)

    assert isinstance(source_of(text), Source)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400))
def test_no_bytes_break_the_reader(data):
    with suppress(UnreadableDocumentError):
        assert isinstance(read_text(data), Source)


def test_reading_is_deterministic():
    text = "\n".join(reversed(standard_text().splitlines()))

    assert source_of(text) == source_of(text)
