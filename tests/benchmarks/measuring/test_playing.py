from dataclasses import replace
from random import Random

import numpy as np

from benchmarks.measuring import truth
from benchmarks.measuring.levels import ASKED, directed
from benchmarks.measuring.playing import CODES, Past, Sitting, checked
from quizzes.mastery.policy import CLAIM_MINIMUM_ITEMS, LEVEL_BUDGET
from quizzes.mastery.stopping import RECOMMENDED, Decision

BANK = truth.bank(np.random.default_rng(1), 33)
ALL_RIGHT = np.ones((len(CODES), 33), dtype=bool)


def test_whoever_knows_everything_is_certified_with_few_items():
    end = checked(Sitting(BANK, Random(1)), ALL_RIGHT, RECOMMENDED)
    assert all(estimate.probability > 0.95 for estimate in end.measured.estimates.values())
    assert end.items[6:].max() <= 6


def test_a_second_check_asks_what_the_first_did_not():
    sitting = Sitting(BANK, Random(1))
    measured = checked(sitting, ~ALL_RIGHT, RECOMMENDED).measured
    said, first = sitting.check(measured, 0, ~ALL_RIGHT[0], RECOMMENDED)
    assert said is Decision.NOT_YET
    _, both = sitting.check(measured, 0, ALL_RIGHT[0], RECOMMENDED, Past(first))
    assert len({answer.item_id for answer in both}) == len(both) > len(first)


def test_an_item_met_before_is_answered_right():
    few = Sitting(truth.bank(np.random.default_rng(1), 5), Random(1))
    measured = checked(few, ~ALL_RIGHT[:, :5], replace(RECOMMENDED, max_items=5)).measured
    endless = replace(RECOMMENDED, not_yet_to=0.0, min_items=12)
    _, given = few.check(measured, 0, ~ALL_RIGHT[0, :5], endless)
    assert [answer.score for answer in given[:12]] == [0.0] * 5 + [1.0] * 7


def test_a_level_is_decided_soon_for_those_who_know_it_all():
    end = directed(Sitting(BANK, Random(1)), ALL_RIGHT)
    assert end.decision is Decision.MASTERED
    assert CLAIM_MINIMUM_ITEMS * len(ASKED) <= end.spent < LEVEL_BUDGET / 2
