from tests.documents.standards import ROW, read_rows, row


def counts_of(*rows, **settings):
    return {count.kind: count for count in read_rows(*rows, **settings).counts}


def test_what_is_printed_once_and_read_once_agrees():
    counts = counts_of(ROW)

    assert [(kind, count.read, count.printed) for kind, count in counts.items()] == [
        ("duties", 1, 1), ("tasks", 1, 1), ("outputs", 1, 1), ("indicators", 1, 1),
        ("knowledge", 1, 1), ("skills", 1, 1), ("attitudes", 1, 2),
        ("knowledge_links", 1, 1), ("skill_links", 1, 1),
    ]  # fmt: skip


def test_a_competency_counts_once_and_its_links_each_time():
    counts = counts_of(ROW, row(duty="", task="T1.2 乙", output="", indicator="P1.2.1 能。"))

    assert (counts["skills"].read, counts["skill_links"].read) == (1, 2)


def test_a_code_in_front_of_an_indicator_is_explained():
    counts = counts_of(row(indicator="O1.1.1 能評估場地。"))

    (extra,) = counts["outputs"].differences
    (missing,) = counts["indicators"].differences

    assert (extra.text, extra.amount) == ("O1.1.1", 1)
    assert "P1.1.1" in extra.reason.zh
    assert (missing.text, missing.amount) == ("P1.1.1", -1)
    assert "O1.1.1" in missing.reason.zh


def test_a_code_inside_a_longer_word_is_explained():
    (extra,) = counts_of(ROW)["attitudes"].differences

    assert (extra.text, extra.amount) == ("APA2654-001v2", 1)
    assert "APA2654" in extra.reason.zh


def test_code_like_text_in_a_name_is_explained():
    counts = counts_of(row(skills="S01 ANSI/ESD S20.20靜電防護\nS02 ISO14971、O*NET查詢"))

    assert counts["skills"].read == 2
    assert counts["skill_links"].is_explained


def test_a_zero_for_o_is_explained():
    counts = counts_of(row(output="01.1.1 清單"))

    assert (counts["outputs"].read, counts["outputs"].printed) == (1, 0)
    assert "01.1.1" in counts["outputs"].differences[0].reason.en


def test_names_that_begin_with_a_digit_agree():
    counts = counts_of(row(output="O1.1.13D設計初稿", skills="S013D列印\nS02 溝通"))

    for kind in ("outputs", "skills", "skill_links"):
        assert counts[kind].differences == ()


def test_a_competency_named_in_the_notes_is_explained():
    counts = counts_of(ROW, notes=("• 其他補充說明：", "K01的範圍見附件。"))

    assert counts["knowledge_links"].is_explained
    assert "範圍" in counts["knowledge_links"].differences[0].reason.zh


def test_a_code_that_was_left_out_stays_unexplained():
    counts = counts_of(ROW, heads=(("K77 遺漏的知識",), *[_head()]))

    (difference,) = counts["knowledge"].differences

    assert (difference.text, difference.reason) == ("K77", None)
    assert not counts["knowledge"].is_explained


def _head():
    return ("主要職責", "工作任務", "工作產出", "行為指標", "職能級別", "知識", "技能")
