"""A trainee whose attempts hold one question of every kind, and what the database holds of them."""

from pathlib import Path

from sqlalchemy import create_engine, select
from sqlalchemy.orm import Session

from curriculum.standards.queries import get_outline
from quizzes.delivery.commands import close_attempt, put_item, start_attempt
from quizzes.delivery.models import Attempt, AttemptItem
from quizzes.delivery.queries import find_open_attempt, find_quiz, latest_responses
from quizzes.delivery.terms import Purpose
from quizzes.items import kinds
from quizzes.items.kinds.shown import Question, Response
from quizzes.items.models import Item, ItemVersion
from quizzes.items.reading import stored_item
from quizzes.trainees.allowances import TimeAllowance
from tests.factories.people import add_trainee
from tests.journeys.answering import fields
from tests.journeys.serving import run
from tests.quizzes.items.answers import right_raw
from webapp.accounts.queries import find_user
from webapp.clock import now

STANDARD = "APA2654-001v2"
COURSE = Path("curriculum/courses") / STANDARD
BANK = "K50"
ITEMS = {
    "single_choice": "K50-02",  # with a figure
    "multiple_choice": "K50-11",
    "numeric": "K50-09",
    "ordering": "K50-21",
    "matching": "K50-01",
    "cloze": "K50-22",
    "short_text": "K50-23",
    "case": "K50-25",  # two choices, a figure to type and one more choice, with a table
}
LOGIN = "lin"


def make_platform(instance: Path) -> str:
    """Set up the shipped standard, one bank and a trainee; return the trainee's password."""
    run(instance, "db", "upgrade")
    run(instance, "standard", "import", str(COURSE / "standard.txt"))
    run(instance, "bank", "load", STANDARD, f"quizzes/banks/{STANDARD}/{BANK}.yaml")
    added = run(instance, "user", "add", LOGIN, "--name", "林予安", "--role", "trainee")
    with Session(_engine(instance)) as session:
        find_user(session, LOGIN).trainee_id = add_trainee(session).id
        session.commit()
    return added.split()[-1]


def _engine(instance: Path):
    return create_engine(f"sqlite:///{instance}/callboard.db")


class Desk:
    """One attempt of the trainee with a question of every kind, kept in the order of ITEMS."""

    def __init__(self, instance: Path, purpose: Purpose = Purpose.PRACTICE) -> None:
        engine = _engine(instance)
        with Session(engine) as session:
            self.attempt_id = _new_attempt(session, purpose).public_id
            session.commit()
        self.engine = engine.execution_options(reads_only=True)

    def path(self, kind: str) -> str:
        return f"/attempts/{self.attempt_id}/{list(ITEMS).index(kind) + 1}"

    def answer(self, kind: str) -> Response:
        """Return the answer that counts; empty where none was saved."""
        with Session(self.engine) as session:
            item = self._item(session, kind)
            saved = latest_responses(session, [item.id])
            return saved[item.id][1] if saved else {}

    def question(self, kind: str) -> Question:
        """Return the question as it was put."""
        with Session(self.engine) as session:
            item = self._item(session, kind)
            content = stored_item(item.item_version.content)
            return kinds.question(content, item.presentation)

    def right_fields(self, kind: str) -> list[tuple[str, str]]:
        """Return the form fields of the right answer."""
        with Session(self.engine) as session:
            item = self._item(session, kind)
            content = stored_item(item.item_version.content)
            return fields(content, right_raw(content, item.presentation))

    def score(self, kind: str) -> float:
        """Return what the saved answer is worth."""
        with Session(self.engine) as session:
            item = self._item(session, kind)
            content = stored_item(item.item_version.content)
            return kinds.score(content, item.presentation, self.answer(kind))

    def is_confirmed(self, kind: str) -> bool:
        with Session(self.engine) as session:
            return self._item(session, kind).confirmed_at is not None

    def is_flagged(self, kind: str) -> bool:
        with Session(self.engine) as session:
            return self._item(session, kind).is_flagged

    def _item(self, session: Session, kind: str) -> AttemptItem:
        position = list(ITEMS).index(kind) + 1
        return session.scalars(
            select(AttemptItem)
            .join(Attempt)
            .where(Attempt.public_id == self.attempt_id, AttemptItem.position == position)
        ).one()


def _new_attempt(session: Session, purpose: Purpose) -> Attempt:
    moment = now()
    trainee_id = find_user(session, LOGIN).trainee_id
    standard = get_outline(session, STANDARD)
    competency = standard.competency(BANK)
    about = {"competency_id": competency.id}
    if purpose is Purpose.TASK_QUIZ:
        about = {"task_id": standard.tasks_of(competency.id)[0].id}
    quiz = find_quiz(session, purpose, **about)
    former = find_open_attempt(session, quiz_id=quiz.id, trainee_id=trainee_id)
    if former:
        close_attempt(session, attempt=former, key="", reply={}, by=LOGIN, now=moment)
    attempt = start_attempt(
        session, quiz=quiz, trainee_id=trainee_id, allowance=TimeAllowance.STANDARD, now=moment
    )
    for position, code in enumerate(ITEMS.values(), 1):
        version = session.scalars(select(ItemVersion).join(Item).where(Item.code == code)).one()
        put_item(
            session,
            attempt=attempt,
            version=version,
            position=position,
            is_first_exposure=True,
            now=moment,
        )
    return attempt
