from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from quizzes.items.content import Kind
from quizzes.sittings.timing import PEOPLE_FROM, SECONDS, UsualTime, usual_time

CHOICE = [Kind.SINGLE_CHOICE]


def minutes(*values):
    return [timedelta(minutes=value) for value in values]


def test_five_people_give_a_median():
    found = usual_time(minutes(8, 9, 12, 30, 31), CHOICE, fewest=6, most=6)
    assert found == UsualTime(12, 12, 5)


def test_fewer_people_leave_it_to_the_kinds_of_the_items():
    assert usual_time(minutes(8, 9, 12, 30), CHOICE, fewest=6, most=6) == UsualTime(6, 6, 0)


def test_a_sitting_left_over_night_says_nothing():
    found = usual_time(minutes(8, 9, 12, 30, 24 * 60), CHOICE, fewest=6, most=6)
    assert found.people == 0


def test_an_adaptive_check_takes_as_long_as_it_asks():
    assert usual_time([], CHOICE, fewest=5, most=12) == UsualTime(5, 12, 0)


def test_what_has_no_items_takes_no_time():
    assert usual_time([], [], fewest=5, most=5) is None
    assert usual_time([], CHOICE, fewest=5, most=0) is None


def test_every_kind_has_its_time():
    assert SECONDS.keys() == set(Kind)


@given(st.lists(st.integers(1, 200), min_size=PEOPLE_FROM), st.sampled_from(Kind))
def test_the_time_said_lies_among_those_taken(taken, kind):
    found = usual_time(minutes(*taken), [kind], fewest=5, most=12)
    assert min(taken) <= found.low == found.high <= max(taken)
    assert found.people == len(taken)
