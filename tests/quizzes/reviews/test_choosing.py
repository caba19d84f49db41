from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.reviews.choosing import DueItem, minutes_for, todays_mix

MOMENT = datetime(2026, 9, 1, 9, 0, tzinfo=UTC)


def due(item_id, competency_id, *, days=0):
    return DueItem(item_id, item_id, competency_id, MOMENT - timedelta(days=days))


DUE = st.lists(
    st.builds(due, st.integers(1, 500), st.integers(1, 6), days=st.integers(0, 90)),
    unique_by=lambda item: item.item_id,
    max_size=40,
)


def test_the_most_overdue_comes_first():
    mix = todays_mix([due(1, 1, days=1), due(2, 2, days=9), due(3, 3, days=4)], count=2)
    assert [item.item_id for item in mix] == [2, 3]


def test_every_competency_gives_one_before_any_gives_a_second():
    heap = [due(n, 1, days=50) for n in range(1, 20)]
    mix = todays_mix([*heap, due(30, 2, days=3), due(31, 3)], count=4)
    assert [item.item_id for item in mix] == [1, 30, 31, 2]


@given(DUE, st.integers(1, 15))
def test_a_mix_is_as_long_as_it_can_be_and_asks_nothing_twice(items, count):
    mix = todays_mix(items, count=count)
    assert len(mix) == min(count, len(items))
    assert len({item.item_id for item in mix}) == len(mix)


@given(DUE, st.integers(1, 15))
def test_what_is_left_for_later_is_less_overdue_within_its_competency(items, count):
    mix = todays_mix(items, count=count)
    for left in set(items) - set(mix):
        asked = [item for item in mix if item.competency_id == left.competency_id]
        assert all(item.due_at <= left.due_at for item in asked)


@given(st.randoms(use_true_random=False), DUE)
def test_the_order_in_which_they_are_found_does_not_matter(random, items):
    shuffled = random.sample(items, len(items))
    assert todays_mix(items, count=12) == todays_mix(shuffled, count=12)


@pytest.mark.parametrize(("items", "minutes"), [(1, 1), (5, 3), (12, 5)])
def test_twelve_items_take_five_minutes(items, minutes):
    assert minutes_for(items) == minutes
