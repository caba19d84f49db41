import re
from datetime import timedelta

import pytest
from lxml import html as lxml_html
from sqlalchemy import update

from quizzes.delivery.commands import flag_item
from quizzes.delivery.models import Quiz
from quizzes.delivery.queries import list_attempt_items
from quizzes.delivery.terms import Purpose, Reveal
from quizzes.mastery.readiness import STATUS_WORDS
from tests.factories.people import MOMENT
from tests.factories.sittings import never, sit
from tests.webapp.statements import MOST, counted

DAY = timedelta(days=1)


@pytest.fixture
def result(client, session):
    """Read the result page of an attempt."""

    def read(attempt, **query):
        session.commit()
        answer = client.get(f"/attempts/{attempt.public_id}/result", query_string=query)
        assert answer.status_code == 200
        return lxml_html.fromstring(answer.text)

    return read


def words(element):
    return re.sub(r"\s+", " ", element.text_content()).strip()


def rows(page):
    return {words(row.find_class("code")[0]): row for row in page.xpath("//ul[@class='moves']/li")}


def way_on(page):
    [card] = page.xpath("//section[@aria-labelledby='on-h']")
    [button] = card.find_class("btn-primary")
    return words(card), button.get("href"), words(button)


def lamps(row):
    return [lamp.get("data-m") for lamp in row.find_class("lamp")]


def test_a_check_shows_before_and_after_and_why(session, course, learner, result):
    attempt = sit(session, course, learner, Purpose.MODULE_CHECK, "K01")
    page = result(attempt)
    row = rows(page)["K01"]
    assert lamps(row) == ["0", "3"]
    said = words(row)
    assert "從未評量→到達標" in said.replace(" ", "")
    assert re.search(r"↑ 上升 \d 題答對 \d 題，把握是 \d\d%，過了 85%：達標。", said)
    assert "題已送出，1 項上升" in words(page.find(".//h1"))
    assert re.search(r"問到第 \d 題就足以判定", words(page.find_class("lede")[0]))
    assert "判定規則 R2.1。" in words(page)


def test_a_check_by_the_economical_rule_names_it(session, course, learner, result):
    session.execute(update(Quiz).values(rule="economical"))
    attempt = sit(session, course, learner, Purpose.MODULE_CHECK, "K01")
    assert "判定規則 R2-E.1。" in words(result(attempt))


def test_what_was_wrong_in_a_check_goes_down(session, course, learner, result):
    sit(session, course, learner, Purpose.MODULE_CHECK, "K01")
    again = sit(session, course, learner, Purpose.MODULE_CHECK, "K01", right=never, at=MOMENT + DAY)
    said = words(rows(result(again))["K01"])
    assert "↓ 下降" in said
    assert "在 15% 以下：未達標。" in said


def test_a_later_attempt_changes_no_word_of_an_earlier_card(session, course, learner, result):
    attempt = sit(session, course, learner, Purpose.MODULE_CHECK, "K01")
    first = words(rows(result(attempt))["K01"])
    sit(session, course, learner, Purpose.MODULE_CHECK, "K01", right=never, at=MOMENT + DAY)
    assert words(rows(result(attempt))["K01"]) == first


def test_repeated_items_are_said_not_to_count(session, course, learner, result):
    sit(session, course, learner, Purpose.PRACTICE, "K01")
    again = sit(session, course, learner, Purpose.PRACTICE, "K01", at=MOMENT + DAY)
    row = rows(result(again))["K01"]
    assert "＝ 不變" in words(row)
    assert re.search(r"\d 題都是以前看過的題目，不計入。", words(row))
    assert len(set(lamps(row))) == 1


def test_a_task_quiz_shows_every_competency_it_asked(session, course, learner, result):
    attempt = sit(session, course, learner, Purpose.TASK_QUIZ, "T1.2", right=lambda p: p % 2 > 0)
    assert set(rows(result(attempt))) == {"K01", "K02", "S01"}


def test_the_shortest_way_reads_first_what_is_not_known(session, course, learner, result):
    attempt = sit(session, course, learner, Purpose.MODULE_CHECK, "K01", right=never)
    said, url, label = way_on(result(attempt))
    assert url == "/modules/K01"
    assert label == "讀 K01 的單元"
    assert re.search(r"先讀 K01 的單元，再答對約 \d+ 題", said)


def test_the_shortest_way_asks_on_where_little_is_left(session, course, learner, result):
    attempt = sit(
        session, course, learner, Purpose.PRACTICE, "K01", right=lambda position: position != 2
    )
    said, url, label = way_on(result(attempt))
    assert url == "/quizzes/module_check/K01"
    assert label == "檢核 K01"
    assert re.search(r"K01 再答對約 \d+ 題", said)


