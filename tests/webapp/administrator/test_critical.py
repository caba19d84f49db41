"""關鍵職能: chosen by an administrator, in force from the next calibration on."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from quizzes.mastery.commands import find_differences
from quizzes.mastery.recalibration import recalibrate
from tests.factories.items import add_bank
from tests.factories.people import MOMENT
from tests.factories.readiness import join, open_cohort, sit_check
from tests.factories.standards import add_standard
from tests.security.snapshots import changed, snapshot
from tests.webapp.statements import MOST, counted
from webapp.administrator.critical import ACTION
from webapp.audit.models import AuditEntry
from webapp.jobs import calibrate_at_night
from webapp.permissions import Role

STANDARD = "/administrator/standards/XYZ1234-001v1"
PAGE = f"{STANDARD}/critical"
CHOSEN = {"knowledge": ["K02"], "skills": ["S01"], "because": "委員會決議"}


@pytest.fixture
def standard(session):
    standard = add_standard(session)
    for code in ("K01", "K02", "S01"):
        add_bank(session, standard, code, count=9)
    recalibrate(session, standard=standard, by="system", now=MOMENT - timedelta(days=1))
    session.commit()
    return standard


def ticked(page):
    boxes = re.findall(r"<input[^>]*type=\"checkbox\"[^>]*>", page)
    return [re.search(r'value="(\w+)"', box)[1] for box in boxes if " checked" in box]


def test_what_is_chosen_is_kept_with_who_and_why(client, sign_in, session, standard):
    admin = sign_in(Role.ADMINISTRATOR)
    assert ticked(client.get(PAGE).text) == []
    saved = client.post(PAGE, data=CHOSEN)
    assert (saved.status_code, saved.location) == (302, STANDARD)
    entry = session.scalar(select(AuditEntry).where(AuditEntry.action == ACTION))
    assert (entry.actor, entry.subject) == (admin.login, "XYZ1234-001v1")
    assert entry.detail == {"added": ["K02", "S01"], "removed": [], "because": "委員會決議"}
    page = client.get(PAGE).text
    assert ticked(page) == ["K02", "S01"]
    assert "加上 K02、S01" in page
    assert "委員會決議" in page
    shown = client.get(STANDARD).text
    assert "票房預估知識" in shown.partition('id="critical-h"')[2].partition("</section>")[0]


def test_it_counts_after_the_calibration_of_the_night(app, client, sign_in, session, standard):
    cohort = open_cohort(session, standard)
    trainee = join(session, cohort, "陳堃")
    sit_check(session, standard, trainee, "K02")
    session.commit()
    sign_in(Role.ADMINISTRATOR)
    client.post(PAGE, data=CHOSEN)
    page = client.get(PAGE).text
    assert "沒有關鍵職能" in page
    assert "改過的還沒算進去" in page
    calibrate_at_night(app)
    page = client.get(PAGE).text
    assert "沒有關鍵職能" not in page
    assert "改過的還沒算進去" not in page
    assert "關鍵</span>" in client.get(f"{STANDARD}/calibrations/2").text
    assert "關鍵</span>" not in client.get(f"{STANDARD}/calibrations/1").text
    assert find_differences(session, standard=standard, trainee_ids=[trainee.id]) == []
    calibrate_at_night(app)
    assert client.get(f"{STANDARD}/calibrations/3").status_code == 404


def test_a_trainee_reads_which_competencies_of_a_task_are_critical(
    app, client, sign_in, session, standard
):
    me = join(session, open_cohort(session, standard), "陳堃")
    session.commit()
    sign_in(Role.ADMINISTRATOR)
    client.post(PAGE, data=CHOSEN)
    sign_in(Role.TRAINEE, trainee_id=me.id)
    assert "關鍵" not in client.get("/tasks/T1.2").text
    calibrate_at_night(app)
    page = client.get("/tasks/T1.2").text
    assert page.count("關鍵</span>") == 2
    assert "「關鍵」的職能不能有明顯缺口" in page


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"because": " "}, "寫下理由"),
        ({"because": "長" * 501}, "理由最多 500 個字"),
        ({"knowledge": ["K99"]}, "K99"),
        ({"skills": ["K01"]}, "K01"),
    ],
)
def test_what_is_wrong_is_said_and_changes_nothing(
    client, sign_in, connection, standard, wrong, said
):
    sign_in(Role.ADMINISTRATOR)
    before = snapshot(connection)
    refused = client.post(PAGE, data=CHOSEN | wrong)
    assert refused.status_code == 422
    assert said in refused.text
    assert changed(before, snapshot(connection)) == []


def test_nothing_chosen_anew_leaves_no_trace(client, sign_in, connection, standard):
    sign_in(Role.ADMINISTRATOR)
    client.post(PAGE, data=CHOSEN)
    before = snapshot(connection)
    assert client.post(PAGE, data=CHOSEN).location == PAGE
    assert changed(before, snapshot(connection)) == []


def test_the_page_takes_few_statements(connection, client, sign_in, standard):
    sign_in(Role.ADMINISTRATOR)
    with counted(connection) as statements:
        client.get(PAGE)
    assert len(statements) <= MOST
