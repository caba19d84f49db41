from itertools import count

import pytest
from flask_migrate import upgrade
from sqlalchemy import create_engine

from quizzes.trainees.models import Cohort
from tests.browsing import ARGUMENTS, chromium_path
from tests.factories.items import add_bank
from tests.factories.people import add_login
from tests.factories.readiness import join, open_cohort
from tests.factories.standards import add_standard
from tests.journeys.serving import serving
from tests.phone.people import PASSWORD, Person, Phone
from webapp import create_app
from webapp.extensions import db
from webapp.permissions import Role
from webapp.settings import Settings

CHEAP_HASHING = {"time_cost": 1, "memory_cost": 8, "parallelism": 1}
numbers = count(1)


@pytest.fixture(scope="module")
def platform(tmp_path_factory):
    """A small course, served by real processes; yield its address and its database."""
    instance = tmp_path_factory.mktemp("platform")
    database = f"sqlite:///{instance}/callboard.db"
    app = create_app(Settings(database, "only for tests", instance, password_cost=CHEAP_HASHING))
    with app.app_context():
        upgrade()
        session = db.session()
        standard = add_standard(session)
        for code in ("K01", "K02", "S01"):
            add_bank(session, standard, code, count=24)
        open_cohort(session, standard)
        db.session.commit()
        db.engine.dispose()
        with serving(instance, SECRET_KEY="only for tests") as address:
            yield app, address, create_engine(database)


def new_person(platform) -> Person:
    """Let somebody new train in the cohort."""
    app, address, engine = platform
    with app.app_context():
        session = db.session()
        trainee = join(session, session.query(Cohort).one(), "林予安")
        user, _ = add_login(
            session, [Role.TRAINEE], login=f"p{next(numbers)}", trainee_id=trainee.id
        )
        db.session.commit()
        return Person(user.login, PASSWORD, trainee.id, address, engine)


@pytest.fixture
def person(platform):
    """Somebody new who trains in the cohort."""
    return new_person(platform)


@pytest.fixture
def other(platform):
    """Somebody else who does."""
    return new_person(platform)


@pytest.fixture
def phone(playwright, tmp_path):
    """A phone that keeps what it keeps on disk, so that its browser can be killed."""
    owned = Phone(playwright, chromium_path(), ARGUMENTS, tmp_path / "profile")
    yield owned
    owned.close()


def pytest_collection_modifyitems(items):
    for item in items:
        if "phone" in getattr(item, "fixturenames", ()):
            item.add_marker("browser")
