"""A small platform with trainees who may sit a quiz as often as they like."""

import secrets
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from flask_migrate import upgrade
from sqlalchemy.orm import Session

from quizzes.delivery.commands import set_quiz_settings
from quizzes.delivery.offers import DEFAULTS
from quizzes.delivery.terms import Purpose
from tests.factories.items import add_bank
from tests.factories.people import add_login
from tests.factories.readiness import join, open_cohort
from tests.factories.standards import add_standard
from webapp import create_app
from webapp.accounts.commands import assign_staff
from webapp.extensions import db
from webapp.permissions import Role
from webapp.settings import Settings

PASSWORD = "a long enough password"
TRAINEES = 8
ITEMS = 6  # of one attempt: few, so that many attempts are handed in
CHEAP_HASHING = {"time_cost": 1, "memory_cost": 8, "parallelism": 1}


@dataclass(frozen=True, slots=True)
class Instance:
    """Where a platform keeps its data; its secret lies in its folder, as in production."""

    folder: Path
    address: str  # of the database

    @property
    def settings(self) -> Settings:
        secret = (self.folder / "secret_key").read_text(encoding="ascii")
        return Settings(self.address, secret, self.folder, password_cost=CHEAP_HASHING)

    @property
    def file(self) -> Path:
        return Path(self.address.removeprefix("sqlite:///"))


def make_instance(folder: Path, address: str) -> Instance:
    """Build a platform in an empty database."""
    (folder / "secret_key").write_text(secrets.token_urlsafe(48), encoding="ascii")
    instance = Instance(folder, address)
    with database_of(instance) as session:
        upgrade()
        standard = add_standard(session)
        for code in ("K01", "K02", "S01"):
            add_bank(session, standard, code)
        settings = replace(
            DEFAULTS[Purpose.TASK_QUIZ],
            item_minimum=ITEMS,
            item_maximum=ITEMS,
            time_limit_minutes=None,
        )
        set_quiz_settings(
            session, standard_id=standard.id, purpose=Purpose.TASK_QUIZ, settings=settings
        )
        cohort = open_cohort(session, standard)
        for number in range(TRAINEES):
            trainee = join(session, cohort, f"學員 {number}")
            add_login(session, [Role.TRAINEE], login=login_of(number), trainee_id=trainee.id)
        instructor, _password = add_login(session, [Role.INSTRUCTOR], login="instructor")
        assign_staff(session, user_id=instructor.id, cohort_id=cohort.id)
        session.commit()
    return instance


def login_of(number: int) -> str:
    """Return the login of one of the trainees."""
    return f"trainee{number}"


@contextmanager
def database_of(instance: Instance):
    """Yield a session on the data of a platform, within an application's context."""
    app = create_app(instance.settings)
    with app.app_context():
        with Session(db.engine, expire_on_commit=False) as session:
            yield session
        db.session.remove()
        db.engine.dispose()
