import re
from html import unescape

import pytest
from sqlalchemy import select

from quizzes.delivery.models import Attempt, Response
from quizzes.delivery.queries import get_attempt, list_attempt_items
from quizzes.delivery.terms import AttemptState
from quizzes.items import kinds
from quizzes.items.content import Kind
from quizzes.items.reading import item_from_mapping
from quizzes.remarks.commands import answer_remark
from quizzes.remarks.models import AnswerReading, Remark
from quizzes.remarks.terms import Outcome, RemarkKind
from quizzes.trainees.models import Cohort
from tests.factories.items import add_bank
from tests.factories.people import MOMENT
from tests.factories.readiness import join, open_cohort
from tests.factories.standards import add_standard
from tests.quizzes.items.examples import SECRET, example, seeded
from webapp.audit.models import AuditEntry
from webapp.permissions import Role

SAID = {"kind": "unclear", "text": "題目沒有說是哪一場。"}


@pytest.fixture
def trainee(session, sign_in):
    standard = add_standard(session)
    for code in ("K01", "K02", "S01"):
        add_bank(session, standard, code)
    trainee = join(session, open_cohort(session, standard), "林予安")
    sign_in(Role.TRAINEE, trainee_id=trainee.id)
    return trainee


@pytest.fixture
def start(client, trainee):
    def begin(purpose="practice", subject="K01"):
        answer = client.post(f"/quizzes/{purpose}/{subject}")
        assert answer.status_code == 303
        return answer.headers["Location"].split("/")[2]

    return begin


@pytest.fixture
def items(session, trainee):
    def of(attempt_id):
        session.expire_all()
        attempt = get_attempt(session, attempt_id, trainee_id=trainee.id)
        return list_attempt_items(session, attempt.id)

    return of


@pytest.fixture
def reply(session):
    """Answer a remark as an instructor does."""

    def of(remark, words="場次寫在第二句。", outcome=Outcome.NO_FAULT):
        answer = answer_remark(
            session,
            remark=remark,
            outcome=outcome,
            words=words,
            seen_answers=len(remark.answers),
            by="wang",
            now=MOMENT,
        )
        session.commit()
        return answer

    return of


def chosen(item):
    """An option that is wrong."""
    content = item_from_mapping(item.item_version.content)
    shown = item.presentation["options"]
    return next(place["id"] for place in shown if not content.options[place["index"]].key)


def remarks(session):
    session.expire_all()
    return session.scalars(select(Remark).order_by(Remark.id)).all()


def test_the_way_to_the_remark_saves_the_answer_first(client, session, start, items):
    """Without a script nothing else would: a link would lose what was chosen."""
    attempt_id = start()
    item = items(attempt_id)[0]
    page = client.get(f"/attempts/{attempt_id}/1").text
    assert 'name="go" value="remark"' in " ".join(page.split())
    answer = client.post(
        f"/attempts/{attempt_id}/1", data={"seq": 1, "answer": chosen(item), "go": "remark"}
    )
    assert answer.headers["Location"] == f"/attempts/{attempt_id}/1/remark"
    [response] = session.scalars(select(Response)).all()
    assert response.response == {"chosen": [chosen(item)]}
    assert items(attempt_id)[0].confirmed_at is None


def test_a_remark_is_kept_and_leads_back_to_the_question(client, session, start, trainee):
    attempt_id = start()
    assert client.get(f"/attempts/{attempt_id}/2/remark").status_code == 200
    answer = client.post(f"/attempts/{attempt_id}/2/remark", data=SAID)
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/attempts/{attempt_id}/2")
    assert "已回報第 2 題" in client.get(answer.headers["Location"]).text
    [remark] = remarks(session)
    assert (remark.kind, remark.text) == (RemarkKind.UNCLEAR, SAID["text"])
    assert (remark.trainee_id, remark.attempt_item.position) == (trainee.id, 2)
    assert session.scalars(select(Attempt.state)).all() == [AttemptState.OPEN]
    [entry] = session.scalars(select(AuditEntry).where(AuditEntry.action == "remark.make"))
    assert entry.subject == remark.public_id


