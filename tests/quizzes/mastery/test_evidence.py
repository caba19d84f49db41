from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.mastery.evidence import Study, evidence
from tests.quizzes.mastery.answering import MORNING, answer


def weights(answers, studies=(), code="K22"):
    return [each.weight for each in evidence(answers, studies)[code].answers]


def study(hours, *, is_completion=False, code="K22"):
    return Study(code, MORNING + timedelta(hours=hours), is_completion=is_completion)


def test_only_the_first_exposure_to_an_item_counts():
    assert weights([answer(item=1), answer(item=1, hours=1), answer(item=2, hours=2)]) == [1, 0, 1]


def test_a_first_exposure_in_practice_counts_like_one_in_a_check():
    assert weights([answer(purpose="practice")]) == [1.0]


def test_an_item_first_met_in_practice_counts_no_more_in_the_check():
    practised, checked = answer(purpose="practice"), answer(hours=30)
    assert weights([checked, practised]) == [1.0, 0.0]


def test_an_item_that_is_known_to_have_been_shown_before_does_not_count():
    shown = answer()
    assert weights([shown._replace(is_first_exposure=False)]) == [0.0]


def test_an_answer_marked_as_first_exposure_does_not_count_after_an_earlier_one():
    first, second = answer(), answer(hours=1)
    marked = second._replace(is_first_exposure=True)
    assert weights([first, marked]) == [1.0, 0.0]


def test_answers_before_a_later_study_session_weigh_seven_tenths():
    assert weights([answer(item=1), answer(item=2, hours=30)], [study(24)]) == [0.7, 1.0]


def test_each_later_session_takes_its_share():
    answers = [answer(item=1), answer(item=2, hours=30), answer(item=3, hours=54)]
    found = weights(answers, [study(24), study(48)])
    assert found == pytest.approx([0.49, 0.7, 1.0])


def test_answers_before_the_completion_of_the_module_weigh_half():
    answers = [answer(item=1), answer(item=2, hours=54)]
    assert weights(answers, [study(24, is_completion=True)]) == [0.5, 1.0]
    both = weights(answers, [study(24), study(48, is_completion=True)])
    assert both == pytest.approx([0.35, 1.0])


def test_study_alone_changes_nothing_until_something_is_answered_after_it():
    assert weights([answer()], [study(24), study(48, is_completion=True)]) == [1.0]


def test_study_before_the_answers_takes_nothing():
    assert weights([answer(hours=3)], [study(1, is_completion=True)]) == [1.0]


def test_study_of_another_competency_takes_nothing():
    assert weights([answer(item=1), answer(item=2, hours=9)], [study(5, code="K23")]) == [1.0, 1.0]


def test_practice_on_end_is_one_session_and_keeps_its_weight():
    answers = [answer(item=n, hours=n * 0.1, purpose="practice") for n in range(10)]
    assert weights(answers) == [1.0] * 10


def test_practice_of_another_day_is_a_later_session():
    answers = [
        answer(item=1, purpose="practice"),
        answer(item=2, hours=24, purpose="practice"),
        answer(item=3, hours=24.1, purpose="practice"),
    ]
    assert weights(answers) == [0.7, 1.0, 1.0]


def test_repeated_practice_is_study_too():
    answers = [
        answer(item=1),
        answer(item=1, hours=24, purpose="practice"),
        answer(item=2, hours=25),
    ]
    assert weights(answers) == [0.7, 0.0, 1.0]


@pytest.mark.parametrize(("pause", "weight"), [(3.9, 0.7), (4.0, 0.49)])
def test_study_less_than_four_hours_apart_is_one_session(pause, weight):
    answers = [answer(item=1), answer(item=2, hours=40)]
    assert weights(answers, [study(24), study(24 + pause)])[0] == pytest.approx(weight)


def test_checks_in_a_row_without_study_keep_their_full_weight():
    assert weights([answer(item=n, hours=24 * n) for n in range(5)]) == [1.0] * 5


def test_each_answer_says_why_it_counts_or_not():
    said = evidence(
        [answer(item=1), answer(item=1, hours=25), answer(item=2, hours=26)], [study(24)]
    )["K22"].answers
    assert [each.reason.zh for each in said] == [
        "作答之後你又學習過 1 次，計 0.70。",
        "這一題先前看過，只算練習，不計入。",
        "第一次作答這一題，計 1。",
    ]
    assert said[0].reason.en == "You studied once after it; it counts 0.70."


@given(st.permutations(range(8)))
def test_the_order_in_which_rows_arrive_does_not_matter(order):
    rows = [
        answer(item=n % 5, score=n % 2, hours=(n // 3) * 20, purpose="practice") for n in range(8)
    ]
    assert evidence([rows[n] for n in order]) == evidence(rows)


def test_competencies_are_weighed_apart_and_ordered_by_code():
    found = evidence([answer("S05", 1), answer("K22", 1)])
    assert list(found) == ["K22", "S05"]
    assert [each.weight for one in found.values() for each in one.answers] == [1.0, 1.0]
