import pytest
from sqlalchemy import text

from tests.factories.people import MOMENT
from tests.webapp.statements import MOST, counted
from webapp.audit.commands import record_act
from webapp.audit.queries import PAGE_SIZE, list_entries_about
from webapp.permissions import Role

HOSTILE = "<svg onload=alert(1)>"


def add(session, count=1, actor="chou", action="user.add", subject="lin", **detail):
    for _ in range(count):
        record_act(
            session, actor=actor, roles=[], action=action, subject_kind="user", subject=subject,
            detail=detail, now=MOMENT,
        )  # fmt: skip
    session.commit()


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.ADMINISTRATOR])
def test_auditors_and_administrators_read_the_trail(client, sign_in, session, role):
    add(session, note=HOSTILE, roles=["a", "b"])
    sign_in(role)
    page = client.get("/auditor/").text
    assert "新增帳號" in page
    assert "a、b" in page
    assert HOSTILE not in page


@pytest.mark.parametrize("role", [Role.TRAINEE, Role.INSTRUCTOR, Role.ASSESSOR])
def test_nobody_else_does(client, sign_in, role):
    sign_in(role)
    assert client.get("/auditor/").status_code == 403
    assert client.get("/auditor/check").status_code == 403


def test_the_trail_is_paged_from_the_newest(client, sign_in, session, connection):
    sign_in(Role.AUDITOR)
    add(session, PAGE_SIZE + 4)
    with counted(connection) as statements:
        first = client.get("/auditor/?actor=chou")
    assert len(statements) <= MOST
    assert first.text.count("<tr>") == PAGE_SIZE + 1
    following = first.text.partition('rel="next"')[2].partition('href="')[2].partition('"')[0]
    rest = client.get(following.replace("&amp;", "&"))
    assert rest.text.count("<tr>") == 4 + 1


def test_the_trail_is_filtered_by_actor_and_act(client, sign_in, session):
    sign_in(Role.AUDITOR)
    add(session, actor="wang", action="item.publish", subject="K29-01")
    add(session, actor="chou", action="cohort.add", subject="autumn")
    assert "K29-01" in client.get("/auditor/?actor=WANG").text
    assert "autumn" not in client.get("/auditor/?actor=wang").text
    assert "autumn" in client.get("/auditor/?action=cohort.add").text
    assert "沒有符合的結果" in client.get("/auditor/?actor=nobody").text


@pytest.mark.parametrize("older", ["x", "-1", "9" * 40, "4294967296"])
def test_a_made_up_page_is_answered(client, sign_in, older):
    sign_in(Role.AUDITOR)
    assert client.get(f"/auditor/?older_than={older}&action=%3Csvg").status_code == 200


def test_the_chain_holds_until_an_entry_is_changed(client, sign_in, session):
    sign_in(Role.AUDITOR)
    add(session, 3)
    assert "封條全部完好" in client.get("/auditor/check").text
    protection = "keep_audit_entry_update"
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text(f"DROP TRIGGER {protection} ON audit_entry"))
    else:
        session.execute(text(f"DROP TRIGGER {protection}"))
    session.execute(text("UPDATE audit_entry SET subject = 'someone else' WHERE subject = 'lin'"))
    session.commit()
    assert "對不起來" in client.get("/auditor/check").text


def test_the_acts_on_one_subject_are_found(session):
    add(session, 2, subject="lin")
    add(session, 1, subject="chen")
    assert len(list_entries_about(session, kind="user", subject="lin")) == 2
    assert list_entries_about(session, kind="cohort", subject="lin") == []
