from datetime import date
from math import isclose

from hypothesis import given
from hypothesis import strategies as st

from quizzes.certification.criteria import criteria, default_criterion
from quizzes.mastery.rollup import ClaimStatus
from tests.quizzes.certification.papers import outline, report, standing

LEFT = date(2026, 10, 1)
people = st.lists(st.tuples(st.none() | st.floats(0, 1), st.booleans()), max_size=40).map(
    lambda rows: [
        standing(number, probability, left_on=LEFT if has_left else None)
        for number, (probability, has_left) in enumerate(rows)
    ]
)


@given(people)
def test_the_figures_of_a_report_agree_with_each_other(trainees):
    made = report(trainees)
    totals, lines = made["totals"], made["trainees"]
    assert totals["enrolled"] == totals["completed"] + totals["left"] == len(lines)
    assert totals["completed"] == totals["graduated"] + totals["not_ready"]
    by_result = [line["result"] for line in lines]
    assert by_result.count("graduated") == totals["graduated"]
    assert by_result.count("left") == totals["left"]
    for task in made["tasks"]:
        assert task["ready_count"] <= totals["completed"]


@given(people)
def test_the_expected_false_are_the_doubts_about_exactly_those_who_graduated(trainees):
    made = report(trainees)
    doubts = [1 - t["probability"] for t in made["trainees"] if t["result"] == "graduated"]
    assert isclose(made["totals"]["expected_false"], sum(doubts), abs_tol=1e-4)
    assert (made["totals"]["expected_false_rate"] is None) == (not doubts)


def test_twenty_four_are_twenty_one_and_three():
    trainees = [
        *(standing(n, 0.95, certificate=f"2026-{n:04}") for n in range(18)),
        *(standing(n, 0.6) for n in range(18, 21)),
        *(standing(n, 0.95, left_on=LEFT) for n in range(21, 24)),
    ]
    totals = report(trainees)["totals"]
    assert totals == {
        "enrolled": 24,
        "completed": 21,
        "left": 3,
        "graduated": 18,
        "not_ready": 3,
        "certified": 18,
        "expected_false": 0.9,
        "expected_false_rate": 0.05,
    }


def test_who_leaves_on_the_last_day_has_completed():
    made = report([standing(1, 0.95, left_on=date(2026, 11, 20))])
    assert made["trainees"][0]["result"] == "graduated"


def test_who_left_early_does_not_graduate_however_ready():
    made = report([standing(1, 0.99, left_on=LEFT)])
    assert made["trainees"][0]["result"] == "left"
    assert made["trainees"][0]["reason"]["zh"] == "中途離班"
    assert made["tasks"][0]["ready_count"] == 0


def test_what_was_never_answered_has_no_figure():
    made = report([standing(1, 0.8, status=ClaimStatus.NOT_ASSESSED), standing(2, None)])
    assert [cell["probability"] for t in made["trainees"] for cell in t["tasks"]] == [None] * 4
    assert made["tasks"][0]["median"] is None


def test_certificates_count_only_for_the_criterion_of_the_report():
    made = report([standing(1, 0.95, certificate="2026-0001")], key="task:T1.1")
    assert made["totals"]["certified"] == 0
    assert made["trainees"][0]["certificate"] is None


def test_the_level_reached_is_the_highest_that_is_ready():
    assert report([standing(1, 0.95)])["trainees"][0]["level"] == 4
    assert report([standing(1, 0.5)])["trainees"][0]["level"] is None


def test_the_default_criterion_is_the_widest_that_can_be_asked_whole():
    assert default_criterion(criteria(outline(), assessable=["K01", "K02"])).key == "standard"
    assert default_criterion(criteria(outline(), assessable=["K01"])).key == "level:3"
    assert default_criterion(criteria(outline(), assessable=[])).key == "standard"
