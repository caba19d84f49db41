import pytest
from sqlalchemy import select

from curriculum.errors import ConflictError, InvalidError
from quizzes.trainees.models import Trainee
from tests.factories.people import MOMENT, add_login, add_trainee
from webapp.accounts.commands import (
    add_trainee_login,
    become_trainee,
    change_roles,
    release_staff,
    set_enabled,
)
from webapp.accounts.passwords import is_right_password, new_password
from webapp.accounts.queries import count_by_role, list_user_page
from webapp.permissions import Role


@pytest.fixture(autouse=True)
def inside(app):
    with app.app_context():
        yield


@pytest.fixture
def administrator(session):
    return add_login(session, [Role.ADMINISTRATOR])[0]


def test_the_last_administrator_can_be_neither_disabled_nor_given_up(session, administrator):
    with pytest.raises(ConflictError):
        set_enabled(session, user=administrator, is_enabled=False)
    with pytest.raises(ConflictError):
        change_roles(session, user=administrator, roles=[Role.AUDITOR])
    change_roles(session, user=administrator, roles=[Role.ADMINISTRATOR, Role.AUDITOR])


def test_a_disabled_administrator_is_no_other_administrator(session, administrator):
    other, _ = add_login(session, [Role.ADMINISTRATOR])
    set_enabled(session, user=other, is_enabled=False)
    with pytest.raises(ConflictError):
        set_enabled(session, user=administrator, is_enabled=False)
    set_enabled(session, user=other, is_enabled=True)
    set_enabled(session, user=administrator, is_enabled=False)


def test_a_login_has_a_role(session, administrator):
    with pytest.raises(InvalidError):
        change_roles(session, user=administrator, roles=[])


def test_who_becomes_a_trainee_is_measured_as_one_person(session, administrator):
    become_trainee(session, user=administrator, now=MOMENT)
    assert administrator.trainee_id is None
    change_roles(session, user=administrator, roles=[Role.ADMINISTRATOR, Role.TRAINEE])
    for _ in range(2):
        become_trainee(session, user=administrator, now=MOMENT)
    assert session.scalars(select(Trainee.id)).all() == [administrator.trainee_id]


def test_a_trainees_login_is_the_number_unless_it_is_taken(session):
    trainee, other = add_trainee(session), add_trainee(session)
    trainee.number, other.number = "A001", "a001"
    password = new_password()
    user = add_trainee_login(session, trainee=trainee, password=password, now=MOMENT)
    assert user.login == "a001"
    assert is_right_password(user.password_hash, password.text)
    second = add_trainee_login(session, trainee=other, password=password, now=MOMENT)
    assert second.login.startswith("t-")


def test_logins_are_paged_and_found_by_role_and_by_text(session, administrator):
    for number in range(55):
        add_login(session, [Role.AUDITOR], login=f"u{number:02}", name=f"50%人{number}")
    first = list_user_page(session, role=Role.AUDITOR)
    rest = list_user_page(session, role=Role.AUDITOR, after=first.after)
    assert [len(first.users), len(rest.users), rest.after] == [50, 5, None]
    assert [user.login for user in list_user_page(session, text="U07").users] == ["u07"]
    assert len(list_user_page(session, text="50%人5").users) == 6
    assert list_user_page(session, text="%%").users == []
    assert count_by_role(session).by_role == {Role.AUDITOR: 55, Role.ADMINISTRATOR: 1}


def test_releasing_who_does_not_look_after_a_cohort_changes_nothing(session, administrator):
    release_staff(session, user_id=administrator.id, cohort_id=999)
