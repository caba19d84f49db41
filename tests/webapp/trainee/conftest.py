import pytest

from quizzes.mastery.recalibration import recalibrate
from quizzes.trainees.commands import enrol
from quizzes.trainees.models import Trainee
from tests.factories.items import add_bank
from tests.factories.people import MOMENT
from tests.factories.readiness import open_cohort
from tests.factories.standards import add_standard
from webapp.permissions import Role


@pytest.fixture
def course(session):
    """A standard with a bank of 24 items for each of its competencies."""
    standard = add_standard(session)
    for code in ("K01", "K02", "S01"):
        add_bank(session, standard, code, count=24)
    recalibrate(session, standard=standard, by="test", now=MOMENT)
    return standard


@pytest.fixture
def learner(session, course, sign_in):
    """A trainee of a cohort, signed in."""
    user = sign_in(Role.TRAINEE)
    trainee = session.get(Trainee, user.trainee_id)
    enrol(session, cohort=open_cohort(session, course), trainee=trainee, on=MOMENT.date())
    session.commit()
    return trainee
