import re
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizzes.mastery.change_words import change_sentence
from quizzes.mastery.evidence import Study
from quizzes.mastery.explanation import percent
from tests.quizzes.mastery.answering import MORNING
from tests.quizzes.mastery.histories import earlier, moved, sat


def said(answers, **fields):
    return change_sentence(moved(answers, **fields)).zh


def test_what_comes_to_be_met_says_the_figures_and_the_bar():
    found = said(earlier("K22", [1, 1]) + sat("K22", [1, 1, 1, 1, 1]))
    assert re.fullmatch(r"5 題答對 5 題，把握從 \d\d% 到 \d\d%，過了 85%：達標。", found)


def test_what_had_too_few_answers_says_that_it_has_enough():
    elsewhere = earlier("K23", [1] * 12, first=201)
    found = said(elsewhere + earlier("K22", [1, 1, 1, 1]) + sat("K22", [1]))
    assert found.endswith("，滿 5 題：達標。")


def test_too_few_answers_say_how_many_there_are():
    assert said(sat("K22", [1, 1])).endswith("，累計 2 題，滿 5 題才判定。")


def test_first_answers_have_no_figure_to_come_from():
    assert re.match(r"2 題答對 2 題，把握是 \d\d%，", said(sat("K22", [1, 1])))


def test_items_met_before_are_said_not_to_count():
    history = earlier("K22", [1, 0, 1])
    again = sat("K22", [1, 1], first=101, is_first=False)
    assert said(history + again) == "2 題都是以前看過的題目，不計入。"
    assert said(history + again[:1]) == "這 1 題是以前看過的題目，不計入。"
    assert said(history + again + sat("K22", [1])).startswith(
        "1 題答對 1 題（另外 2 題以前看過，不計入），"
    )


def test_answers_that_offset_each_other_say_so():
    found = said(earlier("K22", [1, 0, 1, 0, 1, 1]) + sat("K22", [1, 1, 1, 0]))
    assert re.match(r"4 題答對 3 題，剛好達標的人約 3.2 題，把握", found)
    assert found.endswith("，答對和答錯互相抵消，還不足以判定。")


def test_only_a_mixed_result_needs_the_bar_to_be_understood():
    assert "剛好達標的人" not in said(sat("K22", [1, 1, 1]))
    assert "剛好達標的人" not in said(sat("K22", [0, 0, 0]))
    assert "剛好達標的人約" in said(sat("K22", [1, 0.5, 1]))


@pytest.mark.parametrize(
    ("history", "answers", "ending"),
    [
        ([1] * 8, [1], "仍然達標。"),
        ([1] * 6, [0] * 3, "低於 85%：不再判定達標。"),
        ([0] * 3, [0] * 5, "在 15% 以下：未達標。"),
        ([0] * 8, [0], "仍在 15% 以下：未達標。"),
        ([1, 0, 0, 1], [1, 1, 1], "還沒到 85%，不足以判定。"),
    ],
)
def test_each_verdict_has_its_words(history, answers, ending):
    assert said(earlier("K22", history) + sat("K22", answers)).endswith(f"，{ending}")


def test_study_in_between_is_named():
    study = Study("K22", MORNING - timedelta(hours=10))
    found = said(earlier("K22", [1] * 6) + sat("K22", [1]), studies=[study])
    assert found.endswith("先前的 6 題是學習或練習之前的作答，現在計得較輕。")


def test_other_competencies_are_named_where_they_turned_it_round():
    wrong_elsewhere = sat("K23", [0] * 12, first=31) + sat("S05", [0] * 12, first=51)
    found = moved(sat("K22", [1]) + earlier("K22", [1, 1, 1]) + wrong_elsewhere)
    assert found.rise < 0
    assert change_sentence(found).zh.endswith("其他職能的作答也影響了這個數字。")


def test_a_confirmed_review_says_so():
    long_ago = earlier("K22", [1] * 7, hours=-24 * 400)
    assert said(long_ago + sat("K22", [1, 1])).endswith("，確認仍然達標。")


@settings(max_examples=40, deadline=None)
@given(
    before=st.lists(st.sampled_from([0.0, 0.5, 1.0]), max_size=8),
    mine=st.lists(st.sampled_from([0.0, 0.5, 1.0]), max_size=8),
)
def test_the_sentence_never_says_another_figure_than_the_measurement(before, mine):
    found = moved(earlier("K22", before) + sat("K22", mine))
    sentence = change_sentence(found)
    assert sentence.zh.endswith("。")
    assert sentence.en.endswith(".")
    allowed = {
        percent(found.before.estimate.probability).zh,
        percent(found.after.estimate.probability).zh,
        "85%",
        "15%",
    }
    assert set(re.findall(r"(?:不到 )?\d+%", sentence.zh)) <= allowed
