"""What stands around the main table in plain text."""

from tests.documents.plain_texts import VERSIONS, standard_text, tables_of


def versions_of(text):
    return tables_of(standard_text(versions=text))[0][1:]


def header_of(text):
    return tables_of(standard_text(header=text))[1]


def attitudes_of(text):
    return tables_of(standard_text(attitudes=text))[3][1][0].split("\n")


def notes_of(text):
    return tables_of(standard_text(notes=text))[4][1][0].split("\n")


def test_a_version_without_a_note_leaves_the_cell_empty():
    text = VERSIONS + "V1 APA2654-001 3D Artist 歷史版本 2014/12/04\n"

    assert versions_of(text)[1] == (
        "V1", "APA2654-001", "3D Artist", "歷史版本", "", "2014/12/04",
    )  # fmt: skip


def test_a_version_whose_name_and_note_wrap_is_whole():
    text = (
        "版本 職能基準代碼 職能基準名稱 狀態 更新說明 發展／更新日期\n"
        "V3 APA2654-001v3 表演藝術產業 歷史版本 已被《APA2654-001v4》 2020/11/10\n"
        "執行製作 取代\n"
    )

    assert versions_of(text)[0][2:5] == (
        "表演藝術產業執行製作", "歷史版本", "已被《APA2654-001v4》取代",
    )  # fmt: skip


def test_a_version_table_with_a_cell_on_each_line_is_read():
    text = VERSIONS.replace(" ", "\n")

    assert versions_of(text) == versions_of(VERSIONS)


def test_the_header_gives_each_label_its_value():
    assert tables_of(standard_text())[1] == [
        ("職能基準代碼", "APA2654-001v2"),
        ("職能基準名稱\n(擇一填寫)", "職類", ""),
        ("", "職業", "執行製作"),
        ("所屬\n類別", "職類別", "表演藝術", "職類別代碼", "APA"),
        ("", "職業別", "導演與製作人", "職業別代碼", "2654"),
        ("", "行業別", "創作及藝術表演業", "行業別代碼", "R9010"),
        ("工作描述", "規劃與執行。"),
        ("基準級別", "4"),
    ]


def test_several_classes_come_one_per_line():
    header = header_of(
        "職能基準代碼 A\n所屬 職類別 資訊科技／網路 職類別代碼 INM\n類別 資訊科技／軟體開發 ISD\n"
    )

    assert header[3][2:] == ("資訊科技／網路\n資訊科技／軟體開發", "職類別代碼", "INM\nISD")


def test_one_class_whose_name_wraps_is_one_line():
    header = header_of(
        "職能基準代碼 A\n行業別 製造業／電子零組件製造業、電 行業別代碼 C26\n腦製造業\n"
    )

    assert header[5][2:] == ("製造業／電子零組件製造業、電腦製造業", "行業別代碼", "C26")


def test_a_description_of_several_lines_is_one_text():
    header = header_of("職能基準代碼 A\n工作描述 規劃 AI 與\n職業 安全。\n基準級別 4\n")

    assert header[6:] == [("工作描述", "規劃 AI 與職業 安全。"), ("基準級別", "4")]


def test_a_base_level_that_is_missing_stays_empty():
    assert header_of("職能基準代碼 A\n基準級別\n")[7] == ("基準級別", "")


def test_attitudes_side_by_side_are_told_apart():
    assert attitudes_of("A01 主動積極 A02 團隊意識\nA03 應變\n") == [
        "A01 主動積極", "A02 團隊意識", "A03 應變",
    ]  # fmt: skip


def test_the_description_of_an_attitude_goes_on_in_the_next_line():
    first = "A04壓力容忍：冷靜且有效地應對及處理高度緊張的情況，並能以適當的方式紓解自身壓"

    assert attitudes_of(f"{first}\n力。\nA05謹慎細心：精確。\n") == [
        f"{first}力。",
        "A05謹慎細心：精確。",
    ]


def test_sentences_without_a_code_are_attitudes_of_their_own():
    assert attitudes_of("具團隊精神。\n能承受壓力。\n") == ["具團隊精神。", "能承受壓力。"]


def test_the_heading_repeated_on_the_next_page_is_no_attitude():
    text = "A01 主動\n第1頁，總共9頁\n職能內涵（A=attitude態度）\nA02 團隊\n"

    assert attitudes_of(text) == ["A01 主動", "A02 團隊"]


def test_a_note_that_fills_the_line_goes_on_in_the_next():
    first = (
        "• 因應2017/05/25公告職能基準品質認證作業規範修訂版，將原「入門水準」內容移至「說明與補充"
    )

    assert notes_of(f"• 基準更新紀錄：\n{first}\n事項」。\n【註1】法令：勞動基準法。\n") == [
        "• 基準更新紀錄：",
        f"{first}事項」。",
        "【註1】法令：勞動基準法。",
    ]


def test_a_bullet_of_a_symbol_font_begins_a_note():
    assert notes_of("\uf06c 其他補充說明\n\uf09f 大專以上\n") == [
        "\uf06c 其他補充說明",
        "\uf09f 大專以上",
    ]
