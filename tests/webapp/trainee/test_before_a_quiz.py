import re
from datetime import timedelta

import pytest
from lxml import html as lxml_html
from sqlalchemy import update

from quizzes.delivery.models import Quiz
from quizzes.delivery.terms import Purpose
from quizzes.items.models import ItemVersion, VersionState
from tests.factories.people import MOMENT, add_trainee
from tests.factories.sittings import sit
from tests.webapp.statements import MOST, counted

DAY = timedelta(days=1)


@pytest.fixture
def card(client, session, learner):
    """Read the page before a quiz: its terms, and the whole page."""

    def read(purpose, subject):
        session.commit()
        answer = client.get(f"/quizzes/{purpose}/{subject}")
        assert answer.status_code == 200
        page = lxml_html.fromstring(answer.text)
        terms = {}
        for each in page.xpath("//dl[@class='kv']/*"):
            if each.tag == "dt":
                name = words(each)
                terms[name] = []
            else:
                terms[name].append(words(each))
        return terms, page

    return read


def words(element):
    return re.sub(r"\s+", " ", element.text_content()).strip()


def asked(page):
    return {words(row.find_class("code")[0]): row for row in page.xpath("//ol[@class='gaps']/li")}


def test_a_task_quiz_says_what_it_is(card):
    terms, page = card("task_quiz", "T1.2")
    assert terms["題數"] == ["12 題"]
    assert terms["時間"] == [
        "大約 12 分鐘（依題型估計）",
        "限時 40 分鐘，時間到會自動送出已儲存的答案",
    ]
    assert terms["看答案"] == ["送出後看解析"]
    assert terms["離線"] == ["打開過的題目離線也能作答，連上網路後送出"]
    assert set(asked(page)) == {"K01", "K02", "S01"}
    assert [words(each) for each in page.find_class("btn-primary")] == ["開始"]


def test_a_check_asks_from_so_many_to_so_many_and_needs_a_connection(card):
    terms, _ = card("module_check", "K01")
    assert terms["題數"] == ["5 到 6 題，足夠判定就停"]
    assert terms["時間"] == ["大約 5 到 6 分鐘（依題型估計）", "不限時"]
    assert terms["離線"] == ["要連線：下一題看前一題的答案決定"]


def test_the_usual_time_is_the_median_once_five_people_took_it(session, course, learner, card):
    for number in range(5):
        sit(
            session,
            course,
            add_trainee(session, f"學員 {number}"),
            Purpose.TASK_QUIZ,
            "T1.2",
            pace=timedelta(seconds=60 + 30 * number),
        )
    terms, _ = card("task_quiz", "T1.2")
    assert terms["時間"][0] == "大約 24 分鐘（這份測驗 5 人的中位數）"


def test_attempts_used_and_left_are_told(session, course, learner, card):
    session.execute(update(Quiz).values(attempts_allowed=2))
    sit(session, course, learner, Purpose.TASK_QUIZ, "T1.2")
    terms, page = card("task_quiz", "T1.2")
    assert terms["次數"] == ["可以作答 2 次，已用 1 次，還有 1 次"]
    assert page.find_class("btn-primary")
    sit(session, course, learner, Purpose.TASK_QUIZ, "T1.2", at=MOMENT + DAY)
    terms, page = card("task_quiz", "T1.2")
    assert terms["次數"] == ["可以作答 2 次，已用 2 次，還有 0 次"]
    assert "可以作答的次數都用完了。" in words(page)
    assert not page.find_class("btn-primary")


def test_each_competency_shows_its_lamp_and_what_it_lacks(session, course, learner, card):
    sit(session, course, learner, Purpose.MODULE_CHECK, "K01")
    sit(session, course, learner, Purpose.PRACTICE, "S01", right=lambda position: position > 1)
    _, page = card("task_quiz", "T1.2")
    rows = asked(page)
    assert "達標" in words(rows["K01"])
    assert re.search(r"先讀 K02 的單元，再答對約 \d 題", words(rows["K02"]))
    assert re.search(r"S01 再答對約 \d 題就能判定達標", words(rows["S01"]))
    lamps = {code: row.find_class("lamp")[0].get("data-m") for code, row in rows.items()}
    assert (lamps["K01"], lamps["K02"]) == ("3", "0")


def test_a_check_without_a_new_item_leads_to_practice(session, course, learner, card):
    for day in range(4):
        sit(
            session,
            course,
            learner,
            Purpose.MODULE_CHECK,
            "K01",
            right=lambda position: position % 2 > 0,
            at=MOMENT + day * DAY,
        )
    _, page = card("module_check", "K01")
    [button] = page.find_class("btn-primary")
    assert button.get("href") == "/quizzes/practice/K01"
    assert "重複的題目不能當證據" in words(page)


def test_an_attempt_that_is_open_can_be_gone_on_with(client, card):
    client.post("/quizzes/module_check/K01")
    _, page = card("module_check", "K01")
    assert [words(each) for each in page.find_class("btn-primary")] == ["繼續作答"]


def test_a_competency_without_items_is_not_asked(session, course, learner, client):
    """Nothing to ask: no button, and the lamp says so."""
    session.execute(update(ItemVersion).values(state=VersionState.RETIRED))
    session.commit()
    page = lxml_html.fromstring(client.get("/quizzes/module_check/K01").text)
    assert "尚無題目" in words(page)
    assert not page.find_class("btn-primary")


def test_the_card_takes_few_statements(card, connection):
    card("task_quiz", "T1.2")
    with counted(connection) as run:
        card("task_quiz", "T1.2")
    assert len(run) <= MOST
