from dataclasses import replace

from curriculum.icap.readers.assembly import Assembly, Cell
from curriculum.icap.reading import reading_of
from tests.documents.standards import (
    ROW,
    Standard,
    blank_row,
    findings_of,
    read_rows,
    row,
    tasks_of,
)


def codes(entries):
    return [entry.code for entry in entries]


def test_a_row_cut_by_the_page_is_one_row():
    reading = read_rows(
        row(task="T1.1 場", output="O1.1.1 甄", indicator="P1.1.1 能評", knowledge="K01 場館資"),
        None,
        blank_row(task="地規劃", output="試時程表\nO1.1.2 通訊錄", indicator="估場地。",
                  knowledge="訊知識\nK02 劇場", skills="S02 協調"),
    )  # fmt: skip

    task = tasks_of(reading)[0]

    assert task.title == "場地規劃"
    assert [(o.code, o.title) for o in task.outputs] == [
        ("O1.1.1", "甄試時程表"),
        ("O1.1.2", "通訊錄"),
    ]
    assert len(task.blocks) == 1
    assert task.blocks[0].indicators[0].text == "能評估場地。"
    assert [k.name for k in task.blocks[0].knowledge] == ["場館資訊知識", "劇場"]
    assert not findings_of(reading, "row-joined")[0].needs_decision


def test_a_level_printed_only_on_the_next_page_belongs_to_the_row():
    reading = read_rows(row(level=""), None, blank_row(level="4", skills="S02 協調"))

    assert [block.level for block in tasks_of(reading)[0].blocks] == [4]


def test_tasks_that_go_on_over_the_page_with_nothing_beside_them_share_too():
    reading = read_rows(row(task="T1.1 甲"), None, blank_row(task="T1.2 乙\nT1.3 丙"))

    assert [len(task.blocks[0].skills) for task in tasks_of(reading)] == [1, 1, 1]


def test_a_task_printed_again_on_the_next_page_is_one_task():
    reading = read_rows(ROW, None, row(output="", indicator="P1.1.2 能二。", knowledge="K02 乙"))

    assert codes(tasks_of(reading)) == ["T1.1"]
    assert codes(tasks_of(reading)[0].blocks[0].knowledge) == ["K01", "K02"]
    assert all(count.is_explained for count in reading.counts)


def test_a_duty_title_goes_on_over_the_page():
    reading = read_rows(row(duty="T1 研擬節目"), None, row(duty="與製作計畫", task="T1.2 乙"))

    assert [duty.title for duty in reading.document.duties] == ["研擬節目與製作計畫"]


def test_what_every_page_repeats_is_reported_once():
    standard = Standard()
    assembly = Assembly()
    for table in standard.tables():
        assembly.add_paragraph("勞動力發展署")
        assembly.add_paragraph("第1頁，總共2頁")
        assembly.add_table([[Cell(text) for text in cells] for cells in table])
    source = replace(assembly.source(wrapped=False), parts=tuple(assembly.parts))

    reading = reading_of(source, reader="test", filename="x")

    assert len(findings_of(reading, "unplaced-text")) <= 1
    assert codes(reading.document.attitudes) == ["A01"]
