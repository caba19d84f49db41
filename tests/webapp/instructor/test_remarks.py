import pytest
from sqlalchemy import select

from quizzes.delivery.models import Attempt
from quizzes.items.commands import retire_item
from quizzes.remarks.models import RemarkAnswer
from quizzes.remarks.terms import Outcome
from quizzes.trainees.models import Enrolment
from tests.factories.items import add_bank
from tests.factories.people import MOMENT
from tests.factories.readiness import join, open_cohort, sit_check
from tests.factories.remarks import add_remark
from tests.factories.standards import add_standard
from webapp.accounts.commands import assign_staff
from webapp.audit.models import AuditEntry
from webapp.permissions import Role

GOOD = {"outcome": "no_fault", "words": "條件寫在第二句。", "seen": "0"}


@pytest.fixture
def standard(session):
    standard = add_standard(session)
    add_bank(session, standard, "K01")
    return standard


@pytest.fixture
def cohort(session, standard):
    return open_cohort(session, standard)


@pytest.fixture
def trainee(session, standard, cohort):
    trainee = join(session, cohort, "林予安")
    sit_check(session, standard, trainee, "K01", right=False)
    return trainee


@pytest.fixture
def remark(session, trainee):
    attempt_id = session.scalar(select(Attempt.public_id))
    remark = add_remark(session, attempt_id, trainee)
    session.commit()
    return remark


@pytest.fixture
def instructor(session, cohort, sign_in):
    user = sign_in(Role.INSTRUCTOR, login="wang", name="王小明")
    assign_staff(session, user_id=user.id, cohort_id=cohort.id)
    session.commit()
    return user


def acts(session, action):
    return session.scalars(select(AuditEntry).where(AuditEntry.action == action)).all()


def answers(session):
    session.expire_all()
    return session.scalars(select(RemarkAnswer)).all()


def test_today_counts_what_waits_and_leads_to_it(client, instructor, remark):
    link = 'href="/instructor/remarks"'
    assert link in client.get("/instructor/").text
    client.post(f"/instructor/remarks/{remark.public_id}", data=GOOD)
    assert link not in client.get("/instructor/").text


def test_the_list_shows_who_said_what_of_which_version(client, instructor, remark):
    page = client.get("/instructor/remarks").text
    for word in (remark.text, "林予安", "K01-", "v1", "題目看不懂", "等答覆"):
        assert word in page
    assert remark.public_id in page
    assert remark.text not in client.get("/instructor/remarks?state=settled").text
    assert remark.text in client.get("/instructor/remarks?state=open").text
    assert remark.text in client.get("/instructor/remarks?state=nonsense&after=x").text


def test_the_page_of_an_item_counts_its_remarks_and_lists_them(
    client, session, instructor, trainee, remark
):
    reported = remark.attempt_item.item_version.item
    other = add_remark(session, session.scalar(select(Attempt.public_id)), trainee, position=2)
    session.commit()
    page = client.get(f"/instructor/items/{reported.public_id}").text
    assert "學員回報 1 則" in page
    listed = client.get(f"/instructor/remarks?item={reported.public_id}").text
    assert remark.public_id in listed
    assert other.public_id not in listed
    assert client.get("/instructor/remarks?item=nowhere").status_code == 404


def test_an_administrator_reads_the_item_but_no_remark(client, sign_in, remark):
    sign_in(Role.ADMINISTRATOR)
    item = remark.attempt_item.item_version.item
    assert "學員回報" not in client.get(f"/instructor/items/{item.public_id}").text
    assert client.get("/instructor/remarks").status_code == 403
    assert client.get(f"/instructor/remarks/{remark.public_id}").status_code == 403


def test_the_page_shows_the_item_as_the_trainee_saw_it_and_records_the_look(
    client, session, instructor, trainee, remark
):
    page = client.get(f"/instructor/remarks/{remark.public_id}").text
    shown = remark.attempt_item.presentation["options"]
    texts = [remark.attempt_item.item_version.content["options"][o["index"]]["text"] for o in shown]
    places = [page.index(text) for text in texts]
    assert places == sorted(places)
    for word in (remark.text, "合約這樣約定", "正確答案", "你的答案", "單元檢核", "秋季班"):
        assert word in page
    [look] = acts(session, "trainee.look")
    assert (look.actor, look.subject) == ("wang", trainee.public_id)
    assert look.detail == {"remark": remark.public_id}


