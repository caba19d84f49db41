from dataclasses import replace

import pytest

from quizzes.mastery.estimation import MasteryEstimate
from quizzes.mastery.explanation import claim_sentence, competency_sentence, percent
from quizzes.mastery.readiness import Freshness, Status
from quizzes.mastery.rollup import Claim, ClaimScope, ClaimStatus

SURE = MasteryEstimate(0.914, 0.8, 7, 6.0, 5.52, 1.0, 0.7, None, None, None)
CLAIM = Claim(ClaimScope.TASK, "T1.2", 0.938, ClaimStatus.READY, ("K22", "K23", "S05"), (), ())


def test_a_competency_that_is_met_is_explained_by_its_figures():
    said = competency_sentence("K22", SURE, Status.MET)
    assert said.zh == (
        "K22 你答對 7 題中的 6 題；剛好達標的人平均會對 5.5 題；我們有 91% 的把握你已達標。"
    )
    assert said.en == (
        "K22: you got 6 of 7 right; someone who just meets the bar gets 5.5 on average; "
        "we are 91% sure that you meet it."
    )


@pytest.mark.parametrize(
    ("changes", "status", "ending"),
    [
        ({"probability": 0.04}, Status.NOT_MET, "我們有 96% 的把握你還沒達標。"),
        ({"probability": 0.6}, Status.INSUFFICIENT_EVIDENCE, "達標的把握是 60%，還不足以判定。"),
        (
            {"own_probability": 0.6},
            Status.INSUFFICIENT_EVIDENCE,
            "你其他部分的表現看來可以，但這一項的作答還不夠。",
        ),
        ({"answered": 3}, Status.PRACTISING, "達標的把握是 91%，滿 5 題才判定。"),
        (
            {},
            Status.REVIEW_DUE,
            "當時我們有 91% 的把握你已達標，之後沒有新的作答，把握已降到 80% 以下。",
        ),
    ],
)
def test_each_status_has_its_own_ending(changes, status, ending):
    assert competency_sentence("K22", replace(SURE, **changes), status).zh.endswith("；" + ending)


def test_partial_scores_are_shown_with_one_decimal():
    assert "7 題中的 5.5 題" in competency_sentence("K22", replace(SURE, right=5.5), Status.MET).zh


def test_without_an_answer_the_sentence_says_so():
    assert competency_sentence("K22", None, Status.NOT_ASSESSED).zh == "K22 還沒有可以計入的作答。"
    assert (
        competency_sentence("K22", None, Status.PRACTISING).zh
        == "K22 已開始學習，還沒有可以計入的作答。"
    )


@pytest.mark.parametrize(
    ("probability", "text"),
    [
        (0.8999, "89%"),
        (0.9, "90%"),
        (0.29, "29%"),
        (1.0, "99%"),
        (0.009, "不到 1%"),
        (0, "不到 1%"),
    ],
)
def test_a_percentage_never_says_more_than_the_figure(probability, text):
    assert percent(probability).zh == text


@pytest.mark.parametrize(
    ("changes", "ending"),
    [
        ({}, "我們有 93% 的把握你已就緒。"),
        (
            {"status": ClaimStatus.UNDECIDED, "probability": 0.5},
            "就緒的把握是 50%，還不足以判定。",
        ),
        ({"status": ClaimStatus.NOT_YET, "probability": 0.02}, "就緒的把握在 10% 以下。"),
        (
            {"status": ClaimStatus.INSUFFICIENT_EVIDENCE, "thin": ("S05",)},
            "還有 1 項的作答不到 3 題，先不判定。",
        ),
        (
            {"status": ClaimStatus.NO_ITEMS, "without_items": ("S05",)},
            "可評的部分有 93% 的把握，但有 1 項尚無題目，不判就緒。",
        ),
        ({"status": ClaimStatus.NO_ITEMS, "probability": None}, "尚無題目。"),
        ({"status": ClaimStatus.NOT_ASSESSED, "probability": 0.5}, "還沒有作答。"),
    ],
)
def test_a_claim_is_explained_by_its_figures(changes, ending):
    said = claim_sentence(replace(CLAIM, **changes), met_count=2).zh
    assert said == f"T1.2：3 項職能中有 2 項達標；{ending}"


@pytest.mark.parametrize(
    ("scope", "subject", "zh", "en"),
    [
        (ClaimScope.LEVEL, "4", "第 4 級", "Level 4"),
        (ClaimScope.STANDARD, "", "整份職能基準", "The whole standard"),
        (ClaimScope.BLOCK, "T1.2/4", "T1.2 第 4 級", "T1.2, level 4"),
        (ClaimScope.DUTY, "T1", "T1", "T1"),
    ],
)
def test_a_claim_names_what_it_speaks_of(scope, subject, zh, en):
    said = claim_sentence(replace(CLAIM, scope=scope, subject=subject), met_count=3)
    assert said.zh.startswith(zh + "：")
    assert said.en.startswith(en + ": 3 of 3 competencies met; ")


def test_what_has_lapsed_says_how_far_it_has_fallen():
    said = competency_sentence("K22", SURE, Status.REVIEW_DUE, Freshness.LAPSED)
    assert said.zh.endswith("把握已降到 70% 以下。")
    assert said.en.endswith("we are now less than 70% sure.")


def test_the_economical_rule_is_explained_by_its_own_figures():
    thrifty = replace(SURE, rule="economical", answered=3)
    assert competency_sentence("K22", thrifty, Status.PRACTISING).zh.endswith("滿 4 題才判定。")


def test_a_level_whose_bar_is_shared_says_so():
    claim = replace(CLAIM, scope=ClaimScope.LEVEL, subject="3", shares_bar=True)
    assert "目前用同一個" in claim_sentence(claim, 2).zh
    assert "one bar serves both" in claim_sentence(claim, 2).en
    assert "同一個" not in claim_sentence(replace(claim, shares_bar=False), 2).zh
