from dataclasses import replace

import pytest

from quizzes.mastery.estimation import MasteryEstimate
from quizzes.mastery.stopping import ECONOMICAL, RECOMMENDED, Decision, decision, is_held_by_guard

SURE = MasteryEstimate(0.85, 0.70, 5, 5.0, 4.0, 1.0, 0.6, None, None, None)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, Decision.MASTERED),
        ({"probability": 0.849}, Decision.ASK_ON),
        ({"own_probability": 0.699}, Decision.ASK_ON),
        ({"answered": 4}, Decision.ASK_ON),
        ({"probability": 0.15, "own_probability": 0.1}, Decision.NOT_YET),
        ({"probability": 0.15, "own_probability": 0.1, "answered": 4}, Decision.ASK_ON),
        ({"probability": 0.5, "answered": 17}, Decision.ASK_ON),
        ({"probability": 0.5, "answered": 18}, Decision.UNDECIDED),
        ({"own_probability": 0.6, "answered": 18}, Decision.UNDECIDED),
    ],
)
def test_the_recommended_rule_decides_at_its_published_bounds(changes, expected):
    assert decision(replace(SURE, **changes), RECOMMENDED) is expected


def test_the_economical_rule_asks_less():
    estimate = replace(SURE, probability=0.75, own_probability=0.60, answered=4)
    assert decision(estimate, ECONOMICAL) is Decision.MASTERED
    assert decision(replace(estimate, probability=0.25), ECONOMICAL) is Decision.NOT_YET


def test_a_sitting_asks_its_own_minimum_whatever_earlier_ones_left():
    again = replace(SURE, answered=17)
    assert decision(again, asked=4) is Decision.ASK_ON
    assert decision(again, asked=5) is Decision.MASTERED


def test_a_sitting_ends_at_its_own_maximum():
    again = replace(SURE, probability=0.5, answered=20)
    assert decision(again, asked=17) is Decision.ASK_ON
    assert decision(again, asked=18) is Decision.UNDECIDED


def test_a_sitting_ends_where_mastered_is_out_of_reach_but_not_before_its_minimum():
    doubtful = replace(SURE, probability=0.5, answered=9)
    assert decision(doubtful, asked=5, is_within_reach=False) is Decision.UNDECIDED
    assert decision(doubtful, asked=4, is_within_reach=False) is Decision.ASK_ON
    low = replace(doubtful, probability=0.15)
    assert decision(low, asked=5, is_within_reach=False) is Decision.NOT_YET


def test_the_guard_speaks_only_when_the_own_answers_alone_are_missing():
    assert is_held_by_guard(replace(SURE, own_probability=0.69))
    assert not is_held_by_guard(SURE)
    assert not is_held_by_guard(replace(SURE, probability=0.8, own_probability=0.6))
    assert not is_held_by_guard(replace(SURE, own_probability=0.5, answered=0))
