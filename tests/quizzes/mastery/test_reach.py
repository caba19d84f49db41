"""Whether a check can still end in mastered."""

from dataclasses import replace
from math import log

import pytest

from quizzes.mastery.estimation import measurement
from quizzes.mastery.reach import is_within_reach
from quizzes.mastery.stopping import RECOMMENDED, Decision, decision
from tests.quizzes.mastery.answering import evidence_of

BAR_AT_80 = -log(0.55 / 0.20)  # the difficulty of a four-option item whose bar is .80
CODES = ("K01", "K02", "K03")
MANY = [f"K{number:02d}" for number in range(1, 21)]
OTHERS = {"K01": evidence_of("K01", [1, 1, 0, 1, 1])}


def measured_with(scores, b=BAR_AT_80):
    return measurement(CODES, OTHERS | {"K02": evidence_of("K02", scores, b=b)})


@pytest.mark.parametrize("scores", [[1, 1, 0, 0, 1], [0, 1, 0, 0, 1], [0, 0, 0, 0, 1, 0]])
@pytest.mark.parametrize("left", [1, 5, 8, 13])
@pytest.mark.parametrize("b", [BAR_AT_80, 0.0])
def test_within_reach_is_what_right_answers_alone_would_certify(scores, left, b):
    """Items to come are as hard as those before; the harder they are, the more they tell."""
    rule = replace(RECOMMENDED, max_items=len(scores) + left)
    certified = decision(measured_with([*scores, *[1] * left], b).estimates["K02"], rule)
    reached = is_within_reach(measured_with(scores, b), "K02", rule, asked=len(scores))
    assert reached == (certified is Decision.MASTERED)


def test_nothing_is_within_reach_when_the_sitting_is_over():
    sure = measured_with([1] * 18)
    assert not is_within_reach(sure, "K02", asked=18)


def test_the_guard_must_be_within_reach_too():
    others = {code: evidence_of(code, [1] * 12) for code in MANY[1:]}
    carried = measurement(MANY, others | {MANY[0]: evidence_of(MANY[0], [0, 1, 1, 1, 0])})
    short = replace(RECOMMENDED, max_items=8)
    assert is_within_reach(carried, MANY[0], replace(short, own_from=0.0), asked=5)
    assert not is_within_reach(carried, MANY[0], short, asked=5)
