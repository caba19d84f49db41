import numpy as np
import pytest

from benchmarks.measuring import peers


def marks(text):
    """One trainee in one competency: 1 is right, 0 is wrong."""
    return np.array([[letter == "1" for letter in text]])


def verdict(outcome):
    """Return what a rule said of the only case, and after how many items."""
    said = "mastered" if outcome.certified[0] else "not yet" if outcome.failed[0] else "undecided"
    return said, outcome.items[0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [("11111110", "mastered"), ("11111100", "not yet"), ("1111110011", "not yet")],
)
def test_four_fifths_of_eight_are_seven(text, expected):
    assert verdict(peers.percentage(marks(text), 8)) == (expected, 8)


def test_the_best_attempt_counts_and_ends_the_trying():
    assert verdict(peers.best_of(marks("000011101111"), 3, 4)) == ("mastered", 12)
    assert verdict(peers.best_of(marks("111100000000"), 3, 4)) == ("mastered", 4)
    assert verdict(peers.best_of(marks("111000000111"), 3, 4)) == ("not yet", 12)


def test_a_wrong_answer_starts_the_row_again():
    assert verdict(peers.streak(marks("1101110"), 3)) == ("mastered", 6)
    assert verdict(peers.streak(marks("1101101"), 3)) == ("undecided", 7)


def test_only_the_last_few_count():
    assert verdict(peers.m_of_n(marks("10011"), 3, 4)) == ("undecided", 5)
    assert verdict(peers.m_of_n(marks("10111"), 3, 4)) == ("mastered", 4)


def test_the_newest_assessment_weighs_most():
    # .65 * 1 + .35 * (.5 + .5) / 2 = .825 and .65 * .75 + .35 * 1 = .8375
    assert verdict(peers.decaying_average(marks("110011001111"))) == ("mastered", 12)
    assert verdict(peers.decaying_average(marks("111111111110"))) == ("mastered", 12)
    assert verdict(peers.decaying_average(marks("111111111100"))) == ("not yet", 12)


def test_eight_right_answers_are_certain_enough_under_a_flat_prior():
    # P(p >= .8 | n right of n) = 1 - .8^(n + 1): .832 after seven, .866 after eight.
    outcome = peers.beta_binomial(marks("1111111111"))
    assert verdict(outcome) == ("mastered", 8)
    assert outcome.stated[0] == pytest.approx(1 - 0.8**9)
    assert verdict(peers.beta_binomial(marks("1100000000"))) == ("not yet", 5)


def test_tracing_two_right_answers_by_hand():
    # .5 * .9 / (.5 * .9 + .5 * .25) = .78261; learnt: .80435; then .93671; learnt: .94304;
    # a third: .98350, learnt: .98515.
    outcome = peers.knowledge_tracing(marks("11100"))
    assert verdict(outcome) == ("mastered", 3)
    assert outcome.stated[0] == pytest.approx(0.98515, abs=1e-5)


def test_elo_steps_shrink():
    # theta = 0 + .5; then 1 / 1.05 * (0 - 1 / (1 + e^-.5)) = -.5928.
    free = np.zeros((1, 2))
    assert verdict(peers.elo(marks("10"), free, free, items=2)) == ("not yet", 2)
    assert verdict(peers.elo(marks("01"), free, free, items=2)) == ("mastered", 2)


def test_the_ratio_of_two_shares_decides_after_seven_right_or_two_wrong():
    # ln(.9 / .65) = .3254, ln(.1 / .35) = -1.2528, bounds ln 9 = 2.1972.
    assert verdict(peers.probability_ratio(marks("1111111"))) == ("mastered", 7)
    assert verdict(peers.probability_ratio(marks("111111"))) == ("undecided", 6)
    assert verdict(peers.probability_ratio(marks("0011111"))) == ("not yet", 2)
    assert verdict(peers.probability_ratio(marks("100"))) == ("undecided", 3)
