"""V20: what a form was not made for, it does not change."""

import pytest
from sqlalchemy import select

from quizzes.delivery.models import Attempt, Response
from quizzes.grading.models import Mark
from quizzes.trainees.models import Cohort, Trainee
from tests.security.conftest import PASSWORD
from webapp.accounts.models import CohortStaff, User

EXTRA = {
    "id": "1",
    "public_id": "chosen",
    "role": "administrator",
    "is_admin": "1",
    "is_demo": "1",
    "is_enabled": "",
    "trainee_id": "1",
    "password_hash": "x",
    "created_at": "2000-01-01",
    "created_by": "somebody",
    "score": "1",
    "is_correct": "1",
    "state": "handed_in",
    "seed": "1",
    "deadline_at": "2099-01-01",
    "saved_at": "2000-01-01T00:00:00Z",
}


@pytest.fixture
def columns(session):
    """Return the row of a table as the database holds it now."""

    def of(model, **where):
        session.expire_all()
        row = session.scalars(select(model).filter_by(**where)).unique().one()
        return {column.key: getattr(row, column.key) for column in model.__table__.columns}

    return of


def test_a_new_password_changes_only_the_password(world, browser, columns):
    before = columns(User, login="trainee")
    form = {**EXTRA, "roles": "administrator", "login": "root"}
    form |= {"old": PASSWORD, "new": "another long password", "again": "another long password"}
    assert browser("trainee").post("/account/password", data=form).status_code == 302
    after = columns(User, login="trainee")
    assert {name for name in before if before[name] != after[name]} == {"password_hash"}
    assert browser("trainee").get("/administrator/users").status_code == 403


def test_an_answer_brings_no_score_and_no_time(session, world, browser, columns):
    public_id = world.ids["attempt"]["a"]
    before = columns(Attempt, public_id=public_id)
    marks = len(session.scalars(select(Mark)).all())
    body = {**EXTRA, "seq": 1, "answer": [], "attempt_item_id": 1, "response": {"x": 1}}
    assert browser("trainee").put(f"/attempts/{public_id}/1", json=body).status_code == 200
    form = {**EXTRA, "seq": "2", "flag": "1"}
    assert browser("trainee").post(f"/attempts/{public_id}/1", data=form).status_code == 303
    assert columns(Attempt, public_id=public_id) == before
    assert len(session.scalars(select(Mark)).all()) == marks
    newest = session.scalars(select(Response).order_by(Response.saved_at.desc())).first()
    assert newest.saved_at.year > 2000


def test_handing_in_takes_nothing_but_the_key(world, browser, columns):
    public_id = world.ids["attempt"]["a"]
    before = columns(Attempt, public_id=public_id)
    form = {**EXTRA, "key": "once", "handed_in_at": "2000-01-01"}
    browser("trainee").post(f"/attempts/{public_id}/hand-in", data=form)
    after = columns(Attempt, public_id=public_id)
    assert {n for n in before if before[n] != after[n]} == {"state", "handed_in_at"}
    assert after["handed_in_at"].year > 2000


def test_a_new_login_gets_only_what_the_form_offers(world, browser, columns):
    form = {**EXTRA, "login": "newcomer", "name": "新人", "roles": ["instructor"]}
    browser("administrator").post("/administrator/users/add", data=form)
    row = columns(User, login="newcomer")
    assert (row["trainee_id"], row["is_demo"], row["is_enabled"]) == (None, False, True)
    assert row["public_id"] != "chosen"
    assert row["password_hash"] != "x"


def test_a_cohort_keeps_its_standard_and_its_name_in_addresses(world, browser, columns):
    public_id = world.ids["cohort"]["a"]
    before = columns(Cohort, public_id=public_id)
    form = {**EXTRA, "name": "新名字", "standard_id": "9", "standard": "x"}
    form |= {"starts_on": "2026-09-01", "ends_on": "2026-12-01"}
    answer = browser("administrator").post(f"/administrator/cohorts/{public_id}/edit", data=form)
    assert answer.status_code in {302, 303}
    after = columns(Cohort, public_id=public_id)
    assert {n for n in before if before[n] != after[n]} <= {"name", "starts_on", "ends_on"}
    assert after["name"] == "新名字"


def test_nobody_signs_in_into_more_than_they_have(session, world, browser):
    form = {**EXTRA, "login": "trainee", "password": PASSWORD, "_user_id": "1", "roles": "auditor"}
    trainee = browser(None)
    assert trainee.post("/sign-in", data=form).status_code == 302
    assert trainee.get("/auditor/").status_code == 403
    assert len(session.scalars(select(CohortStaff)).all()) == 4
    assert session.scalar(select(Trainee.name).where(Trainee.name == "trainee")) == "trainee"
