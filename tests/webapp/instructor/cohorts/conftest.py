import pytest

from quizzes.mastery.recalibration import recalibrate
from tests.factories.items import add_bank
from tests.factories.people import MOMENT
from tests.factories.readiness import join, make_ready, open_cohort, sit_check
from tests.factories.standards import add_standard
from webapp.accounts.commands import assign_staff
from webapp.permissions import Role


@pytest.fixture
def standard(session):
    standard = add_standard(session)
    for code in ("K01", "S01"):
        add_bank(session, standard, code, count=9)
    recalibrate(session, standard=standard, by="test", now=MOMENT)
    return standard


@pytest.fixture
def cohort(session, standard):
    """K02 has no items: T1.1 can be judged, T1.2 cannot."""
    return open_cohort(session, standard)


@pytest.fixture
def people(session, standard, cohort):
    """One who is ready, one who got everything wrong in K01, one who has not begun."""
    ready, unready, silent = (join(session, cohort, name) for name in ("陳堃", "林予安", "羅士傑"))
    make_ready(session, standard, ready)
    sit_check(session, standard, unready, "K01", right=False)
    session.commit()
    return ready, unready, silent


@pytest.fixture
def enter(session, sign_in, cohort):
    """Sign in as one who looks after the cohort."""

    def sign(role=Role.INSTRUCTOR, **fields):
        user = sign_in(role, **fields)
        if role in {Role.INSTRUCTOR, Role.ASSESSOR}:
            assign_staff(session, user_id=user.id, cohort_id=cohort.id)
            session.commit()
        return user

    return sign