def test_what_is_met_leads_to_what_moves_most_tasks(session, course, learner, result):
    attempt = sit(session, course, learner, Purpose.MODULE_CHECK, "K01")
    _, url, _ = way_on(result(attempt))
    assert url.rpartition("/")[2] == "S01"


def test_a_task_that_is_ready_leads_to_the_next(session, course, learner, result):
    sit(session, course, learner, Purpose.MODULE_CHECK, "K01")
    attempt = sit(session, course, learner, Purpose.MODULE_CHECK, "S01", at=MOMENT + DAY)
    said, url, label = way_on(result(attempt))
    assert "T1.1 判定就緒" in said
    assert url == "/tasks/T1.2"
    assert re.search(r"T1\.2 預估票房：還差 1 項職能，約 \d 題", said)
    assert label == "看 T1.2"


def test_who_has_no_gap_is_told_so(session, course, learner, result):
    for code in ("K01", "K02", "S01"):
        attempt = sit(session, course, learner, Purpose.MODULE_CHECK, code)
    said, url, _ = way_on(result(attempt))
    assert "沒有待補的職能。" in said
    assert url == "/readiness"


def test_a_page_has_one_primary_button(session, course, learner, result):
    attempt = sit(session, course, learner, Purpose.TASK_QUIZ, "T1.2", right=never)
    assert len(result(attempt).find_class("btn-primary")) == 1


def items_shown(page):
    return [each.get("id") for each in page.find_class("reviewed")]


def test_the_items_can_be_narrowed_to_the_wrong_and_the_flagged(session, course, learner, result):
    attempt = sit(session, course, learner, Purpose.TASK_QUIZ, "T1.2", right=lambda p: p > 3)
    for item in list_attempt_items(session, attempt.id):
        flag_item(session, item=item, is_flagged=item.position in {1, 5})
    everything = result(attempt)
    assert items_shown(everything) == [f"q{n}" for n in range(1, 13)]
    assert [words(each) for each in everything.find_class("fchip")] == [
        "全部 12",
        "答錯 3",
        "有標記 2",
    ]
    assert items_shown(result(attempt, show="wrong")) == ["q1", "q2", "q3"]
    assert items_shown(result(attempt, show="flagged")) == ["q1", "q5"]
    assert items_shown(result(attempt, show="anything else")) == items_shown(everything)


def test_wrong_items_are_open_and_each_leads_to_its_lesson(session, course, learner, result):
    attempt = sit(session, course, learner, Purpose.TASK_QUIZ, "T1.2", right=lambda p: p > 3)
    cards = result(attempt).find_class("reviewed")
    assert [card.get("open") is not None for card in cards] == [True] * 3 + [False] * 9
    for card, item in zip(cards, list_attempt_items(session, attempt.id), strict=True):
        code = item.item_version.item.code.partition("-")[0]
        assert card.xpath(f".//a[@href='/modules/{code}']")


def test_a_list_without_items_says_so(session, course, learner, result):
    attempt = sit(session, course, learner, Purpose.TASK_QUIZ, "T1.2")
    page = result(attempt, show="wrong")
    assert items_shown(page) == []
    assert "沒有答錯的題目。" in words(page)


def keep_answers(session):
    session.execute(update(Quiz).values(reveal=Reveal.NEVER))
    session.expire_all()


def test_a_quiz_that_never_tells_shows_the_status_and_nothing_of_the_items(
    session, course, learner, result, client
):
    """Right and wrong of one item could be read from a sentence, an arrow or a score."""
    keep_answers(session)
    right = sit(session, course, learner, Purpose.TASK_QUIZ, "T1.2")
    wrong = sit(session, course, learner, Purpose.TASK_QUIZ, "T1.1", right=never, at=MOMENT + DAY)
    for attempt in (right, wrong):
        page = result(attempt)
        said = words(page)
        assert items_shown(page) == []
        assert "不公布逐題結果" in said
        assert not re.search(r"題答對|上升|下降|不變|把握從|合約這樣約定|得分", said)
        for row in rows(page).values():
            assert any(word.zh in words(row) for word in STATUS_WORDS.values())
            assert len(lamps(row)) == 1
    why = words(lxml_html.fromstring(client.get("/modules/K01/why").text))
    assert "不公布" in why


def test_the_page_speaks_english(session, course, learner, result, client):
    attempt = sit(session, course, learner, Purpose.MODULE_CHECK, "K01")
    client.post("/language", data={"language": "en"})
    page = result(attempt)
    assert re.search(r"Up \d of \d items right, \d\d% sure, past 85%: met\.", words(page))
    assert "was enough to decide" in words(page)


def test_the_result_takes_few_statements(session, course, learner, result, connection):
    attempt = sit(session, course, learner, Purpose.TASK_QUIZ, "T1.2", right=never)
    result(attempt)
    with counted(connection) as run:
        result(attempt)
    assert len(run) <= MOST
