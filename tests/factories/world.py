"""Two cohorts with everybody and everything in them, for tests of who may do what."""

from dataclasses import dataclass, field
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from curriculum.icap.commands import receive_document
from curriculum.standards.queries import StandardOutline
from quizzes.certification.commands import issue_certificates, issue_completion_report
from quizzes.certification.issuing import Office
from quizzes.delivery.models import Attempt
from quizzes.delivery.queries import find_quiz, find_review_quiz
from quizzes.delivery.terms import AttemptState, Purpose
from quizzes.items.models import Item
from quizzes.mastery.recalibration import recalibrate
from quizzes.sittings.commands import begin_sitting
from quizzes.trainees.models import Cohort, Trainee
from tests.factories.documents import small_reading, two_names
from tests.factories.items import add_bank
from tests.factories.people import MOMENT, add_login
from tests.factories.readiness import join, make_ready, open_cohort
from tests.factories.remarks import add_remark
from tests.factories.sitting import go_through
from tests.factories.standards import add_standard
from webapp.accounts.commands import assign_staff
from webapp.accounts.models import User
from webapp.clock import TAIPEI, now
from webapp.permissions import Role

SEALING_KEY = b"only for tests"


@dataclass(slots=True)
class World:
    """Who is there, and the public ids of what belongs to cohort "a" and to cohort "b"."""

    standard: StandardOutline
    users: dict[str, User] = field(default_factory=dict)
    trainees: dict[str, Trainee] = field(default_factory=dict)
    cohorts: dict[str, Cohort] = field(default_factory=dict)
    ids: dict[str, dict[str, str]] = field(default_factory=dict)  # kind → "a" or "b" → public id

    def add_id(self, kind: str, owner: str, public_id: str) -> None:
        self.ids.setdefault(kind, {})[owner] = public_id


# Who signs in: the role, and the cohort that they belong to or look after.
PEOPLE = {
    "trainee": (Role.TRAINEE, "a"),
    "classmate": (Role.TRAINEE, "a"),
    "trainee elsewhere": (Role.TRAINEE, "b"),
    "instructor": (Role.INSTRUCTOR, "a"),
    "instructor elsewhere": (Role.INSTRUCTOR, "b"),
    "assessor": (Role.ASSESSOR, "a"),
    "assessor elsewhere": (Role.ASSESSOR, "b"),
    "administrator": (Role.ADMINISTRATOR, None),
    "auditor": (Role.AUDITOR, None),
}
OWNERS = {"a": "trainee", "b": "trainee elsewhere"}


def make_world(session: Session, *, item_fields: dict | None = None) -> World:
    """Build both cohorts; hashing passwords needs an application's context."""
    standard = add_standard(session)
    for code in ("K01", "K02", "S01"):
        add_bank(session, standard, code, count=16, **(item_fields or {}))
    recalibrate(session, standard=standard, by="test", now=MOMENT)
    world = World(standard)
    world.cohorts = {owner: open_cohort(session, standard, f"{owner}班") for owner in OWNERS}
    for name, (role, cohort) in PEOPLE.items():
        _add_person(session, world, name, role, cohort)
    for owner, name in OWNERS.items():
        _add_belongings(session, world, owner, world.trainees[name])
    _add_shared(session, world)
    session.commit()
    return world


def _add_person(session: Session, world: World, name: str, role: Role, cohort: str | None) -> None:
    fields = {}
    if role is Role.TRAINEE:
        trainee = world.trainees[name] = join(session, world.cohorts[cohort], name)
        fields["trainee_id"] = trainee.id
    user, _password = add_login(session, [role], login=name.replace(" ", "-"), name=name, **fields)
    world.users[name] = user
    if cohort and role is not Role.TRAINEE:
        assign_staff(session, user_id=user.id, cohort_id=world.cohorts[cohort].id)


def _add_belongings(session: Session, world: World, owner: str, trainee: Trainee) -> None:
    cohort = world.cohorts[owner]
    make_ready(session, world.standard, trainee)
    office = Office({"organisation": "練場", "name": "周佳蓉"}, SEALING_KEY, TAIPEI)
    at = MOMENT + timedelta(days=1)
    paper = {"cohort_public_id": cohort.public_id, "office": office, "by": "test", "now": at}
    [certificate] = issue_certificates(
        session, criterion_key="standard", trainees=[trainee.public_id], **paper
    )
    report = issue_completion_report(session, criterion_key="standard", **paper)
    _add_review(session, world, owner, trainee)
    quiz = find_quiz(session, Purpose.TASK_QUIZ, task_id=world.standard.tasks[0].id)
    attempt = begin_sitting(session, quiz=quiz, trainee_id=trainee.id, now=now())
    world.add_id("cohort", owner, cohort.public_id)
    world.add_id("trainee", owner, trainee.public_id)
    world.add_id("certificate", owner, certificate.public_id)
    world.add_id("report", owner, report.public_id)
    world.add_id("attempt", owner, attempt.public_id)
    done = (
        select(Attempt.public_id)
        .where(Attempt.trainee_id == trainee.id, Attempt.state == AttemptState.HANDED_IN)
        .order_by(Attempt.id)
    )
    finished = session.scalars(done).first()
    world.add_id("finished attempt", owner, finished)
    world.add_id(
        "remark", owner, add_remark(session, finished, trainee, is_answered=True).public_id
    )


def _add_review(session: Session, world: World, owner: str, trainee: Trainee) -> None:
    """Let a trainee review for a day what they met in the quizzes."""
    at = MOMENT + timedelta(days=10)
    quiz = find_review_quiz(session, world.standard.id)
    attempt = begin_sitting(session, quiz=quiz, trainee_id=trainee.id, now=at)
    go_through(session, attempt, now=at)
    world.add_id("reviewed attempt", owner, attempt.public_id)


def _add_shared(session: Session, world: World) -> None:
    """Add what belongs to no cohort: a document under review, an item, a login."""
    source = receive_document(
        session, content=b"a file", reading=small_reading(two_names()), by="test", now=MOMENT
    )
    item = session.scalars(select(Item).order_by(Item.id)).first()
    for owner, name in (("a", "instructor"), ("b", "instructor elsewhere")):
        world.add_id("document", owner, source.public_id)
        world.add_id("item", owner, item.public_id)
        world.add_id("login", owner, world.users[name].public_id)
