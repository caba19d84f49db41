from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.reviews.scheduling import LONGEST_DAYS, next_state

MOMENT = datetime(2026, 9, 1, 20, 0, tzinfo=UTC)
SCORES = st.sampled_from([0.0, 0.25, 0.5, 1.0])
ANSWERS = st.lists(st.tuples(SCORES, st.floats(0, 400)), max_size=12)  # with days before each


def replay(answers):
    """Return the card after these answers, and the moment of the last of them."""
    card, now = None, MOMENT
    for score, days in answers:
        now += timedelta(days=days)
        card = next_state(card, score=score, now=now)
    return card, now


def pause(card, score, now):
    return next_state(card, score=score, now=now).due_at - now


@given(ANSWERS, SCORES, st.floats(0, 400))
def test_what_was_answered_is_due_at_least_a_day_later_and_never_lost(answers, score, days):
    card, now = replay(answers)
    now += timedelta(days=days)
    wait = pause(card, score, now)
    assert timedelta(days=1) <= wait <= timedelta(days=LONGEST_DAYS)
    assert wait % timedelta(days=1) == timedelta()


@given(ANSWERS, st.floats(0, 400))
def test_the_better_the_answer_the_later_the_item_comes_again(answers, days):
    card, now = replay(answers)
    now += timedelta(days=days)
    wrong, partly, right = (pause(card, score, now) for score in (0.0, 0.5, 1.0))
    assert wrong <= partly <= right


@given(ANSWERS)
def test_the_same_answers_give_the_same_card(answers):
    assert replay(answers) == replay(answers)


def test_an_item_met_for_the_first_time_comes_again_soon_even_when_right():
    assert [pause(None, score, MOMENT).days for score in (0.0, 0.5, 1.0)] == [1, 1, 2]


def test_who_is_right_whenever_asked_is_asked_less_and_less():
    card, now, pauses = None, MOMENT, []
    for _ in range(5):
        card = next_state(card, score=1.0, now=now)
        pauses.append((card.due_at - now).days)
        now = card.due_at
    assert pauses == sorted(set(pauses))
    assert pauses[-1] > 60


def test_a_forgotten_item_comes_back_soon():
    card, now = replay([(1.0, 0), (1.0, 2), (1.0, 10), (1.0, 40)])
    assert pause(card, 1.0, now + timedelta(days=60)).days > 60
    assert pause(card, 0.0, now + timedelta(days=60)).days < 10


def test_a_card_counts_its_answers():
    card, now = replay([(1.0, 0), (0.0, 2), (1.0, 1)])
    assert (card.review_count, card.last_reviewed_at) == (3, now)


def test_the_zone_in_which_a_moment_is_told_changes_nothing():
    taipei = datetime.fromisoformat("2026-09-02T04:00:00+08:00")
    assert next_state(None, score=1.0, now=taipei) == next_state(None, score=1.0, now=MOMENT)
    assert next_state(None, score=1.0, now=taipei).due_at.tzinfo == UTC


@pytest.mark.parametrize("score", [0.01, 0.99])
def test_partly_right_is_neither_right_nor_wrong(score):
    card, now = replay([(1.0, 0), (1.0, 2), (1.0, 10)])
    now += timedelta(days=30)
    assert pause(card, 0.0, now) < pause(card, score, now) < pause(card, 1.0, now)
