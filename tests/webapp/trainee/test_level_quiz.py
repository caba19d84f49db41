"""The quiz of a level as its trainee sees it: before it, in it, after it, and the way to it."""

import re
from datetime import timedelta

import pytest
from lxml import html as lxml_html

from quizzes.delivery.commands import set_quiz_settings
from quizzes.delivery.offers import DEFAULTS, QuizSettings
from quizzes.delivery.queries import get_attempt, list_attempt_items
from quizzes.delivery.terms import Purpose, Reveal
from quizzes.items.commands import retire_item
from quizzes.items.models import Item
from quizzes.mastery.commands import renew_mastery
from tests.factories.people import MOMENT
from tests.factories.sitting import option
from tests.factories.sittings import never, sit
from tests.webapp.statements import MOST, counted

DAY = timedelta(days=1)


def words(element):
    return re.sub(r"\s+", " ", element.text_content()).strip()


@pytest.fixture
def read(client, session):
    """Read a page."""

    def page(path):
        session.commit()
        answer = client.get(path)
        assert answer.status_code == 200
        return lxml_html.fromstring(answer.text)

    return page


def facts(page):
    return {words(each[0]): words(each[1]) for each in page.xpath("//dl[@class='facts']/div")}


def card(page, heading):
    [found] = page.xpath(f"//section[@aria-labelledby='{heading}']")
    return words(found)


def change_settings(session, course, **fields):
    settings = QuizSettings("recommended", 1, 30, None, None, Reveal.AFTER_HAND_IN)
    assert settings == DEFAULTS[Purpose.LEVEL_QUIZ]
    changed = {name: fields.get(name, getattr(settings, name)) for name in settings.__slots__}
    set_quiz_settings(
        session,
        standard_id=course.id,
        purpose=Purpose.LEVEL_QUIZ,
        settings=QuizSettings(**changed),
    )


def go_through(client, session, learner, attempt_id, *, right=True):
    """Answer question by question, as the pages lead, to the result; return it."""
    while True:
        page = client.get(f"/attempts/{attempt_id}", follow_redirects=True)
        if page.request.path.endswith("/result"):
            return lxml_html.fromstring(page.text)
        position = int(page.request.path.rpartition("/")[2])
        session.expire_all()
        attempt = get_attempt(session, attempt_id, trainee_id=learner.id)
        item = list_attempt_items(session, attempt.id)[position - 1]
        client.post(
            f"/attempts/{attempt_id}/{position}",
            data={"seq": 1, "answer": option(item, right=right)},
        )


def test_the_way_leads_from_the_map_to_the_result_and_on_to_the_next_level(
    client, session, learner, read
):
    before = read("/readiness")
    assert "第 3 級：還沒有作答。" in card(before, "levels-h")
    [link] = before.xpath("//section[@aria-labelledby='levels-h']//a[contains(., '測第 3 級')]")
    start = read(link.get("href"))
    assert facts(start) == {"問夠的職能": "0／2", "已用題數": "0／240"}
    assert "判定就緒至少還要 6 題" in card(start, "how-h")
    begun = client.post(link.get("href"))
    result = go_through(client, session, learner, begun.headers["Location"].split("/")[2])
    assert re.fullmatch(r"\d+ 題已送出，第 3 級就緒", words(result.find(".//h1")))
    assert re.search(r"問到第 \d+ 題就足以判定第 3 級就緒", words(result.find_class("lede")[0]))
    assert "未評量→到就緒" in card(result, "means-h").replace(" ", "")
    assert re.search(r"我們有 \d\d% 的把握你已就緒。", card(result, "means-h"))
    [onward] = result.xpath("//section[@aria-labelledby='on-h']//a[@class='btn btn-primary']")
    assert onward.get("href") == "/quizzes/level_quiz/4"
    assert "看第 3 級" in card(read("/readiness"), "levels-h")


def test_a_sitting_that_is_full_says_how_much_is_spent_and_leads_back(
    client, session, course, learner, read
):
    change_settings(session, course, item_maximum=3)
    attempt = sit(session, course, learner, Purpose.LEVEL_QUIZ, "3")
    result = read(f"/attempts/{attempt.public_id}/result")
    assert "240 題的上限已用 3 題" in words(result.find_class("lede")[0])
    assert "已用 3／240 題。" in card(result, "means-h")
    assert "第 3 級還沒判定。下一次從這裡接著問。" in card(result, "on-h")
    start = read("/quizzes/level_quiz/3")
    assert facts(start) == {"問夠的職能": "0／2", "已用題數": "3／240"}
    assert "判定就緒至少還要 3 題" in card(start, "how-h")
    assert "第 3 級：2 項職能中有 0 項達標；還有 2 項的作答不到 3 題" in card(start, "how-h")
    sit(session, course, learner, Purpose.LEVEL_QUIZ, "3", at=MOMENT + DAY)
    again = read(f"/attempts/{attempt.public_id}/result")
    assert "已用 3／240 題。" in card(again, "means-h")


