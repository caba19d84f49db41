import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.items.difficulty import (
    angoff_difficulty,
    bank_median,
    item_difficulty,
    prior_sd,
)
from tests.factories.items import add_bank
from tests.factories.standards import add_standard


@pytest.mark.parametrize(
    ("rating", "chance", "b"),
    [
        (0.5, 0, 0),
        (0.625, 0.25, 0),
        (0.7, 0.25, -0.405),
        (0.3, 0, 0.847),
        (0.25, 0.25, 3),
        (0.99, 0, -3),
        (1, 0, -3),
    ],
)
def test_the_rating_is_the_difficulty(rating, chance, b):
    assert angoff_difficulty(rating, chance) == pytest.approx(b, abs=0.001)


@given(st.floats(0.01, 0.99), st.floats(0, 0.5))
def test_a_difficulty_stays_within_three_logits(rating, chance):
    assert -3 <= angoff_difficulty(rating, chance) <= 3


@given(st.floats(0.3, 0.95), st.floats(0.3, 0.95))
def test_what_more_people_get_right_is_easier(one, other):
    easier, harder = max(one, other), min(one, other)
    assert angoff_difficulty(easier, 0.25) <= angoff_difficulty(harder, 0.25)


def test_the_prior_narrows_with_the_panel():
    assert prior_sd([], 0) == prior_sd([0.7], 0) == 0.7
    assert prior_sd([0.7, 0.7, 0.7], 0.25) == pytest.approx(0.5)
    assert prior_sd([0.5, 0.7], 0) > prior_sd([0.5, 0.7] * 3, 0) > 0.5


@pytest.mark.parametrize(
    ("fields", "rating"),
    [
        ({"angoff": {"3": [0.5, 0.6], "4": [0.7, 0.9]}}, 0.8),
        ({"angoff": {"3": [0.5, 0.7]}}, 0.6),
        ({"angoff": {"4": [0.7, 0.9]}, "level": 3, "cognitive": "remember"}, 0.8),
    ],
)
def test_a_version_is_as_hard_as_its_own_level_or_else_the_highest_says(session, fields, rating):
    (version,) = add_bank(session, add_standard(session), "K01", count=1, **fields)
    assert version.difficulty == pytest.approx(angoff_difficulty(rating, 0.25))


def test_an_item_that_nobody_rated_takes_the_median_of_its_bank():
    median = bank_median([([0.5], 0), ([0.7], 0), ([0.9], 0), ([], 0)])
    assert median == pytest.approx(-0.847, abs=0.001)
    unrated = item_difficulty([], 0, median)
    assert (unrated.b, unrated.sd) == (median, 0.7)
    assert bank_median([]) == 0
