import pytest
from sqlalchemy import event, select

from tests.factories.readiness import join
from tests.webapp.certified import certified_world, issue_certificate, issue_report
from webapp.audit.models import AuditEntry
from webapp.permissions import Role


@pytest.fixture
def world(session):
    return certified_world(session)


def acts(session):
    session.expire_all()
    return list(session.scalars(select(AuditEntry.action).order_by(AuditEntry.id)))


def test_the_preview_says_who_is_ready_and_what_the_others_lack(client, sign_in, world):
    sign_in(Role.ADMINISTRATOR)
    page = client.get(f"/administrator/completion/{world.cohort.public_id}").text
    assert "1 人" in page
    assert "可以發證書" in page
    assert f'value="{world.ready.public_id}"' in page
    assert f'value="{world.unready.public_id}"' not in page
    assert "作答太少" in page


def test_another_criterion_can_be_chosen(client, sign_in, world):
    sign_in(Role.ADMINISTRATOR)
    base = f"/administrator/completion/{world.cohort.public_id}"
    assert "工作任務 T1.2 預估票房已就緒" in client.get(f"{base}?criterion=task:T1.2").text
    assert client.get(f"{base}?criterion=task:T9.9").status_code == 422


def test_issuing_is_recorded_and_shown(client, session, sign_in, world):
    public_id = issue_certificate(client, sign_in, world)
    issue_report(client, sign_in, world)
    assert "certificate.issue" in acts(session)
    assert "report.issue" in acts(session)
    page = client.get(f"/administrator/completion/{world.cohort.public_id}").text
    assert "人都領到證書了" in page
    assert "第 1 號" in page
    assert "陳堃" in client.get(f"/administrator/certificates/{public_id}").text


def test_a_person_who_is_not_ready_cannot_be_slipped_in(client, session, sign_in, world):
    sign_in(Role.ADMINISTRATOR)
    answer = client.post(
        f"/administrator/certificates/issue/{world.cohort.public_id}",
        data={"criterion": "standard", "trainee": [world.unready.public_id]},
    )
    assert answer.status_code == 409
    assert "林予安" in answer.text
    assert "certificate.issue" not in acts(session)


def test_revoking_needs_a_reason(client, session, sign_in, world):
    public_id = issue_certificate(client, sign_in, world)
    answer = client.post(f"/administrator/certificates/{public_id}/revoke", data={})
    assert answer.status_code == 422
    assert "寫下原因" in answer.text
    assert "certificate.revoke" not in acts(session)


def test_a_certificate_is_revoked_once(client, session, sign_in, world):
    public_id = issue_certificate(client, sign_in, world)
    path = f"/administrator/certificates/{public_id}/revoke"
    assert client.post(path, data={"revoke-reason": "登錄有誤"}).status_code == 302
    assert client.post(path, data={"revoke-reason": "登錄有誤"}).status_code == 422
    page = client.get(f"/administrator/certificates/{public_id}").text
    assert "已撤銷" in page
    assert "撤銷這張證書" not in page
    assert acts(session).count("certificate.revoke") == 1


def test_a_reissue_leads_to_the_new_certificate(client, session, sign_in, world):
    public_id = issue_certificate(client, sign_in, world)
    answer = client.post(
        f"/administrator/certificates/{public_id}/reissue",
        data={"reissue-reason": "姓名更正"},
        follow_redirects=True,
    )
    assert public_id not in answer.request.path
    assert "已換發證書" in answer.text
    assert "已換發" in client.get(f"/administrator/certificates/{public_id}").text
    assert "certificate.reissue" in acts(session)


def test_a_cohort_without_trainees_can_be_looked_at(client, session, sign_in, world):
    from tests.factories.readiness import open_cohort

    empty = open_cohort(session, world.standard, "空班")
    session.commit()
    sign_in(Role.ADMINISTRATOR)
    assert "這班還沒有學員" in client.get(f"/administrator/completion/{empty.public_id}").text
    answer = client.post(f"/administrator/completion/{empty.public_id}", data={})
    assert answer.status_code == 409


def test_every_page_takes_a_fixed_number_of_statements(client, session, connection, sign_in, world):
    certificate = issue_certificate(client, sign_in, world)
    report = issue_report(client, sign_in, world)
    for number in range(20):
        join(session, world.cohort, f"學員{number}")
    session.commit()
    paths = [
        "/administrator/completion",
        f"/administrator/completion/{world.cohort.public_id}",
        "/administrator/certificates",
        f"/administrator/certificates/{certificate}",
        "/reports/completion",
        f"/reports/completion/{report}",
        f"/c/{certificate}",
    ]
    for path in paths:
        client.get(path)
        statements = []

        def count(_connection, _cursor, statement, *_rest, counted=statements):
            if not statement.startswith(("SAVEPOINT", "RELEASE", "ROLLBACK")):
                counted.append(statement)

        event.listen(connection, "before_cursor_execute", count)
        try:
            assert client.get(path).status_code == 200
        finally:
            event.remove(connection, "before_cursor_execute", count)
        assert len(statements) <= 12, path + "\n" + "\n".join(s[:100] for s in statements)
