from datetime import timedelta

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import DatabaseError

from quizzes.delivery.models import Attempt, AttemptItem, Quiz, Response
from quizzes.delivery.queries import find_quiz, list_attempt_items
from quizzes.delivery.saving import AnswerPlace, GivenAnswer, save_answer
from quizzes.delivery.terms import AttemptState, Purpose
from quizzes.errors import AttemptClosedError, NothingToAskError
from quizzes.grading.models import Mark
from quizzes.items.models import ItemVersion
from quizzes.items.reading import item_from_mapping
from quizzes.mastery.commands import find_differences
from quizzes.mastery.queries import get_progress
from quizzes.sittings.commands import begin_sitting, close_if_overdue, confirm_answer, hand_in
from quizzes.sittings.queries import get_sitting
from tests.factories.items import add_bank
from tests.factories.people import MOMENT, add_trainee
from tests.factories.standards import add_standard

LATER = MOMENT + timedelta(minutes=5)


@pytest.fixture
def standard(session):
    return add_standard(session)


@pytest.fixture
def trainee(session):
    return add_trainee(session)


def begin(session, standard, trainee, purpose, *, code="K01", task="T1.1", now=MOMENT):
    quiz = (
        find_quiz(session, purpose, task_id=standard.task(task).id)
        if purpose is Purpose.TASK_QUIZ
        else find_quiz(session, purpose, competency_id=standard.competency(code).id)
    )
    return begin_sitting(session, quiz=quiz, trainee_id=trainee.id, now=now)


def answer(session, attempt, item, *, right=True, seq=1, now=LATER):
    content = item_from_mapping(item.item_version.content)
    wanted = [
        o["id"] for o in item.presentation["options"] if content.options[o["index"]].key == right
    ]
    place = AnswerPlace(attempt.public_id, attempt.trainee_id, item.position)
    return save_answer(session, place=place, given=GivenAnswer(wanted[0], seq), now=now)


def go_through_check(session, attempt, *, right=True, now=LATER):
    asked = 0
    item = list_attempt_items(session, attempt.id)[0]
    while item is not None:
        answer(session, attempt, item, right=right, now=now)
        item = confirm_answer(session, attempt=attempt, item=item, now=now)
        asked += 1
    return asked


def test_a_check_stops_when_it_has_decided(session, standard, trainee):
    add_bank(session, standard, "K01")
    attempt = begin(session, standard, trainee, Purpose.MODULE_CHECK)
    asked = go_through_check(session, attempt)
    assert 5 <= asked < 12
    assert attempt.state is AttemptState.HANDED_IN
    estimate = get_progress(session, standard=standard, trainee_id=trainee.id).estimates["K01"]
    assert estimate.probability >= 0.85
    assert estimate.answered == asked


def test_a_check_never_asks_an_item_twice(session, standard, trainee):
    add_bank(session, standard, "K01", count=8)
    for right in (False, True):
        attempt = begin(session, standard, trainee, Purpose.MODULE_CHECK)
        go_through_check(session, attempt, right=right)
    versions = session.scalars(
        select(AttemptItem.item_version_id).join(Attempt).where(Attempt.trainee_id == trainee.id)
    ).all()
    assert len(versions) == len(set(versions)) == 8
    with pytest.raises(NothingToAskError):
        begin(session, standard, trainee, Purpose.MODULE_CHECK)


def met(session, trainee, purpose):
    """The items that a trainee met in quizzes of a purpose, in order."""
    return session.scalars(
        select(ItemVersion.item_id)
        .join(AttemptItem, AttemptItem.item_version_id == ItemVersion.id)
        .join(Attempt)
        .join(Quiz, Attempt.quiz_id == Quiz.id)
        .where(Attempt.trainee_id == trainee.id, Quiz.purpose == purpose)
        .order_by(AttemptItem.id)
    ).all()


def test_three_checks_in_a_row_put_no_item_twice_whatever_was_practised(session, standard, trainee):
    add_bank(session, standard, "K01", count=33)
    for hours in range(0, 6, 2):
        practice = begin(session, standard, trainee, Purpose.PRACTICE)
        hand_in(session, attempt=practice, key=str(hours), by="t", now=LATER)
        check = begin(session, standard, trainee, Purpose.MODULE_CHECK)
        go_through_check(session, check, right=hours == 2)
    checked = met(session, trainee, Purpose.MODULE_CHECK)
    assert len(checked) == len(set(checked)) <= 27
    practised = met(session, trainee, Purpose.PRACTICE)
    assert not set(practised[:5]) & set(checked)


def test_an_open_check_moves_nothing_and_reveals_nothing(session, standard, trainee):
    add_bank(session, standard, "K01")
    attempt = begin(session, standard, trainee, Purpose.MODULE_CHECK)
    item = list_attempt_items(session, attempt.id)[0]
    answer(session, attempt, item)
    confirm_answer(session, attempt=attempt, item=item, now=LATER)
    assert not get_progress(session, standard=standard, trainee_id=trainee.id).estimates
    assert all(sheet.reveal is None for sheet in get_sitting(session, attempt).sheets)


