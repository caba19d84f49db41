import re

import pytest

from quizzes.delivery.queries import find_quiz, list_attempt_items
from quizzes.delivery.terms import Purpose
from quizzes.items.commands import add_item, publish_version, save_draft
from quizzes.items.queries import ItemFilter, get_item, list_item_page
from quizzes.sittings.commands import begin_sitting, confirm_answer
from tests.factories.items import add_bank, choice_content
from tests.factories.people import MOMENT, add_trainee
from tests.webapp.statements import MOST, counted
from webapp.permissions import Role


def first_item(session, standard):
    found = list_item_page(session, standard_id=standard.id, wanted=ItemFilter())
    return get_item(session, found.items[0].public_id)


def test_a_search_takes_percent_and_underscore_as_they_are(client, session, standard, instructor):
    for number, stem in ((50, "打 85% 折時怎麼算票房收入？"), (51, "檔名 a_b 的表要交給誰？")):
        content = choice_content("K02", number, "P1.2.1", stem=stem)
        add_item(
            session,
            competency_id=standard.competency("K02").id,
            content=content,
            by="wang",
            now=MOMENT,
        )
    session.commit()
    assert "K02-50" in client.get("/instructor/items?q=85%25").text
    only = client.get("/instructor/items?q=%25").text
    assert "K02-50" in only
    assert "K01-01" not in only
    only = client.get("/instructor/items?q=_").text
    assert "K02-51" in only
    assert "K02-50" not in only
    assert "K02-51" in client.get("/instructor/items?q=k02-51").text


def test_states_choose_items_by_what_is_in_service(client, session, standard, instructor):
    item = first_item(session, standard)
    mapping = {**item.versions[-1].content, "rationale": "改寫的解析。"}
    save_draft(
        session,
        competency_id=item.competency_id,
        item=item,
        mapping=mapping,
        by="wang",
        now=MOMENT,
    )
    session.commit()
    drafts = client.get("/instructor/items?state=draft").text
    assert "K01-01" in drafts
    assert "K01-02" not in drafts
    assert "K01-01" in client.get("/instructor/items?state=published").text
    assert "K01-01" not in client.get("/instructor/items?state=retired").text


def test_pages_follow_each_other_without_gap_or_double(session, standard):
    add_bank(session, standard, "K02", count=9)
    seen, after = [], ""
    while after is not None:
        page = list_item_page(
            session, standard_id=standard.id, wanted=ItemFilter(), after=after, limit=4
        )
        seen += [line.code for line in page.items]
        after = page.after
    assert seen == [f"K01-{n:02}" for n in range(1, 15)] + [f"K02-{n:02}" for n in range(1, 10)]


@pytest.mark.parametrize(("count", "is_shown"), [(19, False), (20, True)])
def test_a_facility_is_shown_from_twenty_answers_on(
    client, session, standard, instructor, count, is_shown
):
    competency = standard.competency("S01").id
    content = choice_content("S01", 1)
    version = add_item(session, competency_id=competency, content=content, by="x", now=MOMENT)
    publish_version(session, version=version, by="x", now=MOMENT)
    quiz = find_quiz(session, Purpose.PRACTICE, competency_id=competency)
    for _ in range(count):
        trainee = add_trainee(session)
        attempt = begin_sitting(session, quiz=quiz, trainee_id=trainee.id, now=MOMENT)
        for item in list_attempt_items(session, attempt.id):
            confirm_answer(session, attempt=attempt, item=item, now=MOMENT)
    session.commit()
    page = client.get(f"/instructor/items/{version.item.public_id}").text
    assert f"{count} 人作答" in page
    assert ("答對率 0%" in page) is is_shown
    assert ("資料不足" in page) is not is_shown


def test_an_item_says_for_each_level_how_many_get_it_right(client, session, standard, instructor):
    both = {"3": [0.5, 0.6], "4": [0.7, 0.8]}
    (version,) = add_bank(session, standard, "K02", count=1, angoff=both)
    session.commit()
    page = client.get(f"/instructor/items/{version.item.public_id}").text
    said = re.findall(r"第 (\d) 級：\s*剛好達標的人 100 位裡約 (\d+) 位答對（2 人評定）", page)
    assert said == [("4", "75"), ("3", "55")]


def test_taking_an_item_out_keeps_its_versions_and_is_recorded(
    client, session, standard, instructor
):
    item = first_item(session, standard)
    path = f"/instructor/items/{item.public_id}"
    before = item.versions[-1].content
    assert client.post(f"{path}/retire").status_code == 303
    session.expire_all()
    assert item.versions[-1].state == "retired"
    assert item.versions[-1].retired_by == "wang"
    assert item.versions[-1].content == before
    assert "已停用" in client.get(path).text
    assert client.post(f"{path}/retire").status_code == 409


def test_an_administrator_reads_items_but_does_not_write_them(client, session, standard, sign_in):
    sign_in(Role.ADMINISTRATOR)
    path = f"/instructor/items/{first_item(session, standard).public_id}"
    page = client.get(path)
    assert page.status_code == 200
    assert "修訂這題" not in page.text
    assert client.get(f"{path}/edit").status_code == 403
    assert client.post(f"{path}/retire").status_code == 403
    assert client.post("/instructor/items/new").status_code == 403


def test_an_unknown_item_is_not_found(client, instructor):
    for path in ("nowhere", "nowhere/edit"):
        assert client.get(f"/instructor/items/{path}").status_code == 404


@pytest.mark.parametrize("path", ["", "/{item}", "/{item}/edit", "/new?competency=K02"])
def test_every_page_of_the_bank_takes_few_statements(
    client, session, connection, standard, instructor, path
):
    add_bank(session, standard, "K02", count=30)
    session.commit()
    address = "/instructor/items" + path.format(item=first_item(session, standard).public_id)
    client.get(address)
    with counted(connection) as statements:
        assert client.get(address).status_code == 200
    assert len(statements) <= MOST, statements
