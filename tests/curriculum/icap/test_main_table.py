import pytest

from tests.documents.standards import (
    ROW,
    blank_row,
    findings_of,
    read_rows,
    row,
    tasks_of,
)


def codes(entries):
    return [entry.code for entry in entries]


def test_items_of_a_cell_are_read_one_after_the_other():
    reading = read_rows(row(knowledge="K01 場館知識\nK02 劇場\n技術知識", skills="S05合作協調"))

    block = tasks_of(reading)[0].blocks[0]

    assert [(k.code, k.name) for k in block.knowledge] == [
        ("K01", "場館知識"),
        ("K02", "劇場技術知識"),
    ]
    assert [(s.code, s.name) for s in block.skills] == [("S05", "合作協調")]


def test_several_items_on_one_line_are_several_items():
    reading = read_rows(row(skills="S05 合作協調 S10 時間管理、S16 溝通能力"))

    assert codes(tasks_of(reading)[0].blocks[0].skills) == ["S05", "S10", "S16"]


def test_a_new_level_with_competencies_begins_a_block():
    reading = read_rows(
        row(task="T1.1 客訴", level="4"),
        blank_row(duty=None, task=None, output=None, indicator="P1.1.2 能處理。", level="5",
                  knowledge="K02 流程"),
    )  # fmt: skip

    task = tasks_of(reading)[0]

    assert [block.level for block in task.blocks] == [4, 5]
    assert codes(task.blocks[1].indicators) == ["P1.1.2"]
    assert findings_of(reading, "several-levels")


def test_a_new_output_with_competencies_begins_a_block_at_the_same_level():
    reading = read_rows(
        ROW,
        blank_row(task=None, output="O1.1.2 名單", indicator="P1.1.2 能列。", knowledge="K02 甲"),
    )

    task = tasks_of(reading)[0]

    assert codes(task.outputs) == ["O1.1.1", "O1.1.2"]
    assert [block.level for block in task.blocks] == [3, 3]


def test_an_indicator_alone_goes_on_with_its_block():
    reading = read_rows(ROW, blank_row(task=None, indicator="P1.1.2 能列。", level="4"))

    task = tasks_of(reading)[0]

    assert len(task.blocks) == 1
    assert codes(task.blocks[0].indicators) == ["P1.1.1", "P1.1.2"]


def test_several_tasks_in_one_cell_share_level_and_competencies():
    reading = read_rows(
        row(
            task="T1.1 甲\nT1.2 乙",
            output="O1.1.1 甲表\nO1.2.1 乙表",
            indicator="P1.1.1 能甲。\nP1.2.1 能乙。",
        )
    )

    first, second = tasks_of(reading)

    assert (codes(first.outputs), codes(second.outputs)) == (["O1.1.1"], ["O1.2.1"])
    assert codes(second.blocks[0].indicators) == ["P1.2.1"]
    assert first.blocks[0].knowledge == second.blocks[0].knowledge
    assert findings_of(reading, "tasks-in-one-cell")
    assert all(count.is_explained for count in reading.counts)


def test_a_knowledge_cell_merged_over_tasks_counts_for_each():
    second = row(duty=None, task="T1.2 乙", output="O1.2.1 表", indicator="P1.2.1 能。",
                 level=None, knowledge=None)  # fmt: skip
    reading = read_rows(ROW, second)

    task = tasks_of(reading)[1]

    assert codes(task.blocks[0].knowledge) == ["K01"]
    assert task.blocks[0].level == 3
    assert all(count.is_explained for count in reading.counts)


def test_a_missing_level_is_left_open_and_asked():
    reading = read_rows(row(level=""))

    finding = findings_of(reading, "level-missing")[0]

    assert tasks_of(reading)[0].blocks[0].level is None
    assert (finding.needs_decision, finding.proposal) == (True, "4")


@pytest.mark.parametrize("printed", ["3\n4", "34", "3、4"])
def test_two_levels_in_one_cell_are_left_open_and_asked(printed):
    reading = read_rows(row(level=printed))

    finding = findings_of(reading, "two-levels-in-cell")[0]

    assert tasks_of(reading)[0].blocks[0].level is None
    assert [option.key for option in finding.options][:2] == ["level-4", "level-3"]


