"""Which competency a level-directed quiz asks next, and when it ends."""

import pytest

from quizzes.mastery.bars import Bar, Bars
from quizzes.mastery.estimation import measurement
from quizzes.mastery.evidence import Evidence
from quizzes.mastery.holding import BlockScope
from quizzes.mastery.level_directed import level_competencies, level_decision, next_competency
from quizzes.mastery.policy import LEVEL_BUDGET
from quizzes.mastery.rollup import Claim, ClaimScope, ClaimStatus
from quizzes.mastery.stopping import Decision
from tests.quizzes.mastery.answering import evidence_of

BLOCKS = [
    BlockScope("T1", "T1.1", 3, ("K01", "K02")),
    BlockScope("T1", "T1.2", 4, ("K02", "K03")),
]


def found(**scores):
    return {code: evidence_of(code, each) for code, each in scores.items()}


def test_a_level_asks_what_the_levels_below_ask():
    assert level_competencies(BLOCKS, 3) == ("K01", "K02")
    assert level_competencies(BLOCKS, 4) == ("K01", "K02", "K03")


def test_each_competency_is_asked_before_one_is_asked_on():
    measured = measurement(("K01", "K02"), found(K01=[1, 0, 1], K02=[1, 1]))
    levels = {"K01": 3, "K02": 3}
    assert next_competency(measured, levels, {"K01", "K02"}) == "K02"
    assert next_competency(measured, levels, {"K01"}) == "K01"
    assert next_competency(measured, levels, ()) is None


def test_answers_below_a_level_are_no_minimum_of_it_and_it_waits_for_items_that_are():
    low = evidence_of("K01", [1, 0, 1, 1])
    answers = tuple(a._replace(answer=a.answer._replace(level=3)) for a in low.answers)
    given = {"K01": Evidence("K01", answers), **found(K02=[1, 1, 0])}
    measured = measurement(("K01", "K02"), given)
    codes = {"K01", "K02"}
    assert next_competency(measured, {"K01": 4, "K02": 3}, codes) == "K01"
    doubtful = next_competency(measured, {"K01": 3, "K02": 3}, codes)
    assert next_competency(measured, {"K01": 4, "K02": 3}, codes, {"K02"}) == doubtful


def test_the_next_item_goes_where_a_gap_is_least_settled():
    given = found(K01=[1] * 9, K02=[1, 1, 0, 0, 1], K03=[0] * 9)
    codes = ("K01", "K02", "K03")
    levels = dict.fromkeys(codes, 3)
    assert next_competency(measurement(codes, given), levels, codes) == "K02"


def test_a_gap_of_a_level_lies_below_the_bar_of_that_level():
    given = found(K01=[1, 1, 0, 0, 1], K02=[1, 1, 1, 1, 0, 1, 1])
    bars = Bars({"K01": Bar({4: 0.0, 3: -3.0})})
    codes = ("K01", "K02")
    measured = measurement(codes, given, bars=bars)
    assert next_competency(measured, {"K01": 4, "K02": 4}, codes) == "K01"
    assert next_competency(measured, {"K01": 3, "K02": 4}, codes) == "K02"


@pytest.mark.parametrize(
    ("status", "spent", "expected"),
    [
        (ClaimStatus.READY, 40, Decision.MASTERED),
        (ClaimStatus.NOT_YET, 40, Decision.NOT_YET),
        (ClaimStatus.UNDECIDED, 40, Decision.ASK_ON),
        (ClaimStatus.INSUFFICIENT_EVIDENCE, 40, Decision.ASK_ON),
        (ClaimStatus.UNDECIDED, LEVEL_BUDGET, Decision.UNDECIDED),
    ],
)
def test_the_quiz_ends_with_the_claim_or_with_its_budget(status, spent, expected):
    claim = Claim(ClaimScope.LEVEL, "3", 0.5, status, ("K01",), (), ())
    assert level_decision(claim, spent=spent) is expected
