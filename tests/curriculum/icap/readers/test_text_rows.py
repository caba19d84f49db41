"""The main table in plain text: interleaved columns, pages, odd codes."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from curriculum.icap.readers.text_tokens import joined
from tests.documents.plain_texts import FIRST_TASK, HEAD, rows_of, source_of, standard_text
from tests.documents.typeset import across, by_cell, random_layout, random_rows, seeded

SQUEEZE = str.maketrans("", "", " ")
BLANK = str.maketrans("", "", " \n　")
INDICATOR = "能依表演需求，評估洽詢適合表演場地和排練場地的檔期與費用，擬出場地建議清單"


def squeezed(rows):
    return [tuple(cell.translate(SQUEEZE) for cell in row) for row in rows]


def test_columns_interleaved_line_by_line_are_told_apart():
    assert rows_of(FIRST_TASK) == [
        (
            "T1 籌備製作", "T1.1 場地規劃", "O1.1.1 場地建議清單", f"P1.1.1 {INDICATOR}", "3",
            "K01 場館資訊知識\nK21 基礎劇場技術知識與現場知識",
            "S05 合作協調\nS15 策略性思考\nS16 溝通能力",
        )
    ]  # fmt: skip


def test_cells_one_after_the_other_are_told_apart():
    main = (
        "T1 籌備\n\n製作\n\nT1.1 場\n\n地規劃\n\nO1.1.1 場地建\n\n議清單\n\n"
        "P1.1.1 能依表演需求，評估洽詢適合表\n\n演場地和排練場地的檔期與費用，擬出\n\n"
        "場地建議清單\n\n"
        "3 K01 場館資訊知識\n\nK21 基礎劇場技術知識與現\n\n場知識\n\n"
        "S05 合作協調\n\nS15 策略性思考\n\nS16 溝通能力\n"
    )

    assert rows_of(main) == rows_of(FIRST_TASK)


@pytest.mark.parametrize("between", [HEAD, "第1頁，總共3頁\n", "第1頁，總共3頁\n" + HEAD, "\f"])
@pytest.mark.parametrize("cut", [1, 2])
def test_a_row_cut_by_the_page_is_put_together(between, cut):
    lines = FIRST_TASK.splitlines(keepends=True)
    main = "".join(lines[:cut]) + between + "".join(lines[cut:])

    assert rows_of(main) == rows_of(FIRST_TASK)


def test_a_cell_that_ended_above_the_pages_end_does_not_go_on_below_it():
    main = (
        "T3.2 結\n案報告製\nO3.2.1 結案報告\nP3.2.1 能將業務範圍內資料收集和分類\n"
        "整理，能分析效益與檢討演出製作業務\n4 K39 基礎會計知識\nK43 結案報告知識\n"
        "S35 專案管理能力\nS38 報告彙整能力\n"
        f"{HEAD}作 範圍內各項工作產出，彙整成結案報告 S39 票務結算能力\n"
    )

    (row,) = rows_of(main)

    assert row[1:3] == ("T3.2 結案報告製作", "O3.2.1 結案報告")


def test_an_indicator_coded_as_output_stands_in_its_column():
    main = FIRST_TASK + (
        "T1.2 成 O1.2.1 月營運 O1.2.1 能依據目前營運狀況，妥善控管 5 K15 會計概念 S13 成本分析\n"
        "本控管 分析報表 各項費用支出，以發揮成本最高效益。 K17 成本效益分析知識\n"
    )

    assert rows_of(main)[1][2:4] == (
        "O1.2.1 月營運分析報表",
        "O1.2.1 能依據目前營運狀況，妥善控管各項費用支出，以發揮成本最高效益。",
    )


def test_a_task_without_output_leaves_the_cell_empty():
    main = FIRST_TASK + "T1.2 成 P1.2.1 能妥善控管。 5 K15 會計概念 S13 成本分析\n本控管\n"

    assert rows_of(main)[1][1:4] == ("T1.2 成本控管", "", "P1.2.1 能妥善控管。")


def test_an_output_without_code_is_kept_and_doubted():
    main = FIRST_TASK + (
        "T1.2 成 預算分配方案 P1.2.1 能妥善控管。 5 K15 會計概念 S13 成本分析\n本控管\n"
    )
    source = source_of(standard_text(main))

    assert source.parts[3].rows[2].cells[2] == "預算分配方案"
    assert "預算分配方案" in [doubt.text for doubt in source.doubts]


def test_several_tasks_in_one_cell_share_the_row():
    main = (
        "T2 管理\nT2.1 規劃預算\nT2.2 編列預算\nT2.3 控管\nO2.1.1 預算分\n配方案\n"
        "P2.1.1 能依表演需求，評估洽詢適合表\n演場地。\n4 K22 預算編列知識\nS05 合作協調\n"
    )

    (row,) = rows_of(main)

    assert row[1] == "T2.1 規劃預算\nT2.2 編列預算\nT2.3 控管"


def test_another_level_with_its_own_indicator_begins_a_row_of_the_same_task():
    main = FIRST_TASK + (
        "T1.2 製 O1.2.1 預算分 P1.2.1 能依表演需求，評估洽詢適合表 3 K22 預算編列知識 S05 合作\n"
        "作預算 配方案 演場地和排練場地的檔期與費用。\n"
        "編列與 P1.2.2 能依表演需求，評估洽詢適合表 4 K23 演出製作相關行情和成 S16 溝通能力\n"
        "控管 演場地。 本相關基礎知識\n"
    )
    rows = source_of(standard_text(main)).parts[3].rows[2:]

    assert [row.cells[1] for row in rows] == ["T1.2 製作預算編列與控管", ""]
    assert [row.cells[4] for row in rows] == ["3", "4"]
    assert [row.covered for row in rows] == [{0}, {0, 1}]


def test_two_levels_in_one_cell_stay_together():
    main = FIRST_TASK + (
        "T1.2 製 O1.2.1 預算分 P1.2.1 能依表演需求，評估洽詢適合表 3 K22 預算編列知識 S05 合作\n"
        "作預算 配方案 演場地和排練場地的檔期與費用，擬出 4 K23 演出製作相關行情和成 S16 溝通能力\n"
        "場地清單。 本相關基礎知識\n"
    )

    assert [row[4] for row in rows_of(main)] == ["3", "3\n4"]


def test_odd_codes_begin_items_and_code_like_words_do_not():
    main = FIRST_TASK + (
        "Ｔ１.２ Ｏ1.2.1維修取 P 1.2.1能依表演需求，評估洽詢適合 4 K001 ANSI/ESD S20.20靜電 "
        "S100彈性思考\n"
        "製作 件單 表演場地和排練場地的檔期。 防護標準 S0133D列印\n"
        "03.2.2 設計稿 P1.2. 2 能依 3 種方法做。 K004 工藝\n"
    )

    assert squeezed(rows_of(main))[1][1:] == (
        "Ｔ１.２製作",
        "Ｏ1.2.1維修取件單\n03.2.2設計稿",
        "P1.2.1能依表演需求，評估洽詢適合表演場地和排練場地的檔期。\nP1.2.2能依3種方法做。",
        "4",
        "K001ANSI/ESDS20.20靜電防護標準\nK004工藝",
        "S100彈性思考\nS0133D列印",
    )


def test_a_line_that_two_columns_could_claim_is_doubted():
    main = (
        "T3 顧客 T3.1 顧 P3.1.1 能積極傾聽需求，緊急會同相關單 5 K06 知識 S01 溝通\n"
        "關係維繫 客關係規 位妥善協調與討論。 K07 品質 S02 談判\n"
        "甲乙 K08 服務 S03 危機\n"
    )

    assert source_of(standard_text(main)).doubts


@pytest.mark.parametrize(
    ("first", "second", "whole"),
    [("ISO", "9001", "ISO 9001"), ("日/月/", "季", "日/月/季"), ("排練", "3D", "排練3D")],
)
def test_only_latin_words_had_a_space_where_the_line_breaks(first, second, whole):
    assert joined(first, second) == whole


def fields(rows):
    return {
        (number, column, item)
        for number, row in enumerate(squeezed(rows))
        for column, cell in enumerate(row)
        for item in cell.split("\n")
    }


def fields_read(random, extract):
    rows = random_rows(random)
    head, _, main = extract(rows, random_layout(random)).partition("T1")
    text = standard_text(f"T1{main}", head=head)
    read = [row.cells for row in source_of(text).parts[3].rows[1:]]
    return len(fields(rows) & fields(read)), len(fields(rows))


@pytest.mark.parametrize("extract", [across, by_cell])
def test_random_tables_are_read_back_from_their_text(extract):
    found = [fields_read(seeded(seed), extract) for seed in range(1000, 1024)]

    assert sum(read for read, _ in found) >= 0.99 * sum(printed for _, printed in found)


words = st.text(alphabet=" \n　TPOKS0123.（）、，。知識能力⾏", max_size=300)


@settings(max_examples=100, deadline=None)
@given(words)
def test_no_character_of_the_table_is_lost(main):
    printed = f"T1 甲 T1.1 乙 P1.1.1 能。 3 K01 知識\n{main}\n"
    rows = rows_of(printed)

    assert Counter("".join(cell for row in rows for cell in row).translate(BLANK)) == Counter(
        printed.translate(BLANK)
    )
