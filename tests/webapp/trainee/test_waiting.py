"""Waiting until a quiz opens, and the receipt at its end."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from quizzes.delivery.models import Attempt, AttemptItem, Quiz, Response
from quizzes.delivery.terms import AttemptState, Purpose
from quizzes.timing.commands import agree_on_time
from quizzes.trainees.allowances import TimeAllowance
from quizzes.trainees.commands import enrol
from quizzes.trainees.models import Trainee
from tests.factories.items import add_bank
from tests.factories.people import MOMENT
from tests.factories.readiness import open_cohort
from tests.factories.standards import add_standard
from webapp.clock import now
from webapp.permissions import Role

PAGE = "/quizzes/task_quiz/T1.1"
JSON = {"Accept": "application/json"}


@pytest.fixture
def standard(session):
    standard = add_standard(session)
    for code in ("K01", "K02", "S01"):
        add_bank(session, standard, code, count=9)
    return standard


@pytest.fixture
def trainee(session, standard, sign_in):
    trainee = session.get(Trainee, sign_in(Role.TRAINEE).trainee_id)
    enrol(session, cohort=open_cohort(session, standard), trainee=trainee, on=MOMENT.date())
    session.commit()
    return trainee


@pytest.fixture
def opens(session, standard, trainee):
    """Say when the quiz of the task opens, so many minutes from now."""

    def at(minutes):
        moment = now() + timedelta(minutes=minutes)
        session.execute(
            update(Quiz).where(Quiz.purpose == Purpose.TASK_QUIZ).values(opens_at=moment)
        )
        session.commit()

    at(10)
    return at


def attempts(session):
    session.expire_all()
    return session.scalars(select(Attempt)).all()


def test_before_it_opens_a_quiz_is_prepared_and_not_started(client, session, opens):
    assert "備好題目" in client.get(PAGE).text
    assert client.post(PAGE).status_code == 409
    assert client.post(f"{PAGE}/prepare").status_code == 303
    [attempt] = attempts(session)
    assert (attempt.state, attempt.deadline_at) == (AttemptState.PREPARED, None)
    items = session.scalars(select(AttemptItem.id).where(AttemptItem.attempt_id == attempt.id))
    assert len(items.all()) == 12
    assert "題目備好了" in client.get(PAGE).text


def test_preparing_again_prepares_nothing_more(client, session, opens):
    first, second = (client.post(f"{PAGE}/prepare", headers=JSON).json for _ in range(2))
    assert first == second
    assert len(attempts(session)) == 1


def test_a_prepared_attempt_shows_nothing_before_the_opening(client, session, opens):
    start = client.post(f"{PAGE}/prepare", headers=JSON).json["start"]
    path = start.removesuffix("/start")
    for page in ("", "/1", "/state", "/review", "/result"):
        assert client.get(f"{path}{page}").status_code == 404
    assert client.put(f"{path}/1", json={"seq": 1, "answer": []}).status_code == 404
    assert client.post(start).status_code == 409
    assert session.scalars(select(Response)).all() == []
    assert path not in client.get("/record").text


def test_when_it_opens_the_time_begins(client, session, opens):
    start = client.post(f"{PAGE}/prepare", headers=JSON).json["start"]
    opens(-1)
    answer = client.post(start, headers=JSON)
    assert client.get(answer.json["next"]).status_code == 200
    [attempt] = attempts(session)
    assert attempt.state is AttemptState.OPEN
    assert attempt.deadline_at - attempt.started_at == timedelta(minutes=40)
    before = attempt.deadline_at
    client.post(start)
    assert attempts(session)[0].deadline_at == before


def test_the_ordinary_start_takes_the_prepared_attempt(client, session, opens):
    client.post(f"{PAGE}/prepare")
    opens(-1)
    assert client.post(PAGE).status_code == 303
    assert [each.state for each in attempts(session)] == [AttemptState.OPEN]


def test_another_persons_prepared_attempt_cannot_be_started(client, opens, sign_in):
    start = client.post(f"{PAGE}/prepare", headers=JSON).json["start"]
    opens(-1)
    sign_in(Role.TRAINEE)
    assert client.post(start).status_code == 404


def test_a_person_reads_their_own_time_before_the_start(client, session, trainee):
    agree_on_time(
        session,
        trainee_id=trainee.id,
        allowance=TimeAllowance.HALF_MORE,
        reason="依需求",
        by="wang",
        now=now(),
    )
    session.commit()
    text = client.get(PAGE).text
    assert "60 分鐘" in text
    assert "時間 1.5 倍" in text


def hand_in(client):
    path = client.post(PAGE).headers["Location"]
    client.put(f"{path}/1", json={"seq": 1, "answer": []})
    reply = client.post(f"{path}/hand-in", headers={**JSON, "Idempotency-Key": "k"})
    return path, reply.json


def test_a_hand_in_gives_a_receipt_that_can_be_checked(client, session, trainee):
    path, reply = hand_in(client)
    assert (reply["items"], reply["answered"]) == (12, 1)
    result = client.get(f"{path}/result").text
    assert reply["attempt"] in result
    [link] = re.findall(r'href="(/reports/receipts[^"]+)"', result)
    assert "相符。" in client.get(link.replace("&amp;", "&")).text


def test_a_retry_gets_the_same_receipt(client, trainee):
    path, reply = hand_in(client)
    again = client.post(f"{path}/hand-in", headers={**JSON, "Idempotency-Key": "other"})
    assert again.json == reply


def test_a_receipt_is_shown_only_to_who_has_both_parts(client, trainee):
    _path, reply = hand_in(client)
    number = reply["attempt"]
    for mark in ("0" * 16, "", reply["fingerprint"][:10]):
        text = client.get("/reports/receipts", query_string={"number": number, "mark": mark}).text
        assert "相符。" not in text
        assert "12 題" not in text


def test_a_receipt_notices_what_was_changed(client, session, trainee):
    _path, reply = hand_in(client)
    item = session.scalars(select(AttemptItem).order_by(AttemptItem.position)).first()
    item.position = 99
    session.commit()
    query = {"number": reply["attempt"], "mark": reply["fingerprint"]}
    assert "重算的指紋不同" in client.get("/reports/receipts", query_string=query).text
