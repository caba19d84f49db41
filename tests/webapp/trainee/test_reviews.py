"""The way through a review, from the card on the readiness map to the result."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from quizzes.delivery.models import Attempt, Quiz
from quizzes.delivery.queries import find_quiz, find_review_quiz, list_attempt_items
from quizzes.delivery.terms import Purpose
from quizzes.sittings.commands import begin_sitting, hand_in
from quizzes.trainees.commands import enrol
from quizzes.trainees.models import Trainee
from tests.factories.items import add_bank
from tests.factories.people import MOMENT
from tests.factories.readiness import open_cohort
from tests.factories.sitting import confirm, option
from tests.factories.standards import add_standard
from webapp.audit.models import AuditEntry
from webapp.clock import days_until, now
from webapp.permissions import Role


@pytest.fixture
def standard(session):
    standard = add_standard(session)
    for code in ("K01", "K02"):
        add_bank(session, standard, code)
    return standard


@pytest.fixture
def trainee(session, standard, sign_in):
    user = sign_in(Role.TRAINEE)
    trainee = session.get(Trainee, user.trainee_id)
    enrol(session, cohort=open_cohort(session, standard), trainee=trainee, on=MOMENT.date())
    session.commit()
    return trainee


@pytest.fixture
def practise(session, standard, trainee):
    """Confirm so many right answers in practice, at a moment."""

    def act(count, *, code="K01", at=MOMENT):
        quiz = find_quiz(session, Purpose.PRACTICE, competency_id=standard.competency(code).id)
        attempt = begin_sitting(session, quiz=quiz, trainee_id=trainee.id, now=at)
        for item in list_attempt_items(session, attempt.id)[:count]:
            confirm(session, attempt, item, now=at)
        hand_in(session, attempt=attempt, key="a", by="t", now=at)
        session.commit()

    return act


def begin(client):
    answer = client.post("/quizzes/review")
    assert answer.status_code == 303
    return answer.headers["Location"].split("/")[2]


def items_of(session, public_id):
    session.expire_all()
    attempt = session.scalars(select(Attempt).where(Attempt.public_id == public_id)).one()
    return list_attempt_items(session, attempt.id)


def answer(client, attempt_id, item, *, right=True):
    path = f"/attempts/{attempt_id}/{item.position}"
    form = {"seq": 1, "answer": option(item, right=right)}
    return client.post(path, data=form, follow_redirects=True)


def test_the_readiness_map_tells_what_is_due_and_leads_there(client, practise):
    practise(5)
    page = client.get("/readiness").text
    assert "今天到期的複習：5 題，約 3 分鐘" in page
    assert 'href="/quizzes/review"' in page
    assert "複習：5 題，約 3 分鐘" in client.get("/quizzes/review").text


def test_however_much_is_due_one_sitting_is_spoken_of(client, session, practise):
    for code in ("K01", "K02"):
        for day in (0, 1):
            practise(6, code=code, at=MOMENT + timedelta(days=day))
    assert "今天到期的複習：12 題，約 5 分鐘" in client.get("/readiness").text


def test_where_nothing_is_due_the_next_day_is_told(client, practise):
    practise(3, at=now())
    page = client.get("/readiness").text
    assert "今天沒有到期的複習" in page
    assert "下一批 2 天後到期。" in page
    assert "下一批 2 天後到期。" in client.get("/quizzes/review").text
    assert client.post("/quizzes/review").status_code == 409


def test_what_falls_due_later_today_is_due_today(client, session, practise):
    practise(3, at=now() - timedelta(days=2) + timedelta(minutes=1))
    is_today = days_until(now() + timedelta(minutes=1)) == 0
    assert ("今天到期的複習：3 題" in client.get("/readiness").text) == is_today


def test_who_has_met_nothing_is_told_what_will_come(client, trainee):
    assert "答過、看過解析的題目" in client.get("/readiness").text


def test_a_review_that_is_switched_off_is_not_offered(client, session, practise):
    practise(5)
    off = update(Quiz).where(Quiz.purpose == Purpose.REVIEW).values(is_offered=False)
    session.execute(off)
    session.commit()
    assert "到期的複習" not in client.get("/readiness").text
    assert "講師目前沒有開放複習。" in client.get("/quizzes/review").text
    assert client.post("/quizzes/review").status_code == 409


def test_each_answer_tells_when_it_comes_again(client, session, practise):
    practise(3)
    attempt_id = begin(client)
    first, second, _third = items_of(session, attempt_id)
    before = client.get(f"/attempts/{attempt_id}/1").text
    assert "再問你一次" not in before
    right = answer(client, attempt_id, first).text
    assert "答對了" in right
    assert "天後再問你一次。" in right
    assert "合約這樣約定" in right
    wrong = answer(client, attempt_id, second, right=False).text
    assert "明天再問你一次。" in wrong or "天後再問你一次。" in wrong


def test_practice_tells_it_too(client, session, standard, trainee):
    started = client.post("/quizzes/practice/K01")
    attempt_id = started.headers["Location"].split("/")[2]
    page = answer(client, attempt_id, items_of(session, attempt_id)[0]).text
    assert "2 天後再問你一次。" in page


def test_an_open_review_is_gone_on_with(client, session, practise):
    practise(3)
    attempt_id = begin(client)
    assert begin(client) == attempt_id
    page = client.get("/readiness").text
    assert "到期的複習" not in page
    assert f"/attempts/{attempt_id}" in page
    assert "接著複習" in client.get("/quizzes/review").text
    begun = select(AuditEntry).where(AuditEntry.subject == attempt_id)
    assert [entry.action for entry in session.scalars(begun)] == ["attempt.begin"]


def test_the_result_tells_of_what_was_reviewed(client, session, practise):
    practise(3)
    attempt_id = begin(client)
    answer(client, attempt_id, items_of(session, attempt_id)[0])
    check = client.get(f"/attempts/{attempt_id}/review").text
    assert "沒確認的題目不算複習過" in check
    done = client.post(f"/attempts/{attempt_id}/hand-in", data={"key": "a"}, follow_redirects=True)
    assert done.request.path == f"/attempts/{attempt_id}/reviewed"
    assert "複習了 1 題" in done.text
    assert "沒有確認的 2 題不算複習過" in done.text
    assert done.text.count("天後再問你一次。") == 1
    assert "今天到期的複習：2 題" in client.get("/readiness").text


def test_the_record_names_it(client, session, practise):
    practise(3)
    attempt_id = begin(client)
    page = client.get("/record").text
    assert f'href="/attempts/{attempt_id}">複習</a>' in page


def test_the_result_of_another_quiz_is_not_that_of_a_review(client, session, practise, trainee):
    practise(3)
    other = session.scalars(select(Attempt.public_id)).one()
    where = client.get(f"/attempts/{other}/reviewed")
    assert where.headers["Location"] == f"/attempts/{other}/result"
    open_one = begin(client)
    where = client.get(f"/attempts/{open_one}/reviewed", follow_redirects=True)
    assert where.request.path == f"/attempts/{open_one}/1"


def test_a_standard_whose_course_is_not_open_has_no_review(client, session, standard, trainee):
    session.delete(find_review_quiz(session, standard.id))
    session.commit()
    assert "複習" not in client.get("/readiness").text
    assert client.get("/quizzes/review").status_code == 404
