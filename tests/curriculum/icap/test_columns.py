import pytest

from curriculum.icap.errors import UnreadableDocumentError
from tests.documents.standards import (
    HEAD,
    ROW,
    Standard,
    findings_of,
    read_rows,
    row,
    tasks_of,
)


def codes(entries):
    return [entry.code for entry in entries]


def test_a_table_goes_on_without_its_head():
    second = row(duty="", task="T1.2 預算", output="O1.2.1 預算表", indicator="P1.2.1 能編。")
    reading = read_rows(ROW, None, second, repeats_head=False)

    assert codes(tasks_of(reading)) == ["T1.1", "T1.2"]
    assert findings_of(reading, "table-without-head")[0].place.page == 4


def test_a_table_that_goes_on_with_other_columns_is_read_by_what_stands_in_them():
    wide = ("", "", "T1.2 預算", "", "O1.2.1 預算表", "P1.2.1 能編。", "4", "K02 會計", "S02 計算")
    reading = read_rows(ROW, None, wide, repeats_head=False)

    task = tasks_of(reading)[1]

    assert (task.code, task.blocks[0].level) == ("T1.2", 4)
    assert codes(task.outputs) == ["O1.2.1"]
    assert codes(task.blocks[0].knowledge) == ["K02"]


def test_empty_columns_inside_the_head_do_not_matter():
    head = ("工作職責", "", "工作任務", "工作產出", "", "行為指標", "職能級別", "知識", "技能", "")
    body = (
        "T1 籌備",
        "",
        "T1.1 場地",
        "",
        "O1.1.1 清單",
        "P1.1.1 能。",
        "3",
        "K01 甲",
        "S01 乙",
        "",
    )
    reading = read_rows(body, heads=(head,))

    task = tasks_of(reading)[0]

    assert (codes(task.outputs), task.blocks[0].level) == (["O1.1.1"], 3)
    assert findings_of(reading, "header-variant")[0].text == "工作職責"


def test_a_head_may_stand_on_two_rows():
    first = ("主要職責", "工作任務", "工作產出", "行為指標", "職能", "職能內涵", "職能內涵")
    second = (None, None, None, None, "級別", "(K=knowledge知識)", "(S=skills技能)")
    reading = read_rows(ROW, heads=(first, second))

    assert tasks_of(reading)[0].blocks[0].level == 3


def test_the_columns_may_stand_in_another_order():
    order = (0, 1, 3, 2, 4, 6, 5)
    reading = read_rows(tuple(ROW[n] for n in order), heads=(tuple(HEAD[n] for n in order),))

    task = tasks_of(reading)[0]

    assert codes(task.outputs) == ["O1.1.1"]
    assert codes(task.blocks[0].skills) == ["S01"]


def test_an_unknown_head_is_refused_and_shown():
    head = ("工作職責", "工作項目", "產出", "行為指標", "職能級別", "知識", "技能")

    with pytest.raises(UnreadableDocumentError) as refusal:
        read_rows(ROW, heads=(head,))

    assert "工作項目" in refusal.value.wording.zh
    assert "column names" in refusal.value.wording.en


def test_a_file_without_a_table_of_tasks_is_no_standard():
    with pytest.raises(UnreadableDocumentError) as refusal:
        Standard(rows=()).read()

    assert "職能基準" in refusal.value.wording.zh


def test_the_last_task_may_share_its_table_with_the_attitudes():
    reading = read_rows(
        ROW,
        attitudes=(),
        after_main=(
            ("職能內涵（A=attitude態度）", None, None, None, None, None, None),
            ("A01 同理心\nA02 主動", "", "", "A03 細心", "", "", ""),
        ),
    )

    assert codes(reading.document.attitudes) == ["A01", "A02", "A03"]
    assert len(tasks_of(reading)) == 1


def test_text_that_belongs_nowhere_is_not_dropped_silently():
    source_row = ("請參閱附件",)
    reading = read_rows(ROW, heads=(source_row, HEAD))

    assert findings_of(reading, "unplaced-text")[0].text == "請參閱附件"


def test_a_narrow_table_in_between_is_not_taken_for_tasks():
    reading = read_rows(ROW, None, ("附註", "見附件"), repeats_head=False)

    assert reading.document.duties[0].title == "籌備"
    assert findings_of(reading, "unplaced-text")[0].text == "附註 | 見附件"


def test_a_head_may_carry_a_remark_in_brackets():
    head = (
        "主要職責（D）",
        "工作任務(T)",
        "工作產出(O)",
        "行為指標(P)",
        "職能級別(L)",
        "知識(K)",
        "技能(S)",
    )

    assert codes(tasks_of(read_rows(ROW, heads=(head,)))) == ["T1.1"]
