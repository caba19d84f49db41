import pytest

from curriculum.errors import InvalidError
from curriculum.icap.correcting import (
    OTHER,
    Decision,
    corrected,
    require_applicable,
    undecided,
    with_changes,
)
from curriculum.icap.findings import Change, Operation
from tests.documents.standards import ROW, findings_of, read_rows, row, tasks_of

MISPRINTED = read_rows(row(indicator="O1.1.1 能評估場地。"))
TWO_NAMES = read_rows(
    ROW,
    row(
        duty="", task="T1.2 乙", output="O1.2.1 乙", indicator="P1.2.1 能。", skills="S01 溝通技巧"
    ),
    row(duty="", task="T1.3 丙", output="O1.3.1 丙", indicator="P1.3.1 能。"),
)


def number_of(reading, code):
    return reading.findings.index(findings_of(reading, code)[0])


def decide(reading, code, choice, replacement=None):
    decision = Decision(number_of(reading, code), choice, replacement)
    return corrected(reading.document, reading.findings, [decision])


def tasks(document):
    return [task for duty in document.duties for task in duty.tasks]


def test_a_misprinted_indicator_is_repaired_unless_it_is_to_be_kept():
    proposed = corrected(MISPRINTED.document, MISPRINTED.findings, [])
    kept = decide(MISPRINTED, "indicator-coded-as-output", "keep")

    assert tasks(proposed)[0].blocks[0].indicators[0].code == "P1.1.1"
    assert tasks(proposed)[0].blocks[0].indicators[0].printed_code == "O1.1.1"
    assert tasks(kept)[0].blocks[0].indicators[0].code == "O1.1.1"
    assert tasks(kept)[0].blocks[0].indicators[0].printed_code is None


def test_a_code_of_ones_own_may_be_written():
    document = decide(MISPRINTED, "indicator-coded-as-output", OTHER, "P1.1.9")

    assert tasks(document)[0].blocks[0].indicators[0].code == "P1.1.9"


def test_the_name_that_occurs_most_is_proposed_and_used_everywhere():
    document = corrected(TWO_NAMES.document, TWO_NAMES.findings, [])

    assert {task.blocks[0].skills[0].name for task in tasks(document)} == {"溝通能力"}


def test_the_other_name_may_be_chosen():
    document = decide(TWO_NAMES, "same-code-several-names", "name-2")

    assert {task.blocks[0].skills[0].name for task in tasks(document)} == {"溝通技巧"}


def test_a_name_of_ones_own_may_be_written():
    document = decide(TWO_NAMES, "same-code-several-names", OTHER, " 溝通 ")

    assert {task.blocks[0].skills[0].name for task in tasks(document)} == {"溝通"}


def test_codes_with_one_name_stay_apart_unless_merged():
    reading = read_rows(row(skills="S31 專案管理能力\nS35 專案管理能力"))

    kept = corrected(reading.document, reading.findings, [])
    merged = decide(reading, "same-name-several-codes", "merge")

    assert [s.code for s in tasks(kept)[0].blocks[0].skills] == ["S31", "S35"]
    assert {s.code for s in tasks(merged)[0].blocks[0].skills} == {"S31"}


def test_an_output_may_be_added_where_none_is_printed():
    reading = read_rows(row(output=""))

    document = decide(reading, "no-output", OTHER, "場地清單")

    assert [(o.code, o.title) for o in tasks(document)[0].outputs] == [("O1.1.1", "場地清單")]


def test_a_level_may_be_chosen():
    reading = read_rows(row(level="3\n5"))

    assert tasks(decide(reading, "two-levels-in-cell", "level-3"))[0].blocks[0].level == 3
    assert tasks(decide(reading, "two-levels-in-cell", "unknown"))[0].blocks[0].level is None


def test_what_is_listed_twice_is_kept_once():
    reading = read_rows(row(skills="S01 溝通\nS02 協調\nS01 溝通\nS02 協調"))

    document = corrected(reading.document, reading.findings, [])

    assert [s.code for s in tasks(document)[0].blocks[0].skills] == ["S01", "S02"]


def test_the_last_decision_about_a_finding_holds():
    number = number_of(MISPRINTED, "indicator-coded-as-output")
    decisions = [Decision(number, "keep"), Decision(number, "repair")]

    document = corrected(MISPRINTED.document, MISPRINTED.findings, decisions)

    assert tasks(document)[0].blocks[0].indicators[0].code == "P1.1.1"


def test_a_document_without_findings_stays_as_it_is():
    reading = read_rows(ROW)

    assert corrected(reading.document, reading.findings, []) == reading.document


def test_what_waits_for_a_decision_is_known():
    number = number_of(MISPRINTED, "indicator-coded-as-output")

    assert number in undecided(MISPRINTED.findings, [])
    assert number not in undecided(MISPRINTED.findings, [Decision(number, "keep")])


@pytest.mark.parametrize(
    "decision",
    [
        Decision(99, "keep"),
        Decision(-1, "keep"),
        Decision(0, "nonsense"),
        Decision(0, OTHER, "   "),
        Decision(0, OTHER),
    ],
)
def test_a_decision_that_is_not_offered_is_refused(decision):
    with pytest.raises(InvalidError):
        require_applicable(MISPRINTED.findings, decision)


def test_where_nothing_can_be_written_nothing_is():
    reading = read_rows(row(skills="S31 專案管理能力\nS35 專案管理能力"))
    number = number_of(reading, "same-name-several-codes")

    with pytest.raises(InvalidError):
        require_applicable(reading.findings, Decision(number, OTHER, "新"))


def test_removing_and_setting_at_once_hits_the_right_places():
    document = read_rows(row(skills="S01 甲\nS02 乙\nS03 丙")).document
    path = "duties/0/tasks/0/blocks/0/skills"

    changed = with_changes(
        document,
        [
            Change(f"{path}/0", operation=Operation.REMOVE),
            Change(f"{path}/2/name", "丁"),
            Change(f"{path}/1", operation=Operation.REMOVE),
        ],
    )

    assert [s.name for s in tasks(changed)[0].blocks[0].skills] == ["丁"]


def test_every_option_of_every_finding_can_be_applied():
    reading = read_rows(
        row(task="T1.1 甲\nT1.2 乙", output="03.2.1 表", indicator="O1.1.1 能\nP2.1.1 能（",
            level="35", knowledge="K01 甲\nK02 甲\n丙", skills="S01 甲\nS01 乙\nS013D列印"),
        row(duty="", task="T1.1 丁", output="清單", level=""),
        attitudes=("同理。", "主動。"), versions=(),
    )  # fmt: skip

    for number, finding in enumerate(reading.findings):
        choices = [Decision(number, option.key) for option in finding.options]
        if finding.free:
            choices.append(Decision(number, OTHER, "新"))
        for decision in choices:
            assert corrected(reading.document, reading.findings, [decision])
    assert len(tasks_of(reading)) == 3
