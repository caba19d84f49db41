import re

import pytest
from sqlalchemy import event

from quizzes.delivery.queries import get_attempt, list_attempt_items
from quizzes.items.reading import item_from_mapping
from quizzes.trainees.commands import add_cohort, enrol
from quizzes.trainees.models import Trainee
from tests.factories.items import add_bank
from tests.factories.people import MOMENT
from tests.factories.standards import add_standard
from webapp.permissions import Role


@pytest.fixture
def standard(session):
    standard = add_standard(session)
    for code in ("K01", "K02", "S01"):
        add_bank(session, standard, code)
    return standard


@pytest.fixture
def trainee(session, standard, sign_in):
    user = sign_in(Role.TRAINEE)
    trainee = session.get(Trainee, user.trainee_id)
    cohort = add_cohort(
        session,
        standard_id=standard.id,
        name="秋季班",
        starts_on=MOMENT.date(),
        ends_on=MOMENT.date(),
        now=MOMENT,
    )
    enrol(session, cohort=cohort, trainee=trainee, on=MOMENT.date())
    session.commit()
    return trainee


def start(client, purpose, subject):
    answer = client.post(f"/quizzes/{purpose}/{subject}")
    assert answer.status_code == 303
    return answer.headers["Location"].split("/")[2]


def key_of(session, attempt_id, trainee, position, *, right=True):
    session.expire_all()
    attempt = get_attempt(session, attempt_id, trainee_id=trainee.id)
    item = list_attempt_items(session, attempt.id)[position - 1]
    content = item_from_mapping(item.item_version.content)
    return next(
        o["id"] for o in item.presentation["options"] if content.options[o["index"]].key == right
    )


def test_a_check_leads_question_by_question_to_its_result(client, session, trainee):
    attempt_id = start(client, "module_check", "K01")
    position = 1
    while True:
        page = client.get(f"/attempts/{attempt_id}", follow_redirects=True)
        if page.request.path.endswith("/result"):
            break
        assert page.request.path == f"/attempts/{attempt_id}/{position}"
        assert "答對了" not in page.text
        chosen = key_of(session, attempt_id, trainee, position)
        client.post(f"/attempts/{attempt_id}/{position}", data={"seq": 1, "answer": chosen})
        position += 1
    assert 6 <= position <= 13
    assert "達標" in page.text
    assert "合約這樣約定" in page.text
    assert "97%" in client.get("/modules/K01/why").text or "把握" in page.text


def test_practice_shows_the_misstep_after_each_answer(client, session, trainee):
    attempt_id = start(client, "practice", "K01")
    wrong = key_of(session, attempt_id, trainee, 1, right=False)
    answer = client.post(
        f"/attempts/{attempt_id}/1", data={"seq": 1, "answer": wrong}, follow_redirects=True
    )
    assert re.search("漏看了合約|算錯了時段|找錯了窗口", answer.text)
    assert "正確答案" in answer.text


def test_an_answer_is_saved_without_a_page(client, session, trainee):
    attempt_id = start(client, "task_quiz", "T1.2")
    chosen = key_of(session, attempt_id, trainee, 1)
    body = {"seq": 1, "answer": [chosen]}
    first = client.put(f"/attempts/{attempt_id}/1", json=body)
    again = client.put(f"/attempts/{attempt_id}/1", json=body)
    assert first.status_code == again.status_code == 200
    assert first.json == again.json
    assert "checked" in client.get(f"/attempts/{attempt_id}/1").text


@pytest.mark.parametrize("body", [{}, {"seq": 0}, {"seq": "x"}, [], {"seq": 1, "answer": {"a": 5}}])
def test_a_body_that_is_no_answer_is_refused(client, trainee, body):
    attempt_id = start(client, "practice", "K01")
    assert client.put(f"/attempts/{attempt_id}/1", json=body).status_code == 422


def test_another_persons_attempt_cannot_be_found(client, session, trainee, sign_in):
    attempt_id = start(client, "practice", "K01")
    sign_in(Role.TRAINEE)
    for path in ("", "/1", "/review", "/result"):
        assert client.get(f"/attempts/{attempt_id}{path}").status_code == 404
    assert client.put(f"/attempts/{attempt_id}/1", json={"seq": 1}).status_code == 404


def test_handing_in_again_leads_to_the_same_result(client, session, trainee):
    attempt_id = start(client, "task_quiz", "T1.2")
    assert "還有 12 題沒作答" in client.get(f"/attempts/{attempt_id}/review").text
    first = client.post(f"/attempts/{attempt_id}/hand-in", data={"key": "a"})
    again = client.post(f"/attempts/{attempt_id}/hand-in", data={"key": "b"})
    assert first.headers["Location"] == again.headers["Location"]


def test_a_person_without_a_cohort_is_told_what_to_do(client, sign_in):
    sign_in(Role.TRAINEE)
    page = client.get("/readiness")
    assert page.status_code == 404
    assert "還沒有加入班級" in page.text


PAGES = [
    "/readiness",
    "/tasks/T1.2",
    "/modules/K01",
    "/modules/K01/why",
    "/quizzes/practice/K01",
    "/quizzes/task_quiz/T1.2",
    "/record",
]


@pytest.mark.parametrize("path", PAGES)
def test_every_page_takes_a_fixed_number_of_statements(client, session, connection, trainee, path):
    statements = []

    def count(_connection, _cursor, statement, *_rest):
        if not statement.startswith(("SAVEPOINT", "RELEASE", "ROLLBACK")):
            statements.append(statement)

    client.get(path)
    event.listen(connection, "before_cursor_execute", count)
    try:
        assert client.get(path).status_code == 200
    finally:
        event.remove(connection, "before_cursor_execute", count)
    assert len(statements) <= 12, "\n".join(s.replace("\n", " ")[:120] for s in statements)
