"""Watching attempts, giving time, deciding about late answers, scheduling."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from quizzes.delivery.models import Attempt, Quiz
from quizzes.delivery.queries import find_level_quiz, find_quiz, find_review_quiz
from quizzes.delivery.saving import AnswerPlace, GivenAnswer
from quizzes.delivery.terms import AttemptState, Purpose
from quizzes.late_answers.commands import keep_late_answer
from quizzes.late_answers.models import LateDecision
from quizzes.sittings.commands import begin_sitting
from quizzes.timing.models import Accommodation, TimeChange
from tests.factories.items import add_bank
from tests.factories.readiness import join, open_cohort
from tests.factories.sittings import sit
from tests.factories.standards import add_standard
from webapp.accounts.commands import assign_staff
from webapp.audit.models import AuditEntry
from webapp.clock import now
from webapp.permissions import Role


@pytest.fixture
def standard(session):
    standard = add_standard(session)
    for code in ("K01", "K02", "S01"):
        add_bank(session, standard, code, count=9)
    return standard


@pytest.fixture
def cohort(session, standard, sign_in):
    cohort = open_cohort(session, standard)
    assign_staff(session, user_id=sign_in(Role.INSTRUCTOR).id, cohort_id=cohort.id)
    session.commit()
    return cohort


@pytest.fixture
def attempts(session, standard, cohort):
    quiz = find_quiz(session, Purpose.TASK_QUIZ, task_id=standard.task("T1.1").id)
    people = [join(session, cohort, name) for name in ("林予安", "陳堃")]
    made = [begin_sitting(session, quiz=quiz, trainee_id=p.id, now=now()) for p in people]
    session.commit()
    return made


def page(cohort):
    return f"/instructor/cohorts/{cohort.public_id}/sittings"


def test_who_sits_now_is_listed(client, cohort, attempts):
    text = client.get(page(cohort)).text
    assert "2 份作答正在進行" in text
    assert "林予安" in text
    assert text.count("0／12") == 2


def test_whatever_somebody_sits_is_named(client, session, standard, cohort):
    """A quiz of a level has no code, and a review is about the whole standard."""
    trainee = join(session, cohort, "林予安")
    sit(session, standard, trainee, Purpose.TASK_QUIZ, "T1.1", at=now() - timedelta(days=9))
    for quiz in (
        find_level_quiz(session, standard.id, 4),
        find_review_quiz(session, standard.id),
    ):
        begin_sitting(session, quiz=quiz, trainee_id=trainee.id, now=now())
    session.commit()
    text = client.get(page(cohort)).text
    assert "第 4 級 分級測驗" in text
    assert f'<span class="code">{standard.code}</span> 複習' in text


def test_minutes_go_to_those_who_were_ticked(client, session, cohort, attempts):
    before = [attempt.deadline_at for attempt in attempts]
    form = {"do": "extra", "minutes": "10", "reason": "斷電", "attempt": attempts[0].public_id}
    assert client.post(page(cohort), data=form).status_code == 303
    for attempt in attempts:
        session.refresh(attempt)
    assert attempts[0].deadline_at == before[0] + timedelta(minutes=10)
    assert attempts[1].deadline_at == before[1]
    [entry] = session.scalars(select(AuditEntry).where(AuditEntry.action == "attempt.extra"))
    assert entry.detail["reason"] == "斷電"


def test_everybody_can_be_paused_at_once(client, session, cohort, attempts):
    form = {"do": "pause", "reason": "疏散演練", "whom": "all"}
    client.post(page(cohort), data=form)
    assert len(session.scalars(select(TimeChange)).all()) == 2
    assert client.get(page(cohort)).text.count("暫停中") == 2


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({"do": "extra", "minutes": "10", "whom": "all"}, "寫下理由"),
        ({"do": "extra", "minutes": "x", "reason": "斷電", "whom": "all"}, "補時要在"),
        ({"do": "extra", "minutes": "10", "reason": "斷電"}, "勾選至少一份作答"),
        ({"do": "nothing", "reason": "斷電", "whom": "all"}, "選一個動作"),
    ],
)
def test_what_is_missing_is_said_and_nothing_changes(
    client, session, cohort, attempts, form, words
):
    answer = client.post(page(cohort), data=form)
    assert answer.status_code == 422
    assert words in answer.text
    assert session.scalars(select(TimeChange)).all() == []


def test_a_late_answer_is_decided_with_a_reason(client, session, cohort, attempts):
    attempt = attempts[0]
    end = attempt.deadline_at
    keep_late_answer(
        session,
        place=AnswerPlace(attempt.public_id, attempt.trainee_id, 1),
        given=GivenAnswer([], 1, end - timedelta(minutes=1)),
        now=end + timedelta(minutes=1),
    )
    session.commit()
    text = client.get(page(cohort)).text
    assert "截止後才送達的答案" in text
    assert "個答案截止後才送達" in client.get("/instructor/").text
    [action] = re.findall(r'action="([^"]+/late/[^"]+)"', text)
    assert client.post(action, data={"seq": 1, "do": "count"}).status_code == 422
    answer = client.post(action, data={"seq": 1, "do": "count", "reason": "排練室斷線"})
    assert answer.status_code == 303
    [decision] = session.scalars(select(LateDecision))
    assert (decision.counts, decision.reason) == (True, "排練室斷線")
    assert "截止後才送達的答案" not in client.get(page(cohort)).text


def test_time_is_agreed_once_for_a_person(client, session, cohort, attempts):
    trainee = attempts[0].trainee
    path = f"/instructor/cohorts/{cohort.public_id}/trainees/{trainee.public_id}/allowance"
    assert 'value="1" ' in client.get(path).text or "checked" in client.get(path).text
    assert client.post(path, data={"allowance": "1.5"}).status_code == 422
    assert client.post(path, data={"allowance": "9", "reason": "依需求"}).status_code == 422
    assert client.post(path, data={"allowance": "1.5", "reason": "依需求"}).status_code == 303
    [kept] = session.scalars(select(Accommodation))
    assert kept.allowance == "1.5"
    session.refresh(attempts[0])
    assert attempts[0].deadline_at == attempts[0].started_at + timedelta(minutes=60)
    assert "時間 1.5 倍" in client.get(page(cohort)).text


def test_a_quiz_is_scheduled_in_taiwans_time(client, session, standard, cohort):
    path = "/instructor/quizzes/windows"
    assert "T1.1" in client.get(path).text
    form = {"opens_at": "2030-01-07T09:00", "closes_at": "2030-01-07T10:00"}
    assert client.post(f"{path}/T1.1", data=form).status_code == 303
    quiz = session.scalars(select(Quiz).where(Quiz.task_id == standard.task("T1.1").id)).one()
    session.refresh(quiz)
    assert quiz.opens_at.isoformat() == "2030-01-07T01:00:00+00:00"
    assert "2030/01/07 09:00" in client.get(path).text
    backwards = {"opens_at": form["closes_at"], "closes_at": form["opens_at"]}
    answer = client.post(f"{path}/T1.1", data=backwards)
    assert (answer.status_code, "截止要在開放之後" in answer.text) == (422, True)
    assert client.get(f"{path}/T9.9").status_code == 404


def test_the_quiz_of_a_level_is_scheduled_too(client, session, standard, cohort):
    path = "/instructor/quizzes/windows"
    assert "第 3 級" in client.get(f"{path}/level:3").text
    form = {"opens_at": "2030-01-07T09:00", "closes_at": ""}
    assert client.post(f"{path}/level:3", data=form).status_code == 303
    quiz = find_level_quiz(session, standard.id, 3)
    session.refresh(quiz)
    assert quiz.opens_at.isoformat() == "2030-01-07T01:00:00+00:00"
    assert client.get(f"{path}/level:2").status_code == 404


def test_who_looks_after_another_cohort_finds_nothing(client, session, cohort, attempts, sign_in):
    sign_in(Role.INSTRUCTOR)
    assert client.get(page(cohort)).status_code == 404
    form = {"do": "pause", "reason": "x", "whom": "all"}
    assert client.post(page(cohort), data=form).status_code == 404
    assert {each.state for each in session.scalars(select(Attempt))} == {AttemptState.OPEN}