def test_level_6_is_the_highest():
    reading = read_rows(row(level="6"), row(task="T1.2 乙", level="7"))

    assert [task.blocks[0].level for task in tasks_of(reading)] == [6, None]
    assert findings_of(reading, "level-unreadable")[0].text == "7"


def test_a_full_width_level_is_a_level():
    assert tasks_of(read_rows(row(level="４")))[0].blocks[0].level == 4


def test_a_task_may_be_without_output():
    reading = read_rows(row(output="－"))

    finding = findings_of(reading, "no-output")[0]

    assert tasks_of(reading)[0].outputs == ()
    assert finding.message.zh == "T1.1 沒有工作產出。"


def test_an_output_without_a_code_keeps_its_text_and_gets_a_proposal():
    reading = read_rows(row(output="場地清單"))

    finding = findings_of(reading, "without-code")[0]

    assert [(o.code, o.title) for o in tasks_of(reading)[0].outputs] == [("", "場地清單")]
    assert finding.proposal == "O1.1.1"


def test_the_same_task_code_twice_is_two_tasks_and_an_error():
    reading = read_rows(ROW, row(duty="", task="T1.1 另一件事"))

    finding = findings_of(reading, "same-code-twice")[0]

    assert codes(tasks_of(reading)) == ["T1.1", "T1.1"]
    assert (finding.severity, finding.proposal) == ("error", "T1.2")


def test_gaps_in_the_numbering_are_normal():
    reading = read_rows(
        ROW,
        row(duty="", task="T1.10 甲", output="O1.10.1 甲", indicator="P1.10.1 能。"),
        row(duty="", task="T1.20 乙", output="O1.20.1 乙", indicator="P1.20.1 能。"),
    )

    assert codes(tasks_of(reading)) == ["T1.1", "T1.10", "T1.20"]
    assert not findings_of(reading, "same-code-twice")


def test_a_task_without_its_duty_gets_one_and_a_finding():
    reading = read_rows(ROW, row(duty="", task="T2.1 結案", output="", indicator="P2.1.1 能。"))

    assert codes(reading.document.duties) == ["T1", "T2"]
    assert findings_of(reading, "duty-missing")[0].needs_decision


def test_a_duty_without_a_code_is_numbered_after_its_task():
    reading = read_rows(row(duty="籌備製作"))

    duty = reading.document.duties[0]

    assert (duty.code, duty.title) == ("T1", "籌備製作")
    assert findings_of(reading, "duty-without-code")


def test_an_indicator_of_another_task_stays_and_is_asked():
    reading = read_rows(row(indicator="P1.1.1 能。\nP2.3.1 能二。"))

    finding = findings_of(reading, "code-of-another-task")[0]

    assert codes(tasks_of(reading)[0].blocks[0].indicators) == ["P1.1.1", "P2.3.1"]
    assert finding.options[0].key == "renumber"


def test_a_competency_listed_twice_is_reported():
    reading = read_rows(row(skills="S01 溝通能力\nS01 溝通能力"))

    assert findings_of(reading, "listed-twice")[0].proposal == "S01"


def test_an_indicator_that_lost_its_end_is_reported():
    rows = [
        row(duty="", task=f"T1.{n} 甲", output="", indicator=f"P1.{n}.1 能做{'。' if n else '到'}")
        for n in range(1, 6)
    ]
    rows.append(row(duty="", task="T1.6 甲", output="", indicator="P1.6.1 協助製作團隊訂定"))
    reading = read_rows(*rows)

    assert [finding.task for finding in findings_of(reading, "text-cut-off")] == ["T1.6"]


def test_a_task_without_a_code_is_a_task_and_an_error():
    reading = read_rows(ROW, row(duty="", task="編列預算", output="", indicator="能編列。"))

    assert [(t.code, t.title) for t in tasks_of(reading)] == [
        ("T1.1", "場地規劃"),
        ("", "編列預算"),
    ]
    assert {f.severity for f in findings_of(reading, "without-code")} == {"error"}


def test_a_row_before_the_first_task_is_reported():
    reading = read_rows(blank_row(indicator="能評估。"), ROW)

    assert findings_of(reading, "unplaced-text")[0].text == "能評估。"
