import re

import pytest
from sqlalchemy import func, select

from quizzes.trainees.commands import add_cohort
from quizzes.trainees.models import Cohort, Enrolment, Trainee
from quizzes.trainees.queries import list_trainees
from tests.factories.people import MOMENT, add_login
from tests.factories.standards import add_standard
from webapp.accounts.models import CohortStaff, User
from webapp.audit.models import AuditEntry
from webapp.permissions import Role

DAY = MOMENT.date()
PASSWORD = re.compile(r"secret\">([a-z0-9-]{19})<")
HOSTILE = "<svg/onload=alert(1)>"


@pytest.fixture
def standard(session):
    return add_standard(session)


@pytest.fixture
def cohort(session, standard, sign_in):
    sign_in(Role.ADMINISTRATOR, login="chou")
    cohort = add_cohort(
        session, standard_id=standard.id, name="秋季班", starts_on=DAY, ends_on=DAY, now=MOMENT
    )
    session.commit()
    return cohort


@pytest.fixture
def url(cohort):
    return f"/administrator/cohorts/{cohort.public_id}"


def names(session, cohort):
    session.expire_all()
    return [trainee.name for trainee in list_trainees(session, cohort.id)]


def acts(session):
    return [entry.action for entry in session.scalars(select(AuditEntry).order_by(AuditEntry.id))]


def test_a_cohort_is_opened_and_recorded(client, session, standard, sign_in):
    sign_in(Role.ADMINISTRATOR)
    data = {"name": "春季班", "standard": standard.id, "starts_on": "2026-03-01"}
    answer = client.post("/administrator/cohorts/add", data=data | {"ends_on": "2026-02-01"})
    assert answer.status_code == 422
    assert "結訓日不能早於開訓日" in answer.text
    answer = client.post("/administrator/cohorts/add", data=data | {"ends_on": "2026-06-01"})
    cohort = session.scalars(select(Cohort)).one()
    assert answer.headers["Location"].endswith(cohort.public_id)
    assert acts(session)[-1] == "cohort.add"


@pytest.mark.parametrize(
    "data", [{}, {"name": "x", "standard": "999", "starts_on": "2026-03-01", "ends_on": "nie"}]
)
def test_a_cohort_that_cannot_be_is_refused_beside_the_form(
    client, session, standard, sign_in, data
):
    sign_in(Role.ADMINISTRATOR)
    assert client.post("/administrator/cohorts/add", data=data).status_code == 422
    assert session.scalar(select(func.count(Cohort.id))) == 0


def test_a_cohort_gets_another_name_and_period(client, session, cohort, url):
    data = {"name": "冬季班", "starts_on": "2026-12-01", "ends_on": "2027-02-01"}
    assert client.get(f"{url}/edit").status_code == 200
    assert client.post(f"{url}/edit", data=data).status_code == 302
    assert client.post(f"{url}/edit", data=data | {"name": ""}).status_code == 422
    assert client.post(f"{url}/edit", data=data | {"ends_on": "2026-11-30"}).status_code == 422
    session.expire_all()
    assert (session.get(Cohort, cohort.id).name, acts(session)[-1]) == ("冬季班", "cohort.change")


def test_one_trainee_is_added_with_or_without_a_login(client, session, cohort, url):
    assert client.post(f"{url}/members", data={"name": "陳堃"}).status_code == 302
    answer = client.post(
        f"{url}/members", data={"name": "林予安", "number": "A001", "has_login": "y"}
    )
    assert len(PASSWORD.findall(answer.text)) == 1
    user = session.scalars(select(User).where(User.login == "a001")).unique().one()
    assert user.role_set == {Role.TRAINEE}
    assert set(names(session, cohort)) == {"陳堃", "林予安"}
    assert acts(session)[-2:] == ["cohort.enrol", "user.add"]


def test_a_list_is_pasted_once_however_often(client, session, cohort, url):
    data = {"people": "林予安,A001\r\n陳堃\r\n王喆\tA003", "has_logins": "y"}
    answer = client.post(f"{url}/members/list", data=data)
    assert len(PASSWORD.findall(answer.text)) == 3
    answer = client.post(f"{url}/members/list", data=data)
    assert answer.status_code == 302
    assert len(names(session, cohort)) == 3
    assert session.scalar(select(func.count(User.id)).where(User.trainee_id.is_not(None))) == 3