def test_sending_it_twice_keeps_one(client, session, start):
    attempt_id = start()
    for _ in range(2):
        answer = client.post(f"/attempts/{attempt_id}/1/remark", data=SAID)
        assert answer.status_code == 303
    assert len(remarks(session)) == 1
    acts = session.scalars(select(AuditEntry).where(AuditEntry.action == "remark.make")).all()
    assert len(acts) == 1
    assert SAID["text"] in client.get(f"/attempts/{attempt_id}/1/remark").text


def test_from_the_result_it_leads_back_to_the_item(client, start):
    attempt_id = start("task_quiz", "T1.1")
    client.post(f"/attempts/{attempt_id}/hand-in", data={"key": "a"})
    page = client.get(f"/attempts/{attempt_id}/result").text
    assert f"/attempts/{attempt_id}/3/remark" in page
    answer = client.post(f"/attempts/{attempt_id}/3/remark", data=SAID)
    assert answer.headers["Location"] == f"/attempts/{attempt_id}/result#q3"


def test_a_revealed_question_can_be_reported_too(client, start, items):
    attempt_id = start()
    item = items(attempt_id)[0]
    client.post(f"/attempts/{attempt_id}/1", data={"seq": 1, "answer": chosen(item)})
    page = client.get(f"/attempts/{attempt_id}/1").text
    assert "合約這樣約定" in page
    assert 'name="go" value="remark"' in " ".join(page.split())
    answer = client.post(f"/attempts/{attempt_id}/1", data={"go": "remark"})
    assert answer.headers["Location"] == f"/attempts/{attempt_id}/1/remark"


@pytest.mark.parametrize("purpose", ["practice", "module_check", "task_quiz"])
def test_the_page_of_a_remark_tells_nothing_of_the_key(client, start, items, purpose):
    """V5: neither before nor after the answer stands; the reveal has pages of its own."""
    attempt_id = start(purpose, "T1.2" if purpose == "task_quiz" else "K01")
    item = items(attempt_id)[0]
    client.post(f"/attempts/{attempt_id}/1", data={"seq": 1, "answer": chosen(item)})
    client.post(f"/attempts/{attempt_id}/1/remark", data=SAID)
    for answer in (
        client.get(f"/attempts/{attempt_id}/1/remark"),
        client.post(f"/attempts/{attempt_id}/1/remark", data={}),
        client.get("/remarks"),
    ):
        for word in ("合約這樣約定", "漏看了合約", "算錯了時段", "找錯了窗口"):
            assert word not in answer.text
    page = client.get(f"/attempts/{attempt_id}/1/remark").text
    assert [f"錯的做法{each}" in page for each in "甲乙丙"] == [True] * 3
    assert page.count('class="put"') == 1


def texts(question):
    """Everything that a question lets one choose from."""
    gaps = [choice.text for gap in question.gaps for choice in gap.choices]
    own = [choice.text for choice in (*question.prompts, *question.choices)]
    return [*own, *gaps, *(text for part in question.questions for text in texts(part))]


@pytest.mark.parametrize("kind", Kind)
def test_a_question_of_each_kind_is_shown_to_be_read_and_nothing_more(app, kind):
    content = example(kind)
    shown = kinds.question(content, kinds.present(content, seeded()))
    with app.test_request_context():
        macro = app.jinja_env.get_template("trainee/remarks/as_put.html").module.as_put
        html = unescape(str(macro(shown)))
    assert [text for text in texts(shown) if text not in html] == []
    assert SECRET not in html
    assert not re.search("<(input|select|textarea|button)", html)


@pytest.mark.parametrize(
    "change",
    [{"kind": ""}, {"kind": "praise"}, {"text": ""}, {"text": "  "}, {"text": "字" * 1001}],
)
def test_what_is_lacking_is_said_beside_the_form_and_nothing_is_kept(
    client, session, start, change
):
    attempt_id = start()
    answer = client.post(f"/attempts/{attempt_id}/1/remark", data={**SAID, **change})
    assert answer.status_code == 422
    assert "<title>錯誤：" in answer.text
    assert 'role="alert"' in answer.text
    assert remarks(session) == []


