"""F20, F13 and P4: the server's clock steps back by an hour; no attempt opens again."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from quizzes.delivery.commands import set_quiz_settings
from quizzes.delivery.models import Attempt, Response
from quizzes.delivery.offers import DEFAULTS
from quizzes.delivery.queries import list_attempt_items
from quizzes.delivery.terms import AttemptState, Purpose
from quizzes.grading.models import Mark
from tests.factories.items import add_bank
from tests.factories.readiness import join, open_cohort
from tests.factories.standards import add_standard
from webapp import clock
from webapp.permissions import Role

LIMIT = timedelta(minutes=40)
AN_HOUR = timedelta(hours=1)


@pytest.fixture
def server_clock(monkeypatch):
    """The clock of the machine, which a test may set."""

    class Machine(datetime):
        is_off_by = timedelta(0)

        @classmethod
        def now(cls, tz=None):
            return datetime.now(tz) + cls.is_off_by  # noqa: TID251

    monkeypatch.setattr(clock, "datetime", Machine)
    return Machine


@pytest.fixture
def attempt(session, sign_in, client):
    """The attempt of a person who has just begun a quiz of forty minutes."""
    standard = add_standard(session)
    for code in ("K01", "K02", "S01"):
        add_bank(session, standard, code)
    settings = replace(DEFAULTS[Purpose.TASK_QUIZ], time_limit_minutes=LIMIT.seconds // 60)
    set_quiz_settings(
        session, standard_id=standard.id, purpose=Purpose.TASK_QUIZ, settings=settings
    )
    trainee = join(session, open_cohort(session, standard), "林予安")
    sign_in(Role.TRAINEE, trainee_id=trainee.id)
    begun = client.post("/quizzes/task_quiz/T1.2").headers["Location"].split("/")[2]
    return session.scalars(select(Attempt).where(Attempt.public_id == begun)).one()


def save(client, session, attempt, seq):
    item = list_attempt_items(session, attempt.id)[0]
    choice = item.presentation["options"][0]["id"]
    return client.put(f"/attempts/{attempt.public_id}/1", json={"seq": seq, "answer": [choice]})


def hand_in(client, attempt):
    return client.post(f"/attempts/{attempt.public_id}/hand-in", data={"key": "once"})


def rows(session, attempt):
    """Return what is held of the attempt: its end, its answers and its marks."""
    session.expire_all()
    ids = [item.id for item in list_attempt_items(session, attempt.id)]
    seqs = session.scalars(select(Response.seq).where(Response.attempt_item_id.in_(ids))).all()
    marks = session.scalars(select(Mark.id).where(Mark.attempt_item_id.in_(ids))).all()
    return attempt.state, attempt.handed_in_at, attempt.deadline_at, sorted(seqs), sorted(marks)


def test_what_was_handed_in_stays_handed_in_when_the_clock_steps_back(
    server_clock, client, session, attempt
):
    assert save(client, session, attempt, seq=1).status_code == 200
    assert hand_in(client, attempt).status_code == 303
    before = rows(session, attempt)
    assert before[0] is AttemptState.HANDED_IN
    server_clock.is_off_by = -AN_HOUR
    assert save(client, session, attempt, seq=2).status_code == 409
    assert client.get(f"/attempts/{attempt.public_id}/1").headers["Location"].endswith("/result")
    assert hand_in(client, attempt).headers["Location"].endswith("/result")
    assert rows(session, attempt) == before


def test_what_the_deadline_closed_stays_closed_when_the_clock_steps_back(
    server_clock, client, session, attempt
):
    assert save(client, session, attempt, seq=1).status_code == 200
    server_clock.is_off_by = LIMIT + timedelta(hours=2)
    hand_in(client, attempt)
    before = rows(session, attempt)
    assert before[0] is AttemptState.HANDED_IN
    assert before[1] == before[2]  # at the deadline, whenever it was noticed
    server_clock.is_off_by -= timedelta(hours=3)
    assert save(client, session, attempt, seq=2).status_code == 409
    assert rows(session, attempt) == before


def test_a_clock_that_steps_back_moves_no_deadline(server_clock, client, session, attempt):
    _state, _ended, deadline, *_rest = rows(session, attempt)
    server_clock.is_off_by = -AN_HOUR
    again = client.post("/quizzes/task_quiz/T1.2").headers["Location"]
    assert again.split("/")[2] == attempt.public_id
    assert save(client, session, attempt, seq=1).status_code == 200
    assert rows(session, attempt)[2] == deadline


def test_the_phone_s_clock_gains_and_loses_nothing(server_clock, client, session, attempt):
    _state, _ended, deadline, *_rest = rows(session, attempt)
    item = list_attempt_items(session, attempt.id)[0]
    choice = item.presentation["options"][0]["id"]
    for seq, off_by in enumerate((-timedelta(days=1), timedelta(days=1)), start=1):
        body = {"seq": seq, "answer": [choice], "chosen_at": (clock.now() + off_by).isoformat()}
        reply = client.put(f"/attempts/{attempt.public_id}/1", json=body)
        assert reply.status_code == 200
        assert abs(datetime.fromisoformat(reply.json["saved_at"]) - clock.now()) < AN_HOUR
    assert rows(session, attempt)[2] == deadline
