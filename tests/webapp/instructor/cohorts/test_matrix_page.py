import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from quizzes.mastery.models import ReadinessRecord
from tests.factories.readiness import join, sit_check
from tests.webapp.instructor.cohorts.reading import address, foot, rows, text_of
from tests.webapp.statements import MOST, counted
from webapp.clock import today
from webapp.permissions import Role

READERS = (Role.INSTRUCTOR, Role.ASSESSOR, Role.ADMINISTRATOR, Role.AUDITOR)


@pytest.mark.parametrize("role", READERS)
def test_those_who_may_see_the_cohort_see_its_people(client, enter, cohort, people, role):
    enter(role, name="王小明")
    assert cohort.name in client.get("/instructor/cohorts").text
    page = client.get(address(cohort))
    assert [row[0] for row in rows(page.text)] == ["陳堃", "林予安", "羅士傑"]


def test_a_trainee_sees_no_cohort(client, sign_in, cohort, people):
    sign_in(Role.TRAINEE)
    for page in ("/instructor/cohorts", address(cohort), address(cohort, people[0])):
        assert client.get(page).status_code == 403


@pytest.mark.parametrize("role", [Role.INSTRUCTOR, Role.ASSESSOR])
def test_the_cohort_of_somebody_else_is_not_there(client, sign_in, cohort, people, role):
    sign_in(role)
    assert cohort.name not in client.get("/instructor/cohorts").text
    pages = [address(cohort), f"{address(cohort)}/matrix.csv", f"{address(cohort)}/matrix.xlsx"]
    for page in (*pages, address(cohort, people[0])):
        assert client.get(page).status_code == 404


def test_only_who_is_ready_has_the_last_ground(client, enter, cohort, people):
    enter()
    page = client.get(address(cohort)).text
    ready, unready, silent = rows(page)
    assert ready[-1] == "1／1"
    assert int(ready[1]) >= 90
    assert ready[2].endswith("，不判就緒")  # T1.2 lacks the items of K02
    assert unready[-1] == "0／1"
    assert silent[1:] == ["–還沒作答", "–還沒作答", "0／1"]
    assert page.count('class="c m4"') == 1


def test_borrowed_certainty_is_not_called_ready(client, enter, session, standard, cohort):
    thin = join(session, cohort, "王喆")
    sit_check(session, standard, thin, "K01")
    record = session.scalars(
        select(ReadinessRecord).where(
            ReadinessRecord.trainee_id == thin.id, ReadinessRecord.subject == "T1.1"
        )
    ).one()
    record.probability = 0.97  # S01 was never asked
    enter()
    page = client.get(address(cohort)).text
    assert 'class="c m3 lack"' in page
    assert foot(page)["就緒人數"] == ["0", "缺題", "0"]
    assert "S01的作答太少，先不判定" in text_of(page)


def test_the_foot_adds_up(client, enter, session, cohort, people):
    enter()
    page = client.get(address(cohort)).text
    probability = session.scalar(
        select(ReadinessRecord.probability).where(
            ReadinessRecord.trainee_id == people[0].id, ReadinessRecord.subject == "T1.1"
        )
    )
    expected = f"{1 - probability:.2f}"
    assert foot(page)["預期誤判人數"] == [expected, "–", expected]
    assert foot(page)["就緒人數"] == ["1", "缺題", "1"]
    assert "1人次判為就緒" in text_of(page)


def test_the_head_says_which_tasks_lack_items(client, enter, cohort, people):
    enter()
    assert "，缺K02的題目，不判就緒" in text_of(client.get(address(cohort)).text)


@pytest.mark.parametrize(
    ("sort", "first", "aria"),
    [
        ("name", "林予安", "ascending"),
        ("-name", "陳堃", "descending"),
        ("-T1.1", "陳堃", "descending"),
        ("T1.1", "林予安", "ascending"),
        ("nonsense", "陳堃", "descending"),
    ],
)
@pytest.mark.usefixtures("people")
def test_every_head_sorts(client, enter, cohort, sort, first, aria):
    enter()
    page = client.get(f"{address(cohort)}?sort={sort}").text
    assert rows(page)[0][0] == first
    assert rows(page)[-1][0] == "羅士傑" or "name" in sort
    assert re.findall(r'aria-sort="(\w+)"', page) == [aria]


