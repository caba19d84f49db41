"""Making the demonstration: the shipped course, a cohort, its eight weeks, and the logins."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from sqlalchemy.orm import Session

from curriculum.icap.reading import read_standard
from curriculum.modules.commands import load_lessons
from curriculum.modules.queries import list_modules
from curriculum.standards.queries import StandardOutline, get_outline, list_standards
from quizzes.items.formats.yaml_bank import read_bank
from quizzes.items.queries import count_published
from quizzes.trainees.commands import add_cohort, add_trainee, enrol
from webapp.accounts.commands import add_user, assign_staff, change_password
from webapp.accounts.passwords import random_password
from webapp.accounts.queries import find_user
from webapp.courses import import_as_proposed, publish_banks
from webapp.demo.history import OWN_SPREAD, WEEKS, Life, leave_open, live
from webapp.demo.people import COHORT_NAME, LOGINS, TRAINEES
from webapp.demo.remarking import make_remarks
from webapp.permissions import Role
from webapp.shipped import bank_files, shipped_document, shipped_lessons, shipped_standards

BY = "demo"
SEED = 20261122


@dataclass(frozen=True, slots=True)
class DemoLogin:
    """A login of the demonstration, with the password that is shown only now."""

    role: Role
    login: str
    name: str
    password: str


def is_made(session: Session) -> bool:
    """Tell whether this database already holds the demonstration."""
    return find_user(session, LOGINS[0][1]) is not None


def make_courses(session: Session, *, now: datetime) -> Iterator[str]:
    """Import every shipped standard with its lessons and banks; yield the code of each."""
    held = {line.code for line in list_standards(session)}
    for code in shipped_standards():
        if code not in held:
            path = shipped_document(code)
            content = path.read_bytes()
            reading = read_standard(content, filename=path.name)
            import_as_proposed(session, content=content, reading=reading, by=BY, now=now)
        standard = get_outline(session, code)
        load_lessons(session, standard=standard, lessons=shipped_lessons(code), now=now)
        files = {file.name: file.read_text(encoding="utf-8") for file in bank_files(code)}
        banks = (read_bank(text, file=name).bank for name, text in files.items())
        publish_banks(session, standard=standard, banks=banks, by=BY, now=now)
        yield code


def make_cohort(session: Session, *, now: datetime) -> Iterator[str]:
    """Let the simulated trainees live their weeks, up to now; yield the name of each."""
    standard = get_outline(session, shipped_standards()[0])
    starts_at = now - timedelta(weeks=WEEKS)
    cohort = add_cohort(
        session,
        standard_id=standard.id,
        name=COHORT_NAME,
        starts_on=starts_at.date(),
        ends_on=(now + timedelta(weeks=2)).date(),
        now=starts_at,
    )
    codes = _codes_with_items(session, standard)
    trainee_ids: dict[str, int] = {}
    for person in TRAINEES:
        trainee = add_trainee(session, name=person.name, number=person.number, now=starts_at)
        enrol(session, cohort=cohort, trainee=trainee, on=starts_at.date())
        trainee_ids[person.name] = trainee.id
        random = Random(f"{SEED}/{person.number}")
        own = {i: random.gauss(0, OWN_SPREAD) for i in standard.competencies}
        life = Life(session, standard, person, trainee.id, random, starts_at, own)
        live(life, codes, ends_at=now - timedelta(days=1))
        if person.name == LOGINS[0][2]:
            life.moment = now - timedelta(hours=1)
            leave_open(life, codes[person.module_count])
        yield person.name
    _add_logins(session, trainee_ids, cohort.id, now=now)
    instructor = next(login for role, login, _name in LOGINS if role is Role.INSTRUCTOR)
    make_remarks(session, standard, trainee_ids, answered_by=instructor, now=now)


def _codes_with_items(session: Session, standard: StandardOutline) -> Sequence[str]:
    published = count_published(session, standard.id)
    return [
        module.competency.code
        for module in list_modules(session, standard)
        if module.competency.id in published
    ]


def _add_logins(
    session: Session, trainee_ids: Mapping[str, int], cohort_id: int, *, now: datetime
) -> None:
    for role, login, name in LOGINS:
        user = add_user(
            session,
            login=login,
            name=name,
            password=random_password(),
            roles=[role],
            trainee_id=trainee_ids.get(name),
            is_demo=True,
            now=now,
        )
        if role in {Role.INSTRUCTOR, Role.ASSESSOR}:
            assign_staff(session, user_id=user.id, cohort_id=cohort_id)


def renew_passwords(session: Session) -> list[DemoLogin]:
    """Give every demo login a new random password and return them, to be shown once."""
    logins = []
    for role, login, name in LOGINS:
        user = find_user(session, login)
        if user is not None:
            password = random_password()
            change_password(session, user=user, password=password)
            logins.append(DemoLogin(role, login, name, password))
    return logins
