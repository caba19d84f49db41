from datetime import timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quizzes.delivery.terms import Purpose
from quizzes.mastery.change import Move
from quizzes.mastery.evidence import Study
from quizzes.mastery.measuring import History, measured
from quizzes.mastery.readiness import Status
from tests.quizzes.mastery.answering import MORNING
from tests.quizzes.mastery.histories import ASSESSABLE, EXACT, STANDARD, earlier, marked, moved, sat

few = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
scores = st.lists(st.sampled_from([0.0, 0.5, 1.0]), max_size=8)


def test_what_comes_to_be_met_went_up():
    found = moved(earlier("K22", [1, 1, 1]) + sat("K22", [1, 1, 1]))
    assert found.move is Move.UP
    assert (found.before.status, found.after.status) == (Status.PRACTISING, Status.MET)
    assert (found.before.lamp.step, found.after.lamp.step) == ("2", "3")


def test_what_is_no_longer_met_went_down():
    found = moved(earlier("K22", [1] * 6) + sat("K22", [0] * 4))
    assert found.before.is_met
    assert found.move is Move.DOWN


def test_a_right_and_a_wrong_answer_that_offset_each_other_leave_it_where_it_was():
    found = moved(earlier("K22", [1, 0, 1, 0, 1, 1]) + sat("K22", [1, 1, 1, 0]))
    assert abs(found.rise) < 0.05
    assert found.move is Move.STAYED


def test_first_answers_that_are_wrong_take_nothing_away():
    found = moved(sat("K22", [0, 0, 0]))
    assert found.move is Move.FIRST
    assert found.after.estimate.probability < found.before.estimate.probability


def test_first_answers_that_are_right_go_up():
    assert moved(sat("K22", [1, 1, 1])).move is Move.UP


def test_items_met_before_move_nothing():
    found = moved(earlier("K22", [1, 0, 1]) + sat("K22", [1, 1, 1], first=101, is_first=False))
    assert found.counted == ()
    assert len(found.given) == 3
    assert found.before.estimate == found.after.estimate
    assert found.move is Move.STAYED


def test_an_item_that_another_attempt_showed_first_does_not_count():
    found = moved(earlier("K22", [0, 0]) + sat("K22", [1, 1, 1], first=101))
    assert [each.weight for each in found.given] == [0, 0, 1]


def test_a_check_after_study_weighs_the_answers_from_before_it_less():
    study = Study("K22", MORNING - timedelta(hours=10), is_completion=True)
    found = moved(earlier("K22", [0, 0, 0, 1]) + sat("K22", [1, 1]), studies=[study])
    assert found.carried == 4
    assert found.move is Move.UP


def test_all_right_may_go_down_only_where_study_took_weight_from_earlier_answers():
    study = Study("K22", MORNING - timedelta(hours=10), is_completion=True)
    answers = earlier("K22", [1] * 12) + sat("K22", [1])
    assert moved(answers).rise > 0
    found = moved(answers, studies=[study])
    assert found.rise < 0
    assert found.carried == 12


def test_what_came_later_changes_nothing():
    now = earlier("K22", [1, 0, 1]) + sat("K22", [1, 1, 0], hours=0.5)
    later = sat("K22", [0] * 6, first=201, attempt="later", hours=30)
    study = Study("K22", MORNING + timedelta(hours=25), is_completion=True)
    assert moved([*now, *later], studies=[study]) == moved(now)


def test_an_attempt_that_was_still_open_then_counts_neither_before_nor_after():
    now = sat("K22", [1, 1, 0], hours=0.5)
    open_then = sat("K22", [1, 1], first=201, attempt="open", hours=0.2, known=20)
    never_ended = marked("K22", 301, 1.0, attempt="unfinished", hours=0.2)
    held = [a for a in [*now, *open_then] if a is not never_ended]
    assert moved(held) == moved(now)


def test_practice_that_went_on_meanwhile_counts_as_far_as_it_had_come():
    now = sat("K22", [1, 1, 0], hours=0.5)
    meanwhile = sat("K22", [1, 1], first=201, attempt="other", hours=0.2, purpose=Purpose.PRACTICE)
    assert moved([*now, *meanwhile]).before.estimate.answered == 2


@few
@given(before=scores, others=scores, right=st.integers(1, 8))
def test_all_right_never_goes_down(before, others, right):
    history = earlier("K22", before) + earlier("K23", others, first=201)
    found = moved(history + sat("K22", [1.0] * right))
    assert found.rise > 0
    assert found.move is not Move.DOWN


@few
@given(before=scores, others=scores, wrong=st.integers(1, 8))
def test_all_wrong_never_goes_up(before, others, wrong):
    history = earlier("K22", before) + earlier("K23", others, first=201)
    found = moved(history + sat("K22", [0.0] * wrong))
    assert found.rise < 0
    assert found.move is not Move.UP


@few
@given(before=scores, mine=scores, later=scores)
def test_before_and_this_attempt_give_what_measuring_all_gives(before, mine, later):
    """One way of measuring: the newest attempt's after is what stands now."""
    answers = earlier("K22", before) + sat("K22", mine) + sat("K23", later, first=31)
    found = moved(answers)
    now = measured(STANDARD, History(answers, [], EXACT), ASSESSABLE)
    assert found.after.estimate == now.measurement.estimates["K22"]
    without = measured(STANDARD, History(earlier("K22", before), [], EXACT), ASSESSABLE)
    assert found.before.estimate == without.measurement.estimates["K22"]


@few
@given(before=scores, mine=scores)
def test_the_move_agrees_with_the_lamp_and_the_word(before, mine):
    found = moved(earlier("K22", before) + sat("K22", mine))
    if found.move is Move.UP:
        assert found.after.is_met or not found.before.is_met
    if found.move is Move.DOWN:
        assert found.before.is_met or not found.after.is_met
    if not mine:
        assert found.move is Move.STAYED
