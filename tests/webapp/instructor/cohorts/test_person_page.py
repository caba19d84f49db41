from sqlalchemy import select

from tests.factories.readiness import join, open_cohort
from tests.webapp.instructor.cohorts.reading import address, newest_entry, text_of
from webapp.audit.models import AuditEntry
from webapp.permissions import Role


def test_a_trainee_of_another_cohort_is_not_there(client, enter, session, standard, cohort, people):
    stranger = join(session, open_cohort(session, standard, "冬季班"), "王喆")
    enter()
    assert client.get(address(cohort, stranger)).status_code == 404


def test_one_person_is_explained_to_the_answer(client, enter, cohort, people):
    enter()
    page = client.get(f"{address(cohort, people[1])}?task=T1.1")
    said = text_of(page.text)
    assert "林予安的「編列預算」：證據不足" in said
    assert "K01-0" in page.text
    assert "第一次作答這一題，計1。" in said
    assert "S01還沒有可以計入的作答。" in said
    for subject in ("職責T1", "第3級", "第4級", "整份職能基準"):
        assert f"{subject}證據不足" in said


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
