from hypothesis import given
from hypothesis import strategies as st

from quizzes.blueprints.pools import check_maximum, check_pool, practice_pool

BANK = set(range(1, 34))


def test_one_item_in_six_is_for_practice():
    assert practice_pool(BANK) == {6, 12, 18, 24, 30}
    assert check_pool(BANK) == BANK - {6, 12, 18, 24, 30}


def test_what_was_met_in_a_check_may_be_practised():
    assert practice_pool(BANK, met={1, 6}) == {1, 6, 12, 18, 24, 30}


def test_a_small_bank_is_not_divided():
    assert practice_pool(set(range(1, 24))) == check_pool(set(range(1, 24))) == set(range(1, 24))


def test_an_item_stays_where_it_is_while_its_bank_grows():
    grown = BANK | set(range(100, 120))
    assert check_pool(grown) & BANK == check_pool(BANK)


@given(st.sets(st.integers(1, 5000), min_size=15))
def test_three_checks_in_a_row_never_run_out(bank):
    most = check_maximum(bank, minimum=5, maximum=12)
    assert 5 <= most <= 12
    assert 3 * most <= len(check_pool(bank))


def test_a_check_keeps_the_bounds_of_its_quiz():
    assert check_maximum(BANK, minimum=5, maximum=12) == 9
    assert check_maximum(BANK, minimum=5, maximum=7) == 7
    assert check_maximum({1, 2, 3}, minimum=5, maximum=12) == 5
