from tests.documents.standards import ROW, findings_of, read_rows


def read_notes(*notes, wrapped=False):
    return read_rows(ROW, notes=notes, wrapped=wrapped).document


def read_attitudes(*attitudes, wrapped=False):
    return read_rows(ROW, attitudes=attitudes, wrapped=wrapped)


def test_an_attitude_may_have_a_description():
    document = read_attitudes("A01 同理心", "A02主動：不需他人指示，", "自動自發。").document

    assert [(a.name, a.description) for a in document.attitudes] == [
        ("同理心", None),
        ("主動", "不需他人指示，自動自發。"),
    ]


def test_a_wrapped_attitude_is_one():
    document = read_attitudes("A10 目標", "導向", "A11 團隊").document

    assert [a.name for a in document.attitudes] == ["目標導向", "團隊"]


def test_an_attitude_without_a_code_has_an_empty_one_and_is_asked():
    reading = read_attitudes("具團隊合作精神，工作態度積極。")

    assert [(a.code, a.name) for a in reading.document.attitudes] == [
        ("", "具團隊合作精神，工作態度積極。")
    ]
    assert findings_of(reading, "attitude-without-code")[0].proposal == "A01"


def test_an_attitude_without_a_code_between_others_stands_alone():
    document = read_attitudes(
        "A01 親和：關心他人。", "具團隊合作精神，能承受壓力。", "A03 自信：相信自己。"
    ).document

    assert [a.code for a in document.attitudes] == ["A01", "", "A03"]


def test_a_standard_may_have_no_attitudes():
    assert read_attitudes().document.attitudes == ()


def test_notes_are_told_apart_by_their_headings():
    document = read_notes(
        "• 建議擔任此職類/職業之學歷/經歷/或能力條件：",
        "• 高中職以上畢業。",
        "• 其他補充說明：",
        "【註1】法令：勞基法。",
        "【註2】場地：室內、",
        "室外。",
        "• 基準更新紀錄：",
        "• 因應修訂。",
    )

    assert document.prerequisites == ("高中職以上畢業。",)
    assert document.supplements == ("【註1】法令：勞基法。", "【註2】場地：室內、室外。")
    assert document.update_log == ("因應修訂。",)


def test_private_use_bullets_are_left_out():
    document = read_notes(
        "\uf06e 建議擔任此職類/職業之學歷/經驗/或能力條件：", "\uf09f 大專以上畢業。"
    )

    assert document.prerequisites == ("大專以上畢業。",)


def test_a_note_may_begin_like_a_bullet_and_is_none():
    document = read_notes("• 其他補充說明：", "• 3D列印機。", "• -20°C冷凍庫。", "• 1.5公尺。")

    assert document.supplements == ("3D列印機。", "-20°C冷凍庫。", "1.5公尺。")


def test_wrapped_notes_are_joined():
    document = read_notes(
        "建議擔任此職類/職業之學歷/經歷/或能力條件：",
        "累積2年以上演出",
        "實務經驗者。",
        "具證照。",
        wrapped=True,
    )

    assert document.prerequisites == ("累積2年以上演出實務經驗者。", "具證照。")


def test_a_heading_may_go_on_with_its_text():
    document = read_notes("基準更新紀錄：因應修訂。")

    assert document.update_log == ("因應修訂。",)


def test_notes_without_a_heading_are_supplements():
    assert read_notes("相關職類別：APA").supplements == ("相關職類別：APA",)


def test_the_entry_level_of_old_files_is_a_prerequisite():
    reading = read_rows(ROW, after_main=(("入門水準",), ("高中畢業。",)))

    assert reading.document.prerequisites == ("高中畢業。",)


def test_attitudes_may_stand_in_a_table_without_a_heading():
    reading = read_rows(ROW, None, ("A01 同理心\nA02 主動",), attitudes=(), repeats_head=False)

    assert [a.code for a in reading.document.attitudes] == ["A01", "A02"]
    assert reading.document.duties[0].title == "籌備"
