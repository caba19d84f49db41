from datetime import timedelta

import pytest

from quizzes.delivery.queries import find_quiz, list_attempt_items
from quizzes.delivery.record import Try, list_durations, list_tries
from quizzes.delivery.terms import AttemptState, Purpose
from quizzes.items.queries import PublishedItem
from quizzes.mastery.change import before_and_after
from quizzes.mastery.commands import record_study
from quizzes.mastery.queries import assessable_levels, get_history, get_progress
from quizzes.sittings.asking import may_check
from quizzes.sittings.commands import begin_sitting, close_if_overdue, confirm_answer
from tests.factories.items import add_bank
from tests.factories.people import MOMENT, add_trainee
from tests.factories.sittings import answer, never, sit
from tests.factories.standards import add_standard

DAY = timedelta(days=1)


@pytest.fixture
def standard(session):
    standard = add_standard(session)
    for code in ("K01", "K02", "S01"):
        add_bank(session, standard, code, count=24)
    return standard


@pytest.fixture
def trainee(session):
    return add_trainee(session)


def measured_around(session, standard, trainee, attempt):
    return before_and_after(
        standard,
        get_history(session, standard=standard, trainee_id=trainee.id),
        assessable_levels(session, standard),
        attempt_public_id=attempt.public_id,
        handed_in_at=attempt.handed_in_at,
    )


def stored(session, standard, trainee):
    return get_progress(session, standard=standard, trainee_id=trainee.id)


def answered(found):
    estimates = found.measurement.estimates
    return {code: each for code, each in estimates.items() if each.answered}


@pytest.mark.parametrize("purpose", [p for p in Purpose if p is not Purpose.REVIEW])
def test_the_projection_before_and_after_is_what_is_measured_afterwards(
    session, standard, trainee, purpose
):
    """What stood stored before the attempt began, and what stands stored since."""
    subject = {Purpose.TASK_QUIZ: "T1.2", Purpose.LEVEL_QUIZ: "3"}.get(purpose, "K01")
    sit(session, standard, trainee, Purpose.TASK_QUIZ, "T1.1", right=lambda p: p % 3 > 0)
    before_it = stored(session, standard, trainee)
    attempt = sit(session, standard, trainee, purpose, subject, right=never, at=MOMENT + DAY)
    after_it = stored(session, standard, trainee)
    before, after = measured_around(session, standard, trainee, attempt)
    assert answered(before) == before_it.estimates
    assert answered(after) == after_it.estimates
    assert {(c.scope, c.subject): c for c in before.claims} == before_it.claims
    assert {(c.scope, c.subject): c for c in after.claims} == after_it.claims


def test_later_attempts_and_lessons_change_neither(session, standard, trainee):
    attempt = sit(session, standard, trainee, Purpose.MODULE_CHECK, "K01")
    before, after = measured_around(session, standard, trainee, attempt)
    record_study(
        session,
        trainee_id=trainee.id,
        competency_id=standard.competency("K01").id,
        is_completion=True,
        now=MOMENT + DAY,
    )
    sit(session, standard, trainee, Purpose.MODULE_CHECK, "K01", right=never, at=MOMENT + 2 * DAY)
    sit(session, standard, trainee, Purpose.PRACTICE, "K01", right=never, at=MOMENT + 3 * DAY)
    again = measured_around(session, standard, trainee, attempt)
    assert [answered(each) for each in again] == [answered(each) for each in (before, after)]


def test_a_check_begun_before_and_ended_after_does_not_count(session, standard, trainee):
    quiz = find_quiz(session, Purpose.MODULE_CHECK, competency_id=standard.competency("K02").id)
    running = begin_sitting(session, quiz=quiz, trainee_id=trainee.id, now=MOMENT)
    item = list_attempt_items(session, running.id)[0]
    answer(session, running, item, right=True, at=MOMENT)
    following = confirm_answer(session, attempt=running, item=item, now=MOMENT)
    attempt = sit(session, standard, trainee, Purpose.MODULE_CHECK, "K01")
    before = [answered(each) for each in measured_around(session, standard, trainee, attempt)]
    while following is not None:
        answer(session, running, following, right=True, at=MOMENT + DAY)
        following = confirm_answer(session, attempt=running, item=following, now=MOMENT + DAY)
    assert running.state is AttemptState.HANDED_IN
    after = [answered(each) for each in measured_around(session, standard, trainee, attempt)]
    assert after == before
    assert "K02" not in after[1]


def durations(session, standard, most):
    quiz = find_quiz(session, Purpose.TASK_QUIZ, task_id=standard.task("T1.2").id)
    return list_durations(session, quiz_id=quiz.id, item_maximum=most)


def test_how_long_it_took_is_the_latest_of_each_who_finished_in_time(session, standard, trainee):
    other, late = add_trainee(session, "陳堃"), add_trainee(session, "王喆")
    for day, (who, pace) in enumerate(((trainee, 2), (trainee, 1), (other, 3))):
        sit(
            session,
            standard,
            who,
            Purpose.TASK_QUIZ,
            "T1.2",
            at=MOMENT + day * DAY,
            pace=timedelta(minutes=pace),
        )
    quiz = find_quiz(session, Purpose.TASK_QUIZ, task_id=standard.task("T1.2").id)
    overdue = begin_sitting(session, quiz=quiz, trainee_id=late.id, now=MOMENT)
    assert close_if_overdue(session, attempt=overdue, now=MOMENT + DAY)
    assert durations(session, standard, 12) == {
        trainee.id: timedelta(minutes=12),
        other.id: timedelta(minutes=36),
    }
    assert durations(session, standard, 8) == {}


def test_tries_are_listed_with_their_state_and_length(session, standard, trainee):
    whole = sit(session, standard, trainee, Purpose.MODULE_CHECK, "K01")
    quiz = find_quiz(session, Purpose.MODULE_CHECK, competency_id=standard.competency("K01").id)
    begin_sitting(session, quiz=quiz, trainee_id=trainee.id, now=MOMENT + DAY)
    found = list_tries(session, quiz_id=quiz.id, trainee_id=trainee.id)
    assert found == [
        Try(1, AttemptState.HANDED_IN, len(list_attempt_items(session, whole.id))),
        Try(2, AttemptState.OPEN, 1),
    ]


def test_a_check_has_news_while_an_item_was_not_met():
    bank = [PublishedItem(i, i, 1, "single_choice", "apply", 4, 0.25, -1.0) for i in range(1, 5)]
    assert may_check(bank, {1, 2, 3})
    assert not may_check(bank, {1, 2, 3, 4})
    assert not may_check([], set())
