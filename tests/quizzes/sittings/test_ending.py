from dataclasses import replace

import pytest

from quizzes.mastery.estimation import measurement
from quizzes.mastery.rollup import Claim, ClaimScope, ClaimStatus
from quizzes.mastery.stopping import RECOMMENDED
from quizzes.sittings.ending import (
    Ending,
    check_ending,
    ending_sentence,
    level_ending,
    quiz_ending,
)
from quizzes.sittings.level_quiz import LevelProgress
from tests.quizzes.mastery.answering import evidence_of


def estimate(scores):
    return measurement(["K22"], {"K22": evidence_of("K22", scores)}).estimates["K22"]


def progress(status=ClaimStatus.UNDECIDED, *, spent=30):
    claim = Claim(ClaimScope.LEVEL, "3", 0.5, status, ("K01", "K02"), ("K02",), ())
    return LevelProgress(claim, spent, 1, 1, 0, has_news=True)


@pytest.mark.parametrize(
    ("scores", "ending"),
    [
        ([1] * 7, Ending.DECIDED),
        ([0] * 5, Ending.DECIDED),
        ([1, 1, 0] * 4, Ending.MAXIMUM),
        ([1, 0, 1], Ending.NOTHING_NEW),
    ],
)
def test_a_check_says_why_it_stopped(scores, ending):
    found = estimate(scores)
    asked = len(scores)
    assert check_ending(found, RECOMMENDED, asked=asked, is_time_over=False) is ending
    assert check_ending(found, RECOMMENDED, asked=asked, is_time_over=True) is Ending.TIME_OVER


def test_the_bounds_are_those_of_the_attempt():
    shorter = replace(RECOMMENDED, max_items=6)
    found = estimate([1, 1, 0] * 2)
    assert check_ending(found, shorter, asked=6, is_time_over=False) is Ending.MAXIMUM


@pytest.mark.parametrize(
    ("status", "spent", "asked", "ending"),
    [
        (ClaimStatus.READY, 240, 30, Ending.LEVEL_READY),
        (ClaimStatus.NOT_YET, 30, 30, Ending.LEVEL_NOT_YET),
        (ClaimStatus.NO_ITEMS, 30, 30, Ending.LEVEL_LACKS_ITEMS),
        (ClaimStatus.UNDECIDED, 240, 30, Ending.BUDGET_SPENT),
        (ClaimStatus.UNDECIDED, 60, 30, Ending.SITTING_FULL),
        (ClaimStatus.INSUFFICIENT_EVIDENCE, 42, 12, Ending.NOTHING_NEW),
    ],
)
def test_a_level_quiz_says_why_it_stopped(status, spent, asked, ending):
    stood = progress(status, spent=spent)
    assert level_ending(stood, asked=asked, maximum=30, is_time_over=False) is ending
    assert level_ending(stood, asked=asked, maximum=30, is_time_over=True) is Ending.TIME_OVER


def test_practice_says_whether_everything_was_answered():
    assert quiz_ending(asked=6, answered=6, is_time_over=False) is Ending.COMPLETE
    assert quiz_ending(asked=6, answered=4, is_time_over=False) is Ending.WITH_BLANKS
    assert quiz_ending(asked=6, answered=6, is_time_over=True) is Ending.TIME_OVER


@pytest.mark.parametrize("ending", Ending)
def test_every_ending_has_its_sentence(ending):
    said = ending_sentence(ending, asked=9, answered=7, progress=progress())
    assert said.zh.endswith("。")
    assert said.en.endswith(".")


def test_the_sentence_names_the_figures():
    assert (
        ending_sentence(Ending.WITH_BLANKS, asked=9, answered=7).zh == "2 題沒有作答，以 0 分計。"
    )
    assert "第 9 題" in ending_sentence(Ending.DECIDED, asked=9, answered=9).zh
    full = ending_sentence(Ending.SITTING_FULL, asked=30, answered=30, progress=progress(spent=60))
    assert "240 題的上限已用 60 題" in full.zh