@pytest.mark.parametrize(
    "people",
    [
        "",
        "林予安\n,A2",
        "林予安\n林予安",
        "林予安\n" * 10_000,
        "林予安\n" + "字" * 100,
        "林予安\n陳\u202e堃",
        "林予安\n=cmd|' /C calc'!A0," + "9" * 99,
    ],
)
def test_a_list_with_one_wrong_line_adds_nobody(client, session, cohort, url, people):
    answer = client.post(f"{url}/members/list", data={"people": people})
    assert answer.status_code == 422
    assert "錯誤：" in answer.text
    assert names(session, cohort) == []
    assert session.scalar(select(func.count(Trainee.id))) == 0


def test_logins_are_made_for_one_class_at_a_time(client, session, cohort, url):
    people = "\n".join(f"學員{n},{n}" for n in range(61))
    answer = client.post(f"{url}/members/list", data={"people": people, "has_logins": "y"})
    assert answer.status_code == 422
    assert client.post(f"{url}/members/list", data={"people": people}).status_code == 302
    assert len(names(session, cohort)) == 61


def test_hostile_names_are_text(client, session, cohort, url):
    client.post(f"{url}/members/list", data={"people": f"{HOSTILE},{{{{7*7}}}}"})
    page = client.get(url).text
    assert names(session, cohort) == [HOSTILE]
    assert HOSTILE not in page
    assert "{{7*7}}" in page
    answer = client.post(f"{url}/members/list", data={"people": f"{HOSTILE}\n{HOSTILE}"})
    assert HOSTILE not in answer.text


def test_a_known_number_with_another_name_is_said_beside_the_form(client, session, cohort, url):
    client.post(f"{url}/members", data={"name": "林予安", "number": "A001"})
    answer = client.post(f"{url}/members", data={"name": "陳堃", "number": "A001"})
    assert answer.status_code == 422
    assert "已經是「林予安」的" in answer.text
    assert client.post(f"{url}/members", data={"name": ""}).status_code == 422
    assert names(session, cohort) == ["林予安"]


def test_a_trainee_gets_a_login_once(client, session, cohort, url):
    client.post(f"{url}/members", data={"name": "林予安", "number": "A001"})
    trainee = session.scalars(select(Trainee)).one()
    login = f"{url}/members/{trainee.public_id}/login"
    assert PASSWORD.findall(client.post(login).text)
    assert client.post(login).status_code == 302
    assert session.scalar(select(func.count(User.id)).where(User.trainee_id == trainee.id)) == 1


def test_who_leaves_is_kept_with_all_that_was_measured(client, session, cohort, url):
    client.post(f"{url}/members", data={"name": "林予安"})
    trainee = session.scalars(select(Trainee)).one()
    leave = f"{url}/members/{trainee.public_id}/leave"
    assert client.post(leave).status_code == 302
    assert names(session, cohort) == []
    assert session.scalars(select(Enrolment)).one().left_on is not None
    assert acts(session)[-1] == "cohort.leave"
    assert client.post(leave).status_code == 404


def test_a_trainee_of_another_cohort_cannot_be_touched_from_here(client, session, cohort, url):
    other = add_cohort(
        session, standard_id=cohort.standard_id, name="乙", starts_on=DAY, ends_on=DAY, now=MOMENT
    )
    session.commit()
    client.post(f"/administrator/cohorts/{other.public_id}/members", data={"name": "林予安"})
    trainee = session.scalars(select(Trainee)).one()
    for act in ("leave", "login"):
        assert client.post(f"{url}/members/{trainee.public_id}/{act}").status_code == 404
    assert names(session, other) == ["林予安"]


def test_staff_is_assigned_and_released(app, client, session, cohort, url):
    with app.app_context():
        instructor, _ = add_login(session, [Role.INSTRUCTOR], name="王小明")
        auditor, _ = add_login(session, [Role.AUDITOR])
    session.commit()
    assert client.post(f"{url}/staff", data={"user": instructor.public_id}).status_code == 302
    assert client.post(f"{url}/staff", data={"user": auditor.public_id}).status_code == 404
    assert client.post(f"{url}/staff", data={"user": "nobody"}).status_code == 404
    assert session.scalars(select(CohortStaff.user_id)).all() == [instructor.id]
    assert "王小明" in client.get("/administrator/cohorts").text
    client.post(f"{url}/staff/{instructor.public_id}/release")
    assert session.scalars(select(CohortStaff.user_id)).all() == []
    assert acts(session)[-2:] == ["cohort.assign_staff", "cohort.release_staff"]
