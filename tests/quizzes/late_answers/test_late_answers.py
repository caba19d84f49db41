from datetime import timedelta

import pytest
from sqlalchemy import select

from curriculum.errors import InvalidError, NotFoundError
from quizzes.delivery.models import Response
from quizzes.delivery.queries import find_quiz, list_attempt_items
from quizzes.delivery.saving import AnswerPlace, GivenAnswer, save_answer
from quizzes.delivery.terms import AttemptState, LatePolicy, Purpose
from quizzes.errors import AttemptClosedError
from quizzes.grading.queries import latest_marks
from quizzes.items.reading import item_from_mapping
from quizzes.late_answers.commands import Verdict, decide_late_answer, keep_late_answer
from quizzes.late_answers.queries import (
    count_waiting_answers,
    get_ended_attempt,
    list_waiting_answers,
)
from quizzes.mastery.commands import find_differences
from quizzes.sittings.commands import begin_sitting, hand_in
from quizzes.sittings.queries import check_receipt
from tests.factories.items import add_bank
from tests.factories.people import MOMENT
from tests.factories.readiness import join, open_cohort
from tests.factories.standards import add_standard

MINUTE = timedelta(minutes=1)
END = MOMENT + 40 * MINUTE
AFTER = END + 5 * MINUTE


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
    quiz = find_quiz(session, Purpose.TASK_QUIZ, task_id=standard.task("T1.1").id)
    trainee = join(session, cohort, "林予安")
    return begin_sitting(session, quiz=quiz, trainee_id=trainee.id, now=MOMENT)


def place(attempt, position=1):
    return AnswerPlace(attempt.public_id, attempt.trainee_id, position)


def right(session, attempt, position=1):
    item = list_attempt_items(session, attempt.id)[position - 1]
    content = item_from_mapping(item.item_version.content)
    shown = item.presentation["options"]
    return next(o["id"] for o in shown if content.options[o["index"]].key)


def keep(session, attempt, *, seq=1, chosen=END - MINUTE, now=AFTER):
    given = GivenAnswer(right(session, attempt), seq, chosen)
    return keep_late_answer(session, place=place(attempt), given=given, now=now)


def decide(session, attempt, *, counts, reason="排練室斷線", seq=1):
    verdict = Verdict(counts, reason, "wang")
    return decide_late_answer(
        session, place=place(attempt), seq=seq, verdict=verdict, now=AFTER + MINUTE
    )


def ended(session, attempt):
    return get_ended_attempt(session, attempt.public_id, trainee_id=attempt.trainee_id)


def score(session, attempt):
    [item, *_] = list_attempt_items(session, attempt.id)
    return latest_marks(session, [item.id])[item.id].score


def test_a_late_answer_is_kept_and_waits(session, cohort, attempt):
    keep(session, attempt)
    assert attempt.state is AttemptState.HANDED_IN
    assert attempt.handed_in_at == END
    assert score(session, attempt) == 0
    [waiting] = list_waiting_answers(session, [cohort.id])
    assert (waiting.name, waiting.position, waiting.ended_at) == ("林予安", 1, END)
    assert count_waiting_answers(session, [cohort.id]) == {cohort.id: 1}


def test_the_same_again_changes_nothing(session, cohort, attempt):
    keep(session, attempt)
    keep(session, attempt, now=AFTER + MINUTE)
    assert len(list_waiting_answers(session, [cohort.id])) == 1


@pytest.mark.parametrize("chosen", [None, END, AFTER, MOMENT - MINUTE])
def test_what_was_chosen_after_the_end_is_not_kept(session, cohort, attempt, chosen):
    with pytest.raises(AttemptClosedError):
        keep(session, attempt, chosen=chosen)
    assert attempt.state is AttemptState.HANDED_IN
    assert list_waiting_answers(session, [cohort.id]) == []


def test_an_answer_older_than_what_was_handed_in_is_not_kept(session, attempt):
    given = GivenAnswer(right(session, attempt), 3)
    save_answer(session, place=place(attempt), given=given, now=MOMENT + MINUTE)
    with pytest.raises(AttemptClosedError):
        keep(session, attempt, seq=2)


def test_what_came_after_a_deliberate_hand_in_is_kept_too(session, cohort, attempt):
    """Another device was offline when this one handed in."""
    hand_in(session, attempt=attempt, key="k", by="lin", now=MOMENT + 10 * MINUTE)
    keep(session, attempt, chosen=MOMENT + 9 * MINUTE, now=MOMENT + 11 * MINUTE)
    assert len(list_waiting_answers(session, [cohort.id])) == 1


def test_one_that_counts_is_judged_again_and_moves_mastery(session, standard, cohort, attempt):
    keep(session, attempt)
    assert decide(session, attempt, counts=True)
    assert score(session, attempt) == 1
    assert list_waiting_answers(session, [cohort.id]) == []
    [line] = ended(session, attempt).late_answers
    assert (line.counts, line.reason) == (True, "排練室斷線")
    people = [attempt.trainee_id]
    assert find_differences(session, standard=standard, trainee_ids=people) == []


def test_one_that_does_not_count_changes_no_mark(session, attempt):
    keep(session, attempt)
    assert decide(session, attempt, counts=False)
    assert score(session, attempt) == 0
    assert session.scalars(select(Response)).all() == []


def test_a_decision_stands(session, attempt):
    keep(session, attempt)
    decide(session, attempt, counts=False)
    assert not decide(session, attempt, counts=True)
    assert score(session, attempt) == 0


def test_a_decision_needs_a_reason_and_an_answer(session, attempt):
    keep(session, attempt)
    with pytest.raises(InvalidError):
        decide(session, attempt, counts=True, reason=" ")
    with pytest.raises(NotFoundError):
        decide(session, attempt, counts=True, seq=9)


@pytest.mark.parametrize(
    ("policy", "after", "counts"),
    [
        (LatePolicy.COUNT, timedelta(hours=23), True),
        (LatePolicy.COUNT, timedelta(hours=25), None),
        (LatePolicy.REFUSE, timedelta(minutes=1), False),
        (LatePolicy.ASK, timedelta(minutes=1), None),
    ],
)
def test_the_policy_of_the_quiz_decides(session, attempt, policy, after, counts):
    attempt.late_policy = policy
    keep(session, attempt, now=END + after)
    [line] = ended(session, attempt).late_answers
    assert line.counts is counts
    assert score(session, attempt) == (1 if counts else 0)


def test_the_receipt_speaks_of_what_was_handed_in(session, attempt):
    keep(session, attempt)
    before = check_receipt(session, attempt.public_id)
    decide(session, attempt, counts=True)
    assert check_receipt(session, attempt.public_id) == before
    receipt, is_intact = before
    assert ended(session, attempt).receipt == receipt
    assert (is_intact, receipt.item_count, receipt.answered_count) == (True, 12, 0)
