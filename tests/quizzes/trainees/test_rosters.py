import pytest
from hypothesis import given
from hypothesis import strategies as st

from curriculum.errors import InvalidError
from quizzes.trainees.rosters import MOST_LINES, RosterEntry, read_roster


def people(text):
    return [(entry.name, entry.number) for entry in read_roster(text).entries]


def test_a_line_is_a_name_and_perhaps_a_number():
    text = "林予安,A001\n拉娃．尤幹，A002\n 陳堃 \nAnna Lee\tA003\n王小明,\n\n　\n"
    assert people(text) == [
        ("林予安", "A001"),
        ("拉娃．尤幹", "A002"),
        ("陳堃", None),
        ("Anna Lee", "A003"),
        ("王小明", None),
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (",A001", "沒有姓名"),
        ("字" * 61, "太長"),
        ("林予安," + "1" * 41, "太長"),
        ("林予\u202e安", "看不見"),
        ("林予安,A\x00", "看不見"),
    ],
)
def test_a_line_that_cannot_be_taken_is_named(text, said):
    [problem] = read_roster("王小明\n" + text).problems
    assert problem.line == 2
    assert said in problem.wording.zh


def test_two_people_who_cannot_be_told_apart_are_named_both():
    problems = read_roster("林予安\n林予安\n王小明,1\n陳堃,1\n林予安,2").problems
    assert [problem.line for problem in problems] == [1, 2, 3, 4]


def test_a_list_that_is_too_long_is_refused_at_once():
    with pytest.raises(InvalidError, match="10,000"):
        read_roster("林予安\n" * 10_000)
    assert len(read_roster("\n" * MOST_LINES).entries) == 0


def test_markup_is_a_name_like_any_other():
    assert people("<script>alert(1)</script>,<b>") == [("<script>alert(1)</script>", "<b>")]


@given(st.text())
def test_any_text_is_read_or_refused(text):
    try:
        roster = read_roster(text)
    except InvalidError:
        return
    assert all(isinstance(entry, RosterEntry) for entry in roster.entries)
