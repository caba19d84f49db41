import pytest

from tests.documents.standards import ROW, findings_of, read_rows, row


def test_a_plain_standard_has_no_findings():
    assert read_rows(ROW).findings == ()


def test_what_must_be_decided_comes_first():
    reading = read_rows(row(output="", skills="S01溝通", level="3"))

    asks = [finding.needs_decision for finding in reading.findings]

    assert asks == sorted(asks, reverse=True)
    assert asks[0]
    assert not asks[-1]


def test_every_finding_has_an_id_of_its_own():
    reading = read_rows(row(skills="S01 甲\nS01 甲\nS01 甲", knowledge="K01 乙\nK01 乙"))

    ids = [finding.id for finding in reading.findings]

    assert len(ids) == len(set(ids))


def test_every_finding_that_asks_offers_an_answer():
    reading = read_rows(row(output="", level="", indicator="O1.1.1 能", attitudes="甲"))

    for finding in reading.findings:
        assert finding.options or not finding.needs_decision


def test_a_finding_shows_the_lines_of_its_row():
    finding = findings_of(
        read_rows(row(indicator="O1.1.1 能評估場地。")), "indicator-coded-as-output"
    )

    texts = [line.text for line in finding[0].context]

    assert "T1.1 場地規劃" in texts
    assert "O1.1.1 能評估場地。" in texts
    assert (
        finding[0].context[texts.index("O1.1.1 能評估場地。")].place.line == finding[0].place.line
    )


def test_names_that_differ_only_in_a_note_need_no_decision():
    marked = row(knowledge="K01 珠寶知識【註 1】")
    spaced = row(duty="", task="T1.2 乙", output="", knowledge="K01 珠 寶知識")
    reading = read_rows(marked, spaced)

    finding = findings_of(reading, "same-code-several-names")[0]

    assert (finding.severity, finding.needs_decision) == ("info", False)


def test_of_two_names_equally_frequent_the_one_with_the_usual_words_is_proposed():
    reading = read_rows(
        row(
            output="O1.1.1 會議紀錄",
            indicator="P1.1.1 能製作會議紀錄。",
            skills="S34 製作會議記錄能力",
        ),
        row(
            duty="",
            task="T1.2 乙",
            output="",
            indicator="P1.2.1 能。",
            skills="S34 製作會議紀錄能力",
        ),
    )

    assert findings_of(reading, "same-code-several-names")[0].proposal == "製作會議紀錄能力"


def test_one_name_under_several_codes_is_reported_with_all_of_them():
    reading = read_rows(row(skills="S09 溝通\nS27 溝通\nS52 溝通"))

    assert "S09、S27、S52" in findings_of(reading, "same-name-several-codes")[0].message.zh


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"output": "01.1.1 清單"}, "zero-for-o"),
        ({"output": "Ｏ1.1.1 清單"}, "full-width-code"),
        ({"indicator": "P 1.1.1 能。"}, "space-in-code"),
        ({"output": "O1.1.13D初稿"}, "digit-name"),
        ({"knowledge": "K001 甲\nK002 乙", "skills": "S001 丙"}, "three-digit-codes"),
        ({"knowledge": "K01甲"}, "no-space"),
        ({"knowledge": "K01 \uf9e4解"}, "compatibility-ideographs"),
        ({"knowledge": "K01 \u2f8f動"}, "compatibility-ideographs"),
    ],
)
def test_what_was_put_in_order_is_told_without_asking(cells, code):
    finding = findings_of(read_rows(row(**cells)), code)[0]

    assert (finding.severity, finding.needs_decision) == ("info", False)


def test_look_alike_characters_are_replaced_and_full_width_punctuation_is_not():
    reading = read_rows(row(knowledge="K01 \uf9e4解，\u2f8f動（一）"))

    name = reading.document.duties[0].tasks[0].blocks[0].knowledge[0].name

    assert name == "理解，行動（一）"


def test_an_uncertain_digit_is_asked():
    reading = read_rows(row(skills="S106標準差\nS02 溝通"))

    finding = findings_of(reading, "digit-name")[0]

    assert (finding.proposal, finding.needs_decision) == ("S10", True)
    assert finding.options[1].label.zh == "代碼是 S106"


def test_a_knowledge_code_in_the_skill_column_is_asked():
    reading = read_rows(row(skills="K05 溝通"))

    finding = findings_of(reading, "code-of-another-column")[0]

    assert reading.document.duties[0].tasks[0].blocks[0].skills[0].printed_code == "K05"
    assert finding.proposal == "S05"
