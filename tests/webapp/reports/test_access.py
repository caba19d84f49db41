import pytest

from tests.webapp.certified import certified_world, issue_certificate, issue_report
from webapp.accounts.models import CohortStaff
from webapp.permissions import Role


@pytest.fixture
def issued(client, session, sign_in):
    world = certified_world(session)
    world.certificate = issue_certificate(client, sign_in, world)
    world.report = issue_report(client, sign_in, world)
    return world


def report_paths(world):
    base = f"/reports/completion/{world.report}"
    return [base, f"{base}.pdf", f"{base}.xlsx", f"{base}.csv", f"{base}/1.svg"]


def certificate_paths(world):
    base = f"/reports/certificates/{world.certificate}"
    return [f"{base}.pdf", f"{base}.svg"]


def statuses(client, paths):
    return {client.get(path).status_code for path in paths}


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.AUDITOR])
def test_administrators_and_auditors_read_all(client, sign_in, issued, role):
    sign_in(role)
    paths = [*report_paths(issued), *certificate_paths(issued)]
    assert statuses(client, paths) == {200}
    assert "秋季班" in client.get("/reports/completion").text


@pytest.mark.parametrize("role", [Role.INSTRUCTOR, Role.ASSESSOR])
def test_staff_read_only_the_reports_of_their_cohorts(client, session, sign_in, issued, role):
    user = sign_in(role)
    paths = [*report_paths(issued), *certificate_paths(issued)]
    assert statuses(client, paths) == {404}
    assert "秋季班" not in client.get("/reports/completion").text
    session.add(CohortStaff(user_id=user.id, cohort_id=issued.cohort.id))
    session.commit()
    assert statuses(client, paths) == {200}
    assert "秋季班" in client.get("/reports/completion").text


def test_a_trainee_reads_only_the_own_certificate(client, sign_in, issued):
    sign_in(Role.TRAINEE, trainee_id=issued.ready.id, name="陳堃")
    assert statuses(client, certificate_paths(issued)) == {200}
    assert issued.certificate in client.get("/reports/certificates/mine").text
    assert statuses(client, report_paths(issued)) == {403}
    sign_in(Role.TRAINEE)
    assert statuses(client, certificate_paths(issued)) == {404}
    assert "還沒有證書" in client.get("/reports/certificates/mine").text


def test_nobody_reads_files_without_signing_in(client, issued):
    client.post("/sign-out")
    paths = [*report_paths(issued), *certificate_paths(issued), "/reports/certificates/mine"]
    assert statuses(client, paths) == {302}


@pytest.mark.parametrize("role", [Role.TRAINEE, Role.INSTRUCTOR, Role.ASSESSOR, Role.AUDITOR])
def test_only_administrators_issue_and_end(client, sign_in, issued, role):
    sign_in(role)
    cohort = issued.cohort.public_id
    for path in (
        f"/administrator/completion/{cohort}",
        f"/administrator/certificates/issue/{cohort}",
        f"/administrator/certificates/{issued.certificate}/revoke",
        f"/administrator/certificates/{issued.certificate}/reissue",
    ):
        assert client.post(path, data={"revoke-reason": "x"}).status_code == 403


def test_an_auditor_sees_the_pages_without_their_buttons(client, sign_in, issued):
    sign_in(Role.AUDITOR)
    for path, button in (
        (f"/administrator/completion/{issued.cohort.public_id}", "產生報告</button>"),
        (f"/administrator/certificates/{issued.certificate}", "撤銷這張證書"),
    ):
        page = client.get(path)
        assert page.status_code == 200
        assert button not in page.text