def test_a_second_press_turns_the_order_round(client, enter, cohort, people):
    enter()
    assert "sort=-T1.1" in client.get(address(cohort)).text
    assert "sort=T1.1" in client.get(f"{address(cohort)}?sort=-T1.1").text


def test_the_gaps_name_who_is_held_back_where(client, enter, cohort, people):
    enter()
    page = text_of(client.get(address(cohort)).text)
    assert "先補這幾項依「補上後能推進多少人的任務」排序。K01預算編列知識2人擋住T1.1、T1.2" in page


def test_who_lacks_one_competency_is_named(client, enter, session, standard, cohort, people):
    near = join(session, cohort, "王喆")
    sit_check(session, standard, near, "K01")
    enter()
    page = client.get(address(cohort)).text
    assert "T1.1：1人只差S01估價與詢價能力王喆" in text_of(page)


def test_a_phone_gets_one_task_in_groups(client, enter, cohort, people):
    enter()
    page = client.get(f"{address(cohort)}?task=T1.1").text
    ranking = text_of(re.search(r'<div class="rank">.*?</section>', page, re.DOTALL)[0])
    assert ranking.index("就緒1人") < ranking.index("陳堃") < ranking.index("林予安")
    assert ranking.endswith("還沒作答1人–羅士傑還沒作答")


def test_the_share_that_is_met_can_be_seen_instead(client, enter, cohort, people):
    enter()
    page = client.get(f"{address(cohort)}?figure=met").text
    assert rows(page)[0][1:3] == ["100", "100"]
    assert rows(page)[1][1:3] == ["0", "0"]
    assert "就緒90以上" not in text_of(page)


def test_more_than_fifty_people_are_paged_and_the_foot_is_of_all(
    client, enter, session, cohort, people
):
    for number in range(60):
        join(session, cohort, f"學員{number:02}")
    enter()
    first = client.get(address(cohort)).text
    second = client.get(f"{address(cohort)}?page=2").text
    assert (len(rows(first)), len(rows(second))) == (50, 13)
    assert foot(first) == foot(second)
    assert "第51–63位，共63位" in text_of(second)
    assert client.get(f"{address(cohort)}?page=99").text.count('class="nm"') == 13


@pytest.mark.usefixtures("standard")
@pytest.mark.parametrize("size", [2, 40])
def test_the_pages_take_few_statements_whatever_the_size(
    client, enter, session, connection, cohort, size
):
    for number in range(size):
        last = join(session, cohort, f"學員{number}")
    enter()
    for page in ("/instructor/cohorts", address(cohort), address(cohort, last)):
        with counted(connection) as statements:
            assert client.get(page).status_code == 200
        assert len(statements) <= MOST, (page, statements)


def test_a_cohort_without_people_says_what_to_do(client, enter, cohort):
    enter()
    page = client.get(address(cohort))
    assert "這班還沒有人" in page.text
    assert "加入學員" not in re.findall(r'class="btn[^>]*>([^<]*)', page.text)
    enter(Role.ADMINISTRATOR)
    assert f"/administrator/cohorts/{cohort.public_id}" in client.get(address(cohort)).text


def test_a_cohort_without_answers_keeps_the_structure_with_zeros(client, enter, session, cohort):
    join(session, cohort, "羅士傑")
    enter()
    page = client.get(address(cohort)).text
    assert "沒有人作答" in page
    assert foot(page) == {
        "這班的中位數": ["–", "–", "0"],
        "就緒人數": ["0", "缺題", "0"],
        "預期誤判人數": ["0.00", "–", "0.00"],
    }


def test_a_course_that_is_over_shows_no_week(client, enter, cohort, people):
    enter()
    assert "週，共" not in client.get(address(cohort)).text


def test_a_course_that_runs_shows_its_week(client, enter, session, cohort, people):
    cohort.starts_on, cohort.ends_on = today() - timedelta(days=7), today() + timedelta(days=13)
    enter()
    assert "第2週，共3週" in text_of(client.get(address(cohort)).text)
