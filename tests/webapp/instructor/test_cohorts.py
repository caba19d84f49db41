import re
from datetime import timedelta
from io import BytesIO

import openpyxl
import pytest
from sqlalchemy import select

from quizzes.mastery.models import ReadinessRecord
from tests.factories.items import add_bank
from tests.factories.readiness import join, make_ready, open_cohort, sit_check
from tests.factories.standards import add_standard
from tests.webapp.statements import MOST, counted
from webapp.accounts.commands import assign_staff
from webapp.audit.models import AuditEntry
from webapp.clock import today
from webapp.permissions import Role

READERS = (Role.INSTRUCTOR, Role.ASSESSOR, Role.ADMINISTRATOR, Role.AUDITOR)


@pytest.fixture
def standard(session):
    standard = add_standard(session)
    for code in ("K01", "S01"):
        add_bank(session, standard, code, count=9)
    return standard


@pytest.fixture
def cohort(session, standard):
    """K02 has no items: T1.1 can be judged, T1.2 cannot."""
    return open_cohort(session, standard)


@pytest.fixture
def people(session, standard, cohort):
    """One who is ready, one who got everything wrong in K01, one who has not begun."""
    ready, unready, silent = (join(session, cohort, name) for name in ("陳堃", "林予安", "羅士傑"))
    make_ready(session, standard, ready)
    sit_check(session, standard, unready, "K01", right=False)
    session.commit()
    return ready, unready, silent


@pytest.fixture
def enter(session, sign_in, cohort):
    """Sign in as one who looks after the cohort."""

    def sign(role=Role.INSTRUCTOR, **fields):
        user = sign_in(role, **fields)
        if role in {Role.INSTRUCTOR, Role.ASSESSOR}:
            assign_staff(session, user_id=user.id, cohort_id=cohort.id)
            session.commit()
        return user

    return sign


def address(cohort, person=None):
    page = f"/instructor/cohorts/{cohort.public_id}"
    return f"{page}/trainees/{person.public_id}" if person else page


def newest_entry(session):
    return session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc())).first()


def text_of(fragment):
    return re.sub(r"\s+", "", re.sub(r"<[^>]+>", "", fragment))


def rows(page):
    """Return name and texts of the cells of every row of the matrix."""
    body = re.search(r'<table class="mx".*?<tbody>(.*?)</tbody>', page, re.DOTALL)[1]
    return [
        [text_of(cell) for cell in re.findall(r"<t[hd].*?</t[hd]>", row, re.DOTALL)]
        for row in re.findall(r"<tr>.*?</tr>", body, re.DOTALL)
    ]


def foot(page):
    part = re.search(r"<tfoot>(.*?)</tfoot>", page, re.DOTALL)[1]
    return {
        text_of(cells[0]): [text_of(cell) for cell in cells[1:]]
        for row in re.findall(r"<tr>.*?</tr>", part, re.DOTALL)
        if (cells := re.findall(r"<t[hd].*?</t[hd]>", row, re.DOTALL))
    }


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


def test_a_trainee_of_another_cohort_is_not_there(client, enter, session, standard, cohort, people):
    stranger = join(session, open_cohort(session, standard, "冬季班"), "王喆")
    enter()
    assert client.get(address(cohort, stranger)).status_code == 404


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


def test_one_person_is_explained_to_the_answer(client, enter, cohort, people):
    enter()
    page = client.get(f"{address(cohort, people[1])}?task=T1.1")
    said = text_of(page.text)
    assert "林予安的「編列預算」：證據不足" in said
    assert "K01-0" in page.text
    assert "第一次作答這一題，計1。" in said
    assert "S01還沒有可以計入的作答。" in said


def test_a_task_that_is_not_there_is_not_found(client, enter, cohort, people):
    enter()
    assert client.get(f"{address(cohort, people[0])}?task=T9.9").status_code == 404


def test_each_look_at_a_person_is_recorded(client, enter, session, cohort, people):
    user = enter(Role.ASSESSOR)
    client.get(f"{address(cohort, people[1])}?task=T1.2")
    entry = newest_entry(session)
    assert (entry.action, entry.actor) == ("trainee.look", user.login)
    assert entry.subject == people[1].public_id
    assert entry.detail == {"cohort": cohort.public_id, "task": "T1.2"}


def test_a_look_that_is_refused_is_not_recorded(client, sign_in, session, cohort, people):
    sign_in(Role.INSTRUCTOR)
    client.get(address(cohort, people[1]))
    assert "trainee.look" not in session.scalars(select(AuditEntry.action)).all()


def test_the_export_holds_everybody_and_no_formula(client, enter, session, cohort, people):
    join(session, cohort, "=1+1")
    enter()
    answer = client.get(f"{address(cohort)}/matrix.csv")
    lines = answer.data.decode("utf-8-sig").splitlines()
    assert lines[0].startswith("姓名,學員編號,T1.1 編列預算 把握,T1.1 編列預算 判定")
    assert len(lines) == 1 + 4 + 3
    assert any(line.startswith("'=1+1,") for line in lines)
    assert newest_entry(session).action == "cohort.export"


def test_the_workbook_says_what_the_page_says(client, enter, cohort, people):
    enter()
    page = client.get(address(cohort)).text
    answer = client.get(f"{address(cohort)}/matrix.xlsx")
    sheet = openpyxl.load_workbook(BytesIO(answer.data)).active
    table = {row[0]: row for row in sheet.iter_rows(values_only=True)}
    assert str(table["陳堃"][2]) == rows(page)[0][1]
    assert table["陳堃"][3] == "就緒"
    assert table["羅士傑"][2:4] == ("", "未評量")
    assert [str(table["就緒人數"][i]) for i in (2, 4, 6)] == foot(page)["就緒人數"]


def test_a_course_that_is_over_shows_no_week(client, enter, cohort, people):
    enter()
    assert "週，共" not in client.get(address(cohort)).text


def test_a_course_that_runs_shows_its_week(client, enter, session, cohort, people):
    cohort.starts_on, cohort.ends_on = today() - timedelta(days=7), today() + timedelta(days=13)
    enter()
    assert "第2週，共3週" in text_of(client.get(address(cohort)).text)