def test_what_is_decided_cannot_be_begun_again(client, session, course, learner, read):
    sit(session, course, learner, Purpose.LEVEL_QUIZ, "4", right=never)
    page = read("/quizzes/level_quiz/4")
    assert "第 4 級判定尚未就緒" in card(page, "how-h")
    assert page.xpath("//form[contains(@action, '/quizzes/level_quiz')]") == []
    answer = client.post("/quizzes/level_quiz/4")
    assert answer.status_code == 409
    assert "判定尚未就緒" in answer.text


def test_a_level_that_lacks_items_says_that_it_is_never_ready(session, course, learner, read):
    for item in session.query(Item).where(Item.competency_id == course.competency("K02").id):
        retire_item(session, item=item, by="test", now=MOMENT)
    sit(session, course, learner, Purpose.MODULE_CHECK, "K01")
    renew_mastery(session, standard=course, trainee_id=learner.id)
    lines = card(read("/readiness"), "levels-h")
    assert lines.count("有 1 項尚無題目，出題之前不會判定就緒。") == 1
    said = "這一級有 1 項職能尚無題目（K02），出題之前不會判定就緒。"
    assert said in card(read("/quizzes/level_quiz/4"), "how-h")
    assert said not in card(read("/quizzes/level_quiz/3"), "how-h")


@pytest.mark.parametrize("subject", ["2", "x", "33", "²", "K01"])
def test_a_level_that_is_not_asked_for_cannot_be_found(client, learner, subject):
    assert client.get(f"/quizzes/level_quiz/{subject}").status_code == 404
    assert client.post(f"/quizzes/level_quiz/{subject}").status_code == 404


def test_it_is_not_handed_in_before_it_ends(client, learner):
    attempt_id = client.post("/quizzes/level_quiz/3").headers["Location"].split("/")[2]
    assert client.post(f"/attempts/{attempt_id}/hand-in").status_code == 409
    assert "第 3 級" in client.get("/record").text


def test_who_may_not_know_results_is_told_only_where_the_level_stands(
    session, course, learner, read
):
    change_settings(session, course, reveal=Reveal.NEVER)
    attempt = sit(session, course, learner, Purpose.LEVEL_QUIZ, "3")
    page = read(f"/attempts/{attempt.public_id}/result")
    assert "→" not in card(page, "means-h")
    assert "第 3 級就緒" in words(page.find(".//h1"))


def test_the_record_and_the_pages_of_a_question_name_the_level(client, session, learner, read):
    attempt_id = client.post("/quizzes/level_quiz/3").headers["Location"].split("/")[2]
    assert "第 3 級 分級測驗" in words(read("/record").find_class("record")[0])
    for path in (f"/attempts/{attempt_id}/1", f"/attempts/{attempt_id}/1/remark", "/readiness"):
        assert "第 3 級" in words(read(path).find(".//main/..")), path


def test_its_pages_take_few_statements(client, session, course, learner, connection, read):
    change_settings(session, course, item_maximum=4)
    attempts = [
        sit(session, course, learner, Purpose.LEVEL_QUIZ, "4", at=MOMENT + each * DAY)
        for each in (0, 1)
    ]
    paths = ["/quizzes/level_quiz/4", *(f"/attempts/{a.public_id}/result" for a in attempts)]
    for path in paths:
        read(path)
        with counted(connection) as run:
            read(path)
        assert len(run) <= MOST, "\n".join(run)


def test_a_confirmation_takes_as_many_statements_however_much_was_answered(
    client, session, learner, connection
):
    attempt_id = client.post("/quizzes/level_quiz/4").headers["Location"].split("/")[2]
    taken = set()
    for position in range(1, 8):
        session.expire_all()
        attempt = get_attempt(session, attempt_id, trainee_id=learner.id)
        item = list_attempt_items(session, attempt.id)[position - 1]
        data = {"seq": 1, "answer": option(item, right=position % 2 == 0)}
        with counted(connection) as run:
            client.post(f"/attempts/{attempt_id}/{position}", data=data)
        taken.add(len(run))
    assert len(taken) == 1
