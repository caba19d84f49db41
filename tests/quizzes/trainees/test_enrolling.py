from datetime import timedelta

import pytest

from curriculum.errors import ConflictError, InvalidError
from quizzes.trainees.commands import add_cohort, change_cohort, enrol_roster, leave_cohort
from quizzes.trainees.queries import find_enrolment, list_trainees
from quizzes.trainees.rosters import read_roster
from tests.factories.people import MOMENT
from tests.factories.standards import add_standard

DAY = MOMENT.date()


@pytest.fixture
def cohort(session):
    standard = add_standard(session)
    return add_cohort(
        session, standard_id=standard.id, name="秋季班", starts_on=DAY, ends_on=DAY, now=MOMENT
    )


def enrol(session, cohort, text):
    entries = read_roster(text).entries
    return enrol_roster(session, cohort=cohort, entries=entries, on=DAY, now=MOMENT)


def test_a_list_of_people_joins_the_cohort(session, cohort):
    enrol(session, cohort, "林予安,A001\n陳堃")
    assert {(t.name, t.number) for t in list_trainees(session, cohort.id)} == {
        ("林予安", "A001"), ("陳堃", None),
    }  # fmt: skip


def test_pasting_the_same_list_again_adds_nobody(session, cohort):
    assert len(enrol(session, cohort, "林予安,A001\n陳堃")) == 2
    assert enrol(session, cohort, "林予安,A001\n陳堃") == []
    assert len(list_trainees(session, cohort.id)) == 2


def test_a_known_number_is_the_same_person_in_another_cohort(session, cohort):
    [first] = enrol(session, cohort, "林予安,A001")
    other = add_cohort(
        session, standard_id=cohort.standard_id, name="乙", starts_on=DAY, ends_on=DAY, now=MOMENT
    )
    assert enrol(session, other, "林予安,A001") == [first]


def test_a_known_number_with_another_name_adds_nobody(session, cohort):
    enrol(session, cohort, "林予安,A001")
    with pytest.raises(ConflictError, match="belongs to “林予安”"):
        enrol(session, cohort, "陳堃\n王小明,A001")
    assert len(list_trainees(session, cohort.id)) == 1


def test_who_left_comes_back(session, cohort):
    [trainee] = enrol(session, cohort, "林予安,A001")
    enrolment = find_enrolment(session, cohort_id=cohort.id, trainee_id=trainee.id)
    leave_cohort(session, enrolment=enrolment, on=DAY)
    assert list_trainees(session, cohort.id) == []
    assert enrol(session, cohort, "林予安,A001") == [trainee]
    assert len(list_trainees(session, cohort.id)) == 1


def test_a_cohort_gets_another_name_and_period(session, cohort):
    change_cohort(session, cohort=cohort, name=" 冬季班 ", starts_on=DAY, ends_on=DAY)
    assert cohort.name == "冬季班"
    with pytest.raises(InvalidError):
        change_cohort(
            session, cohort=cohort, name="春", starts_on=DAY, ends_on=DAY - timedelta(days=1)
        )
    with pytest.raises(InvalidError):
        change_cohort(session, cohort=cohort, name=" ", starts_on=DAY, ends_on=DAY)
