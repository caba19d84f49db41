import html
import re

import pytest
from sqlalchemy import select

from tests.factories.people import add_login
from webapp.accounts.models import User
from webapp.audit.models import AuditEntry
from webapp.permissions import Role

PASSWORD = re.compile(r"secret\">([a-z0-9-]{19})<")
HOSTILE = "<svg onload=alert(1)>"


@pytest.fixture
def administrator(sign_in):
    return sign_in(Role.ADMINISTRATOR, login="chou", name="周佳蓉")


def other(app, session, *roles, **fields):
    with app.app_context():
        user, _ = add_login(session, roles or [Role.INSTRUCTOR], **fields)
    session.commit()
    return user


def acts(session):
    return [(e.action, e.subject) for e in session.scalars(select(AuditEntry)) if "." in e.action]


def fresh(session, user):
    session.expire_all()
    return session.get(User, user.id)


def test_a_new_login_gets_a_password_that_is_shown_once_and_signs_in(
    client, session, administrator
):
    answer = client.post(
        "/administrator/users/add",
        data={"login": "Wang", "name": "王小明", "roles": ["instructor", "assessor"]},
    )
    [password] = PASSWORD.findall(answer.text)
    assert answer.headers["Cache-Control"] == "no-store"
    assert ("user.add", "wang") in acts(session)
    user = session.scalars(select(User).where(User.login == "wang")).unique().one()
    assert user.role_set == {Role.INSTRUCTOR, Role.ASSESSOR}
    assert password not in client.get(f"/administrator/users/{user.public_id}").text
    assert password not in str([entry.detail for entry in session.scalars(select(AuditEntry))])
    client.post("/sign-out")
    answer = client.post("/sign-in", data={"login": "wang", "password": password})
    assert answer.status_code == 302


def test_a_new_trainee_is_measured(client, session, administrator):
    client.post(
        "/administrator/users/add", data={"login": "lin", "name": "林予安", "roles": ["trainee"]}
    )
    assert session.scalar(select(User.trainee_id).where(User.login == "lin")) is not None


@pytest.mark.parametrize(
    "data",
    [
        {"login": "chou", "name": "周", "roles": ["auditor"]},
        {"login": "", "name": "周", "roles": ["auditor"]},
        {"login": "a b", "name": "周", "roles": ["auditor"]},
        {"login": "x" * 61, "name": "周", "roles": ["auditor"]},
        {"login": "neu", "name": "", "roles": ["auditor"]},
        {"login": "neu", "name": "周", "roles": []},
        {"login": "neu", "name": "周", "roles": ["owner"]},
    ],
)
def test_a_login_that_cannot_be_is_refused_beside_the_form(client, session, administrator, data):
    answer = client.post("/administrator/users/add", data=data)
    assert answer.status_code == 422
    assert session.scalar(select(User.id).where(User.login != "chou")) is None


def test_fields_that_the_form_does_not_have_change_nothing(client, session, administrator):
    client.post(
        "/administrator/users/add",
        data={
            "login": "wang", "name": "王", "roles": ["instructor"],
            "is_demo": "1", "trainee_id": "1", "id": "99", "password": "chosen by them",
        },
    )  # fmt: skip
    user = session.scalars(select(User).where(User.login == "wang")).unique().one()
    assert (user.is_demo, user.trainee_id, user.id == 99) == (False, None, False)


def test_roles_are_changed_and_recorded(app, client, session, administrator):
    user = other(app, session)
    answer = client.post(
        f"/administrator/users/{user.public_id}/roles", data={"roles": ["auditor"]}
    )
    assert answer.status_code == 302
    assert fresh(session, user).role_set == {Role.AUDITOR}
    entry = session.scalars(
        select(AuditEntry).where(AuditEntry.action == "user.change_roles")
    ).one()
    assert entry.detail == {"before": ["instructor"], "after": ["auditor"]}
    assert entry.actor == "chou"


@pytest.mark.parametrize("path", ["roles", "enabled"])
def test_the_last_administrator_cannot_be_removed(client, session, administrator, path):
    answer = client.post(
        f"/administrator/users/{administrator.public_id}/{path}",
        data={"roles": ["auditor"], "is_enabled": "0"},
    )
    assert answer.status_code == 422
    assert "最後一個管理者" in answer.text
    user = fresh(session, administrator)
    assert (user.role_set, user.is_enabled) == ({Role.ADMINISTRATOR}, True)


def test_a_disabled_login_is_kept_out_at_its_next_request(app, client, session, administrator):
    user = other(app, session, Role.AUDITOR, login="audit")
    client.post(f"/administrator/users/{user.public_id}/enabled", data={"is_enabled": "0"})
    assert not fresh(session, user).is_enabled
    client.post(f"/administrator/users/{user.public_id}/enabled", data={"is_enabled": "1"})
    assert fresh(session, user).is_enabled
    assert acts(session).count(("user.set_enabled", "audit")) == 2


def test_a_password_is_reset_for_others_and_not_for_oneself(app, client, session, administrator):
    user = other(app, session, Role.AUDITOR, login="audit")
    before = user.password_hash
    answer = client.post(f"/administrator/users/{user.public_id}/password")
    assert PASSWORD.findall(answer.text)
    assert fresh(session, user).password_hash != before
    answer = client.post(f"/administrator/users/{administrator.public_id}/password")
    assert answer.headers["Location"] == "/account"


def test_names_are_text_wherever_they_are_shown(app, client, session, administrator):
    user = other(app, session, Role.AUDITOR, name=HOSTILE, login="u1")
    for path in ("", f"/{user.public_id}", "?q=%3Csvg", "?role=%3Csvg%3E&after=%3Csvg%3E"):
        page = client.get("/administrator/users" + path).text
        assert HOSTILE not in page
        assert path.startswith("?role") or html.escape(HOSTILE) in page


def test_an_unknown_login_is_not_there(client, administrator):
    assert client.get("/administrator/users/nobody").status_code == 404
    assert client.post("/administrator/users/nobody/password").status_code == 404