def test_practice_reveals_each_answer_and_moves_mastery_at_once(session, standard, trainee):
    add_bank(session, standard, "K01")
    attempt = begin(session, standard, trainee, Purpose.PRACTICE)
    first, second = list_attempt_items(session, attempt.id)[:2]
    answer(session, attempt, first, right=False)
    confirm_answer(session, attempt=attempt, item=first, now=LATER)
    sheets = get_sitting(session, attempt, positions=[1, 2]).sheets
    assert sheets[0].reveal is not None
    assert sheets[0].reveal.score == 0.0
    assert sheets[1].reveal is None
    progress = get_progress(session, standard=standard, trainee_id=trainee.id)
    assert progress.estimates["K01"].answered == 1
    with pytest.raises(AttemptClosedError):
        answer(session, attempt, first, seq=2)
    answer(session, attempt, second)


def test_a_task_quiz_covers_every_competency_of_its_task(session, standard, trainee):
    for code in ("K01", "K02", "S01"):
        add_bank(session, standard, code)
    attempt = begin(session, standard, trainee, Purpose.TASK_QUIZ, task="T1.2")
    sheets = get_sitting(session, attempt).sheets
    assert len(sheets) == 12
    assert {sheet.competency_id for sheet in sheets} == set(standard.task("T1.2").competency_ids)


def test_handing_in_twice_gives_one_result_and_the_same_reply(session, standard, trainee):
    add_bank(session, standard, "K01")
    attempt = begin(session, standard, trainee, Purpose.PRACTICE)
    for item in list_attempt_items(session, attempt.id):
        answer(session, attempt, item)
    first = hand_in(session, attempt=attempt, key="one", by="t", now=LATER)
    again = hand_in(session, attempt=attempt, key="two", by="t", now=LATER + timedelta(hours=1))
    assert first == again
    assert session.scalar(select(func.count(Mark.id))) == 6


def test_an_old_tab_never_overwrites_a_newer_answer(session, standard, trainee):
    add_bank(session, standard, "K01")
    attempt = begin(session, standard, trainee, Purpose.PRACTICE)
    item = list_attempt_items(session, attempt.id)[0]
    answer(session, attempt, item, right=True, seq=7)
    stale = answer(session, attempt, item, right=False, seq=4)
    assert (stale.seq, stale.is_newest) == (7, False)
    again = answer(session, attempt, item, right=True, seq=7)
    assert again.is_newest
    hand_in(session, attempt=attempt, key="k", by="t", now=LATER)
    score = session.scalar(select(Mark.score).where(Mark.attempt_item_id == item.id))
    assert score == 1.0


def test_time_is_the_servers(session, standard, trainee):
    for code in ("K01", "S01"):
        add_bank(session, standard, code)
    attempt = begin(session, standard, trainee, Purpose.TASK_QUIZ)
    item = list_attempt_items(session, attempt.id)[0]
    in_time = attempt.deadline_at - timedelta(seconds=1)
    answer(session, attempt, item, now=in_time)
    with pytest.raises(AttemptClosedError):
        answer(session, attempt, item, seq=2, now=attempt.deadline_at)
    assert close_if_overdue(session, attempt=attempt, now=attempt.deadline_at)
    assert attempt.state is AttemptState.HANDED_IN
    assert not close_if_overdue(session, attempt=attempt, now=attempt.deadline_at)


def test_starting_twice_gives_the_same_attempt(session, standard, trainee):
    add_bank(session, standard, "K01")
    first = begin(session, standard, trainee, Purpose.PRACTICE)
    assert begin(session, standard, trainee, Purpose.PRACTICE).id == first.id


def test_the_projection_is_what_measuring_anew_gives(session, standard, trainee):
    for code in ("K01", "S01"):
        add_bank(session, standard, code)
        attempt = begin(session, standard, trainee, Purpose.MODULE_CHECK, code=code)
        go_through_check(session, attempt, right=code == "K01")
    ids = [trainee.id]
    assert find_differences(session, standard=standard, trainee_ids=ids) == []
    session.execute(text("UPDATE mastery_record SET probability = 0.123"))
    session.expire_all()
    assert len(find_differences(session, standard=standard, trainee_ids=ids)) == 2


def test_history_refuses_to_be_changed(session, standard, trainee):
    add_bank(session, standard, "K01")
    attempt = begin(session, standard, trainee, Purpose.PRACTICE)
    answer(session, attempt, list_attempt_items(session, attempt.id)[0])
    for statement in ("UPDATE response SET seq = 9", "DELETE FROM response"):
        with pytest.raises(DatabaseError), session.begin_nested():
            session.execute(text(statement))
    with pytest.raises(DatabaseError), session.begin_nested():
        session.execute(text("UPDATE item_version SET level = 6"))
    assert session.scalar(select(func.count()).select_from(Response)) == 1
