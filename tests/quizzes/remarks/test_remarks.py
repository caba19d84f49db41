from datetime import timedelta

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import DatabaseError

from curriculum.errors import ConflictError, InvalidError, NotFoundError
from quizzes.delivery.queries import list_attempt_items
from quizzes.delivery.terms import AttemptState, Purpose
from quizzes.errors import TooManyRemarksError
from quizzes.items.commands import retire_item
from quizzes.remarks.commands import take_note
from quizzes.remarks.models import Remark
from quizzes.remarks.queries import (
    count_unread_answers,
    list_own_remarks,
    list_unread_answers,
)
from quizzes.remarks.rules import DAY, DAY_LIMIT, OPEN_LIMIT
from quizzes.remarks.terms import Outcome, RemarkState
from quizzes.sittings.commands import confirm_answer, hand_in
from tests.factories.people import MOMENT
from tests.factories.readiness import join
from tests.quizzes.remarks.conftest import LATER


def count(session):
    return session.scalar(select(func.count(Remark.id)))


def test_a_remark_belongs_to_the_item_as_it_was_put(session, trainee, begin, say):
    attempt = begin(trainee)
    remark = say(attempt, " 少了條件\r\n請補上 ", position=2)
    assert remark.attempt_item is list_attempt_items(session, attempt.id)[1]
    assert (remark.text, remark.trainee_id, remark.made_at) == (
        "少了條件\n請補上", trainee.id, MOMENT
    )  # fmt: skip
    assert attempt.state is AttemptState.OPEN


def test_nobody_remarks_on_the_attempt_of_another(session, cohort, trainee, begin, say):
    attempt = begin(trainee)
    with pytest.raises(NotFoundError):
        say(attempt, trainee=join(session, cohort, "陳堃"))
    with pytest.raises(NotFoundError):
        say(attempt, position=99)
    assert count(session) == 0


def test_the_same_words_on_the_same_item_change_nothing(session, trainee, begin, say, reply):
    attempt = begin(trainee)
    first = say(attempt)
    assert say(attempt, "少了條件 ", now=LATER) is first
    reply(first)
    assert say(attempt, now=LATER) is first
    assert count(session) == 1
    assert say(attempt, position=2) is not first


def test_three_remarks_on_an_item_may_wait_for_an_answer(session, trainee, begin, say, reply):
    attempt = begin(trainee)
    remarks = [say(attempt, f"第 {n} 件") for n in range(OPEN_LIMIT)]
    with pytest.raises(TooManyRemarksError):
        say(attempt, "再一件")
    assert say(attempt, "第 0 件") is remarks[0]
    say(attempt, "別的題目", position=2)
    reply(remarks[1])
    say(attempt, "再一件")
    assert count(session) == OPEN_LIMIT + 2


def test_thirty_remarks_may_be_made_within_a_day(session, trainee, begin, say, reply):
    attempt = begin(trainee)
    for n in range(DAY_LIMIT):
        reply(say(attempt, f"第 {n} 件"))
    with pytest.raises(TooManyRemarksError):
        say(attempt, "再一件", now=MOMENT + DAY - timedelta(seconds=1))
    say(attempt, "再一件", now=MOMENT + DAY)


def test_an_answer_may_follow_an_answer_and_the_last_one_counts(
    session, trainee, begin, say, reply
):
    attempt = begin(trainee)
    remark = say(attempt)
    hand_in(session, attempt=attempt, key="k", by="t", now=LATER)
    reply(remark, Outcome.PASSED_ON, "轉給出題的人。")
    [own] = list_own_remarks(session, trainee_id=trainee.id)
    assert own.state is RemarkState.PASSED_ON
    reply(remark, Outcome.NO_FAULT, "條件寫在第二句。")
    [own] = list_own_remarks(session, trainee_id=trainee.id)
    assert own.state is RemarkState.SETTLED
    assert [answer.words for answer in own.told] == ["條件寫在第二句。", "轉給出題的人。"]


def test_the_same_answer_again_changes_nothing_and_an_unseen_one_is_read_first(
    trainee, begin, say, reply
):
    remark = say(begin(trainee))
    first = reply(remark, seen=0)
    assert reply(remark, seen=0) is first
    with pytest.raises(ConflictError):
        reply(remark, words="另一句話", seen=0)
    assert len(remark.answers) == 1


def test_mended_is_said_only_when_the_version_is_out_of_service(
    session, trainee, begin, say, reply
):
    remark = say(begin(trainee))
    with pytest.raises(InvalidError):
        reply(remark, Outcome.MENDED)
    retire_item(session, item=remark.attempt_item.item_version.item, by="wang", now=LATER)
    assert reply(remark, Outcome.MENDED).outcome is Outcome.MENDED


@pytest.mark.parametrize("purpose", [Purpose.PRACTICE, Purpose.MODULE_CHECK])
def test_an_answer_is_told_when_the_key_may_be_known(session, trainee, begin, say, reply, purpose):
    """V5: the words of an answer could tell the key of an item that is being answered."""
    attempt = begin(trainee, purpose)
    reply(say(attempt), words="正確答案是第二個。")
    [own] = list_own_remarks(session, trainee_id=trainee.id)
    assert (own.is_withheld, own.told, own.is_new) == (True, (), False)
    assert own.state is RemarkState.SETTLED
    assert count_unread_answers(session, trainee_id=trainee.id) == 0
    assert take_note(session, trainee_id=trainee.id, through=10**6, now=LATER) == 0
    item = list_attempt_items(session, attempt.id)[0]
    confirm_answer(session, attempt=attempt, item=item, now=LATER)
    told = count_unread_answers(session, trainee_id=trainee.id)
    assert told == (1 if purpose is Purpose.PRACTICE else 0)
    hand_in(session, attempt=attempt, key="k", by="t", now=LATER)
    [own] = list_own_remarks(session, trainee_id=trainee.id)
    assert own.is_new
    assert [answer.words for answer in own.told] == ["正確答案是第二個。"]


def test_an_answer_is_new_until_its_reader_takes_note(session, cohort, trainee, begin, say, reply):
    attempt = begin(trainee)
    remarks = [say(attempt, position=n) for n in (1, 2)]
    hand_in(session, attempt=attempt, key="k", by="t", now=LATER)
    first, second = (reply(remark) for remark in remarks)
    other = join(session, cohort, "陳堃")
    assert take_note(session, trainee_id=other.id, through=second.id, now=LATER) == 0
    assert list_unread_answers(session, trainee_id=trainee.id) == [first.id, second.id]
    assert take_note(session, trainee_id=trainee.id, through=first.id, now=LATER) == 1
    assert take_note(session, trainee_id=trainee.id, through=first.id, now=LATER) == 0
    assert list_unread_answers(session, trainee_id=trainee.id) == [second.id]
    assert [own.is_new for own in list_own_remarks(session, trainee_id=trainee.id)] == [True, False]


def test_remarks_answers_and_readings_refuse_to_be_changed(session, trainee, begin, say, reply):
    attempt = begin(trainee)
    remark = say(attempt)
    hand_in(session, attempt=attempt, key="k", by="t", now=LATER)
    answer = reply(remark)
    take_note(session, trainee_id=trainee.id, through=answer.id, now=LATER)
    for statement in (
        "UPDATE remark SET text = 'x'",
        "DELETE FROM remark",
        "UPDATE remark_answer SET words = 'x'",
        "DELETE FROM remark_answer",
        "UPDATE answer_reading SET read_at = NULL",
        "DELETE FROM answer_reading",
    ):
        with pytest.raises(DatabaseError, match="history"), session.begin_nested():
            session.execute(text(statement))
    assert count(session) == 1
