from dataclasses import replace
from datetime import date

import pytest

from quizzes.mastery.estimation import MasteryEstimate
from quizzes.mastery.readiness import (
    CLAIM_WORDS,
    STATUS_WORDS,
    Freshness,
    Lamp,
    Status,
    competency_status,
    freshness,
    lamp,
    status_rules,
)
from quizzes.mastery.rollup import ClaimStatus
from quizzes.mastery.stopping import ECONOMICAL, RECOMMENDED
from tests.quizzes.mastery.answering import MORNING

TODAY = date(2026, 3, 10)
SURE = MasteryEstimate(
    0.91, 0.80, 7, 6.0, 5.5, 1.0, 0.7, MORNING, date(2026, 5, 1), date(2026, 9, 1)
)


def status(estimate=SURE, **changes):
    return competency_status(estimate and replace(estimate, **changes), today=TODAY)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, "達標"),
        ({"probability": 0.85, "own_probability": 0.70, "answered": 5}, "達標"),
        ({"review_due_on": TODAY}, "待複習"),
        ({"review_due_on": date(2026, 3, 11)}, "達標"),
        ({"review_due_on": None, "lapsed_on": None}, "達標"),
        ({"answered": 4}, "練習中"),
        ({"answered": 0}, "未評量"),
        ({"probability": 0.15, "own_probability": 0.1}, "未達標"),
        ({"probability": 0.84}, "證據不足"),
        ({"own_probability": 0.69}, "證據不足"),
        ({"probability": 0.5, "answered": 30}, "證據不足"),
    ],
)
def test_each_status_follows_its_published_rule(changes, expected):
    assert STATUS_WORDS[status(**changes)].zh == expected


def test_who_studied_without_answering_is_practising():
    assert status(None) is Status.NOT_ASSESSED
    assert competency_status(None, today=TODAY, has_studied=True) is Status.PRACTISING


@pytest.mark.parametrize(
    ("changes", "step"),
    [
        ({}, "3"),
        ({"probability": 0.95, "own_probability": 0.85}, "4"),
        ({"probability": 0.95, "own_probability": 0.84}, "3"),
        ({"probability": 0.949, "own_probability": 0.9}, "3"),
        ({"probability": 0.6}, "2"),
        ({"probability": 0.6, "answered": 3}, "2"),
        ({"probability": 0.6, "answered": 2}, "1"),
        ({"probability": 0.4}, "1"),
        ({"probability": 0.1, "own_probability": 0.1}, "1"),
        ({"answered": 0}, "0"),
    ],
)
def test_the_lamp_is_lit_as_far_as_its_published_rule_says(changes, step):
    estimate = replace(SURE, **changes)
    assert lamp(estimate, status(**changes), has_items=True) == Lamp(step)


def test_a_lamp_whose_review_is_due_is_no_longer_proficient_and_has_a_dashed_ring():
    due = replace(SURE, review_due_on=TODAY)
    assert lamp(due, status(review_due_on=TODAY), has_items=True) == Lamp("2", is_stale=True)


def test_a_lamp_without_items_says_so_until_something_was_answered():
    assert lamp(None, Status.NOT_ASSESSED, has_items=False) == Lamp("n")
    assert lamp(None, Status.PRACTISING, has_items=False) == Lamp("n")
    assert lamp(None, Status.PRACTISING, has_items=True) == Lamp("1")
    assert lamp(SURE, Status.MET, has_items=False) == Lamp("3")


def test_every_status_and_claim_has_its_words():
    assert set(STATUS_WORDS) == set(status_rules(RECOMMENDED)) == set(Status)
    assert set(CLAIM_WORDS) == set(ClaimStatus)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 4, 30), Freshness.CURRENT),
        (date(2026, 5, 1), Freshness.REVIEW_DUE),
        (date(2026, 7, 1), Freshness.LAPSED),
    ],
)
def test_time_takes_freshness_in_two_steps(day, expected):
    aged = replace(SURE, review_due_on=date(2026, 5, 1), lapsed_on=date(2026, 7, 1))
    assert freshness(aged, day) is expected


def test_each_rule_states_its_own_bounds():
    assert "85%" in status_rules(RECOMMENDED)[Status.MET].zh
    assert "75%" in status_rules(ECONOMICAL)[Status.MET].zh
    assert "至少 4 題" in status_rules(ECONOMICAL)[Status.MET].zh


def test_what_the_economical_rule_decided_is_met_by_it():
    thrifty = replace(SURE, probability=0.77, own_probability=0.65, answered=4)
    assert competency_status(thrifty, today=TODAY) is Status.PRACTISING
    assert competency_status(replace(thrifty, rule="economical"), today=TODAY) is Status.MET
