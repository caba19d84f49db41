from datetime import timedelta

import pytest

from curriculum.icap.commands import import_document, receive_document
from curriculum.standards.queries import get_standard
from quizzes.trainees.commands import add_cohort, enrol_roster
from quizzes.trainees.rosters import RosterEntry
from tests.factories.documents import small_reading, two_names
from tests.factories.items import add_bank
from tests.factories.people import MOMENT, add_login
from tests.webapp.statements import MOST, counted
from webapp.accounts.commands import add_trainee_login, assign_staff
from webapp.accounts.passwords import new_password
from webapp.clock import today
from webapp.courses import open_course
from webapp.permissions import Role

PAGES = [
    "/administrator/",
    "/administrator/standards",
    "/administrator/standards/XYZ1234-001v1",
    "/administrator/standards/imports/add",
    "/administrator/standards/imports/{waiting}",
    "/administrator/standards/imports/{waiting}/text",
    "/administrator/standards/documents/{waiting}",
    "/administrator/users",
    "/administrator/users/add",
    "/administrator/users/{user}",
    "/administrator/cohorts",
    "/administrator/cohorts/add",
    "/administrator/cohorts/{cohort}",
    "/administrator/cohorts/{cohort}/edit",
]
CHANGES = [
    "users/add",
    "users/{user}/roles",
    "users/{user}/password",
    "users/{user}/enabled",
    "cohorts/add",
    "cohorts/{cohort}/edit",
    "cohorts/{cohort}/members",
    "cohorts/{cohort}/members/list",
    "cohorts/{cohort}/members/{user}/login",
    "cohorts/{cohort}/members/{user}/leave",
    "cohorts/{cohort}/staff",
    "cohorts/{cohort}/staff/{user}/release",
    "standards/imports/add",
    "standards/imports/{waiting}",
    "standards/imports/{waiting}/accept",
    "standards/imports/{waiting}/import",
    "standards/imports/{waiting}/aside",
    "standards/imports/{waiting}/differences",
]


def receive(session, content, *findings):
    return receive_document(
        session, content=content, reading=small_reading(*findings), by="chou", now=MOMENT
    )


@pytest.fixture
def names(app, session):
    """A platform with a standard, a review under way, and a cohort with people."""
    source = receive(session, b"one", two_names())
    import_document(session, source=source, by="chou", now=MOMENT)
    waiting = receive(session, b"two", two_names(), two_names(1))
    standard = open_course(session, standard_code="XYZ1234-001v1")
    add_bank(session, standard, "K01", 1)
    day = today()
    cohort = add_cohort(
        session, standard_id=standard.id, name="秋季班", starts_on=day, ends_on=day, now=MOMENT
    )
    entries = [RosterEntry(n, f"學員{n}", f"A{n}") for n in range(1, 13)]
    trainees = enrol_roster(session, cohort=cohort, entries=entries, on=day, now=MOMENT)
    with app.app_context():
        password = new_password()
        user, _ = add_login(session, [Role.INSTRUCTOR], name="王小明")
        for trainee in trainees[:2]:
            add_trainee_login(session, trainee=trainee, password=password, now=MOMENT)
    assign_staff(session, user_id=user.id, cohort_id=cohort.id)
    session.commit()
    return {"waiting": waiting.public_id, "user": user.public_id, "cohort": cohort.public_id}


@pytest.mark.parametrize("path", PAGES)
def test_every_page_takes_few_statements_whatever_the_data(
    client, connection, sign_in, names, path
):
    sign_in(Role.ADMINISTRATOR)
    client.get(path.format(**names))
    with counted(connection) as statements:
        assert client.get(path.format(**names)).status_code == 200
    assert len(statements) <= MOST, "\n".join(s.replace("\n", " ")[:120] for s in statements)


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATOR])
def test_nobody_but_administrators_sees_them(client, sign_in, names, role):
    sign_in(role)
    assert {client.get(path.format(**names)).status_code for path in PAGES} == {403}


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATOR])
def test_nobody_but_administrators_changes_anything(client, sign_in, names, role):
    sign_in(role)
    for path in CHANGES:
        answer = client.post("/administrator/" + path.format(**names), data={"is_enabled": "0"})
        assert answer.status_code == 403, path


def test_the_pages_speak_english(client, sign_in, names):
    sign_in(Role.ADMINISTRATOR)
    client.post("/language", data={"language": "en"})
    assert {client.get(path.format(**names)).status_code for path in PAGES} == {200}


def test_the_overview_names_what_waits_and_shows_zeros_where_nothing_does(client, sign_in, names):
    sign_in(Role.ADMINISTRATOR)
    page = client.get("/administrator/").text
    assert "3 件事等你處理" in page
    for count, what in [(1, "文件等著檢查"), (2, "項職能沒有題目"), (10, "位學員沒有帳號")]:
        assert f"<b>{count}</b>" in page.split(what)[0][-80:]
    assert "<b>0</b>" in page.split("個班沒有老師")[0][-80:]


def test_an_empty_platform_has_nothing_to_do_but_says_where_to_begin(client, sign_in):
    sign_in(Role.ADMINISTRATOR)
    for path in ("/administrator/", "/administrator/standards", "/administrator/cohorts"):
        page = client.get(path).text
        assert "還沒有職能基準" in page or "還沒有班級" in page
    assert "先匯入一份職能基準" in client.get("/administrator/cohorts/add").text


def test_a_finished_cohort_waits_for_nobody(client, session, sign_in, names):
    day = today() - timedelta(days=1)
    standard = get_standard(session, "XYZ1234-001v1")
    add_cohort(
        session, standard_id=standard.id, name="春季班", starts_on=day, ends_on=day, now=MOMENT
    )
    session.commit()
    sign_in(Role.ADMINISTRATOR)
    assert "3 件事等你處理" in client.get("/administrator/").text


def test_the_standards_page_says_what_was_decided_and_gives_the_file_back(
    client, session, sign_in, names
):
    sign_in(Role.ADMINISTRATOR)
    page = client.get("/administrator/standards/XYZ1234-001v1").text
    assert "small.docx" in page
    assert "編列預算" in page
    answer = client.get(f"/administrator/standards/documents/{names['waiting']}")
    assert answer.data == b"two"
    assert answer.headers["Content-Disposition"] == "attachment; filename=small.docx"
    assert answer.headers["Content-Type"] == "application/octet-stream"


def test_the_menu_marks_the_area_of_the_page(client, sign_in, names):
    sign_in(Role.ADMINISTRATOR)
    page = client.get("/administrator/standards/imports/add").text
    assert 'href="/administrator/standards" aria-current="page"' in page
