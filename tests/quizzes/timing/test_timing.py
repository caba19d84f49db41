from datetime import timedelta

import pytest
from sqlalchemy import select

from curriculum.errors import InvalidError
from quizzes.delivery.deadlines import TimeEventKind
from quizzes.delivery.queries import find_quiz
from quizzes.delivery.terms import Purpose
from quizzes.sittings.commands import begin_sitting, close_if_overdue
from quizzes.timing.commands import TimeAct, agree_on_time, change_time
from quizzes.timing.models import TimeChange
from quizzes.timing.queries import list_accommodations, list_running_attempts
from quizzes.trainees.allowances import TimeAllowance
from tests.factories.items import add_bank
from tests.factories.people import MOMENT
from tests.factories.readiness import join, open_cohort
from tests.factories.standards import add_standard

MINUTE = timedelta(minutes=1)
LIMIT = 40 * MINUTE


@pytest.fixture
def standard(session):
    standard = add_standard(session)
    for code in ("K01", "K02", "S01"):
        add_bank(session, standard, code)
    return standard


@pytest.fixture
def cohort(session, standard):
    return open_cohort(session, standard)


@pytest.fixture
def attempt(session, standard, cohort):
    return begin(session, standard, join(session, cohort, "林予安"))


def begin(session, standard, trainee, now=MOMENT):
    quiz = find_quiz(session, Purpose.TASK_QUIZ, task_id=standard.task("T1.1").id)
    return begin_sitting(session, quiz=quiz, trainee_id=trainee.id, now=now)


def change(session, cohort, attempts, kind, *, minutes=0, after=10, reason="斷電"):
    return change_time(
        session,
        cohort_id=cohort.id,
        attempts=[each.public_id for each in attempts],
        act=TimeAct(TimeEventKind(kind), reason, minutes),
        by="wang",
        now=MOMENT + after * MINUTE,
    )


def agree(session, trainee_id, allowance, reason="依個別需求"):
    return agree_on_time(
        session,
        trainee_id=trainee_id,
        allowance=TimeAllowance(allowance),
        reason=reason,
        by="wang",
        now=MOMENT + MINUTE,
    )


def test_what_was_agreed_holds_for_the_next_attempt(session, standard, cohort):
    trainee = join(session, cohort, "陳堃")
    assert agree(session, trainee.id, "1.5")
    assert begin(session, standard, trainee).deadline_at == MOMENT + 1.5 * LIMIT


def test_what_was_agreed_holds_at_once_for_the_attempt_that_goes_on(session, attempt):
    agree(session, attempt.trainee_id, "2")
    assert attempt.deadline_at == MOMENT + 2 * LIMIT
    agree(session, attempt.trainee_id, "untimed")
    assert attempt.deadline_at is None
    agree(session, attempt.trainee_id, "1")
    assert attempt.deadline_at == MOMENT + LIMIT


def test_everything_that_was_agreed_stays_on_record(session, attempt):
    agree(session, attempt.trainee_id, "2")
    agree(session, attempt.trainee_id, "1.25")
    assert not agree(session, attempt.trainee_id, "1.25")
    kept = list_accommodations(session, attempt.trainee_id)
    assert [each.allowance.value for each in kept] == ["1.25", "2"]


def test_a_pause_costs_no_time(session, cohort, attempt):
    assert change(session, cohort, [attempt], "pause") == [attempt.public_id]
    assert (attempt.deadline_at, attempt.paused_at) == (None, MOMENT + 10 * MINUTE)
    assert not close_if_overdue(session, attempt=attempt, now=MOMENT + 500 * MINUTE)
    change(session, cohort, [attempt], "resume", after=25)
    assert (attempt.deadline_at, attempt.paused_at) == (MOMENT + LIMIT + 15 * MINUTE, None)


def test_extra_minutes_add_up(session, cohort, attempt):
    change(session, cohort, [attempt], "extra", minutes=10)
    change(session, cohort, [attempt], "extra", minutes=5)
    assert attempt.deadline_at == MOMENT + LIMIT + 15 * MINUTE
    kept = session.scalars(select(TimeChange).order_by(TimeChange.id)).all()
    assert [(each.minutes, each.reason, each.decided_by) for each in kept] == [
        (10, "斷電", "wang"),
        (5, "斷電", "wang"),
    ]


def test_pausing_twice_changes_nothing_the_second_time(session, cohort, attempt):
    change(session, cohort, [attempt], "pause")
    assert change(session, cohort, [attempt], "pause", after=12) == []
    change(session, cohort, [attempt], "resume", after=20)
    assert change(session, cohort, [attempt], "resume", after=30) == []


def test_an_attempt_that_has_ended_gets_no_more_time(session, cohort, attempt):
    assert change(session, cohort, [attempt], "extra", minutes=10, after=41) == []
    close_if_overdue(session, attempt=attempt, now=MOMENT + 41 * MINUTE)
    assert change(session, cohort, [attempt], "extra", minutes=10, after=42) == []


def test_another_cohorts_attempts_are_left_alone(session, standard, attempt):
    other = open_cohort(session, standard, "冬季班")
    assert change(session, other, [attempt], "extra", minutes=10) == []


@pytest.mark.parametrize("fields", [{"reason": " "}, {"reason": "很" * 201}, {"minutes": 0}])
def test_time_changes_only_with_a_reason_and_a_measure(session, cohort, attempt, fields):
    with pytest.raises(InvalidError):
        change(session, cohort, [attempt], "extra", **{"minutes": 10, **fields})
    assert attempt.deadline_at == MOMENT + LIMIT


def test_who_watches_sees_whom_it_concerns(session, standard, cohort, attempt):
    begin(session, standard, join(session, open_cohort(session, standard, "冬季班"), "陳堃"))
    agree(session, attempt.trainee_id, "1.5")
    [line] = list_running_attempts(session, cohort.id)
    assert (line.public_id, line.name) == (attempt.public_id, "林予安")
    assert (line.item_count, line.answered_count, line.saved_at) == (12, 0, None)
    assert line.allowance is TimeAllowance.HALF_MORE