def test_answering_tells_the_reporter_and_is_recorded(client, session, instructor, remark):
    answer = client.post(f"/instructor/remarks/{remark.public_id}", data=GOOD)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/instructor/remarks")
    assert "已答覆林予安" in client.get("/instructor/remarks").text
    [given] = answers(session)
    assert (given.outcome, given.words, given.answered_by) == (
        Outcome.NO_FAULT, GOOD["words"], "wang"
    )  # fmt: skip
    [act] = acts(session, "remark.answer")
    assert (act.subject, act.detail) == (remark.public_id, {"outcome": "no_fault"})


@pytest.mark.parametrize(
    "change",
    [
        {"outcome": ""},
        {"outcome": "ignored"},
        {"words": ""},
        {"words": " "},
        {"words": "字" * 1001},
    ],
)
def test_an_answer_needs_an_outcome_and_words(client, session, instructor, remark, change):
    answer = client.post(f"/instructor/remarks/{remark.public_id}", data={**GOOD, **change})
    assert answer.status_code == 422
    assert 'role="alert"' in answer.text
    assert answers(session) == []


def test_mended_waits_for_the_mended_version(client, session, instructor, remark):
    mended = {**GOOD, "outcome": "mended", "words": "改好了。"}
    answer = client.post(f"/instructor/remarks/{remark.public_id}", data=mended)
    assert answer.status_code == 422
    assert "學員看到的那一版還在上線" in answer.text
    assert "改好了。</textarea>" in answer.text
    retire_item(session, item=remark.attempt_item.item_version.item, by="wang", now=MOMENT)
    session.commit()
    answer = client.post(f"/instructor/remarks/{remark.public_id}", data=mended)
    assert answer.status_code == 303
    assert "這一題已經停用" in client.get(f"/instructor/remarks/{remark.public_id}").text


def test_who_did_not_see_the_last_answer_reads_it_first(client, session, instructor, remark):
    path = f"/instructor/remarks/{remark.public_id}"
    assert client.post(path, data={**GOOD, "outcome": "passed_on"}).status_code == 303
    answer = client.post(path, data={**GOOD, "words": "另一句話。"})
    assert answer.status_code == 422
    assert "剛剛有人答覆了" in answer.text
    assert GOOD["words"] in answer.text
    for seen in ("", "x", "-1"):
        assert client.post(path, data={**GOOD, "words": "再說", "seen": seen}).status_code == 422
    assert client.post(path, data={**GOOD, "words": "另一句話。", "seen": "1"}).status_code == 303
    assert [each.number for each in answers(session)] == [1, 2]


def test_an_instructor_of_another_cohort_knows_of_nothing(
    client, session, standard, sign_in, remark
):
    user = sign_in(Role.INSTRUCTOR)
    elsewhere = open_cohort(session, standard, "春季班")
    assign_staff(session, user_id=user.id, cohort_id=elsewhere.id)
    session.commit()
    path = f"/instructor/remarks/{remark.public_id}"
    assert client.get(path).status_code == 404
    assert client.post(path, data=GOOD).status_code == 404
    assert remark.text not in client.get("/instructor/remarks").text
    assert 'href="/instructor/remarks"' not in client.get("/instructor/").text
    item = remark.attempt_item.item_version.item
    assert "學員回報" not in client.get(f"/instructor/items/{item.public_id}").text
    assert answers(session) == []
    assert acts(session, "trainee.look") == []


def test_a_trainee_who_left_the_cohort_is_no_longer_looked_at(
    client, session, instructor, trainee, remark
):
    place = session.scalars(select(Enrolment).where(Enrolment.trainee_id == trainee.id)).one()
    place.left_on = MOMENT.date()
    session.commit()
    assert client.get(f"/instructor/remarks/{remark.public_id}").status_code == 404


def test_hostile_words_are_shown_as_text(client, session, instructor, trainee):
    attempt_id = session.scalar(select(Attempt.public_id))
    hostile = add_remark(session, attempt_id, trainee, text="<script>alert(1)</script>{{ 7*7 }}")
    session.commit()
    for path in ("", f"/{hostile.public_id}"):
        page = client.get(f"/instructor/remarks{path}").text
        assert "<script>alert" not in page
        assert "&lt;script&gt;" in page
        assert "{{ 7*7 }}" in page