def test_the_fourth_unanswered_remark_on_an_item_is_refused(client, session, start):
    attempt_id = start()
    for number in range(3):
        client.post(f"/attempts/{attempt_id}/1/remark", data={**SAID, "text": f"第 {number} 件"})
    answer = client.post(f"/attempts/{attempt_id}/1/remark", data={**SAID, "text": "再一件"})
    assert answer.status_code == 422
    assert "這一題你已經有 3 則回報在等答覆" in answer.text
    assert "再一件</textarea>" in answer.text
    assert len(remarks(session)) == 3


def test_an_item_that_is_not_there_cannot_be_reported(client, session, start):
    attempt_id = start()
    for path in (f"/attempts/{attempt_id}/99/remark", "/attempts/nowhere/1/remark"):
        assert client.get(path).status_code == 404
        assert client.post(path, data=SAID).status_code == 404
    assert remarks(session) == []


def test_a_form_brings_no_state_and_no_name(client, session, start, trainee):
    """V20: what the form was not made for, it does not change."""
    attempt_id = start()
    extra = {"trainee_id": "1", "public_id": "mine", "made_at": "2000-01-01", "outcome": "mended"}
    client.post(f"/attempts/{attempt_id}/1/remark", data={**SAID, **extra})
    [remark] = remarks(session)
    assert (remark.trainee_id, remark.answers) == (trainee.id, [])
    assert remark.public_id != "mine"
    assert remark.made_at.year > 2000


def test_the_reporter_gets_the_outcome_and_takes_note_of_it(client, session, start, reply):
    attempt_id = start("task_quiz", "T1.1")
    client.post(f"/attempts/{attempt_id}/1/remark", data=SAID)
    assert "等答覆" in client.get("/remarks").text
    answer = reply(remarks(session)[0])
    for path in ("/record", "/readiness"):
        assert "則題目回報的新答覆" not in client.get(path).text
    withheld = client.get("/remarks").text
    assert answer.words not in withheld
    assert "送出之後就看得到答覆" in withheld
    client.post(f"/attempts/{attempt_id}/hand-in", data={"key": "a"})
    for path in ("/record", "/readiness"):
        assert "有 1 則題目回報的新答覆" in client.get(path).text
    page = client.get("/remarks").text
    assert answer.words in page
    assert "維持原題" in page
    assert session.scalars(select(AnswerReading)).all() == []
    assert client.post("/remarks", data={"through": answer.id}).status_code == 303
    page = client.get("/remarks").text
    assert answer.words in page
    assert "知道了" not in page
    for path in ("/record", "/readiness"):
        assert "則題目回報的新答覆" not in client.get(path).text


def test_an_answer_that_came_after_the_page_stays_new(client, session, start, reply):
    attempt_id = start("task_quiz", "T1.1")
    for position in (1, 2):
        client.post(f"/attempts/{attempt_id}/{position}/remark", data=SAID)
    client.post(f"/attempts/{attempt_id}/hand-in", data={"key": "a"})
    first, second = remarks(session)
    shown = reply(first)
    reply(second)
    client.post("/remarks", data={"through": shown.id})
    assert "有 1 則題目回報的新答覆" in client.get("/record").text


@pytest.mark.parametrize("through", ["", "x", "-1", "9" * 30])
def test_nonsense_to_take_note_of_breaks_nothing(client, start, through):
    start()
    assert client.post("/remarks", data={"through": through}).status_code == 303


def test_nobody_sees_the_remarks_of_others(client, session, start, sign_in, trainee):
    attempt_id = start()
    client.post(f"/attempts/{attempt_id}/1/remark", data=SAID)
    remark = remarks(session)[0]
    other = join(session, session.scalars(select(Cohort)).one(), "陳堃")
    sign_in(Role.TRAINEE, trainee_id=other.id)
    page = client.get("/remarks").text
    assert SAID["text"] not in page
    assert "還沒有回報" in page
    assert client.get(f"/attempts/{attempt_id}/1/remark").status_code == 404
    answer = client.post(f"/attempts/{attempt_id}/1/remark", data={**SAID, "text": "別人的"})
    assert answer.status_code == 404
    assert remarks(session) == [remark]
