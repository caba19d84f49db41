"""People in every state that a page has for them, added before the demonstration is served."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from random import Random
from unittest.mock import patch

from sqlalchemy import select
from sqlalchemy.orm import Session

from curriculum.standards.queries import StandardOutline, get_outline
from quizzes.delivery.commands import flag_item
from quizzes.delivery.models import Attempt, AttemptItem
from quizzes.delivery.queries import list_attempt_items
from quizzes.delivery.saving import AnswerPlace, GivenAnswer, save_answer
from quizzes.delivery.terms import Purpose
from quizzes.items.content import Kind
from quizzes.items.kinds import question
from quizzes.items.reading import stored_item
from quizzes.sittings.commands import begin_sitting, confirm_answer, hand_in
from quizzes.trainees.commands import add_cohort, add_trainee, enrol
from quizzes.trainees.models import Cohort
from tests.factories.sittings import quiz_about
from tests.quizzes.items.answers import guessed_raw, right_raw
from webapp import create_app
from webapp.accounts.commands import add_user, assign_staff
from webapp.clock import now, today
from webapp.extensions import db
from webapp.permissions import Role
from webapp.settings import Settings

STANDARD = "APA2654-001v2"
PASSWORD = "only for these tests"
EMPTY_COHORT = "還沒有人的班"
TRAINEES = ("newcomer", "unattached", "keyboard", "player")
ANSWERS = ("blank", "right", "wrong")  # of one question of each kind
KINDS = set(Kind) - {Kind.SHORT_TEXT}  # no shipped question is a short text


def app_of(instance: Path):
    """The application over the database of an instance, in this process."""
    return create_app(
        Settings(
            database_url=f"sqlite:///{instance}/callboard.db",
            secret_key=(instance / "secret_key").read_text(encoding="ascii"),
            instance=instance,
            is_demo=True,
        )
    )


def add_people(instance: Path) -> dict[str, str]:
    """Add the people; return the addresses of what they have under way, by name."""
    with app_of(instance).app_context(), patch("secrets.randbits", Random(7).getrandbits):
        session = db.session()
        standard = get_outline(session, STANDARD)
        cohort = session.scalars(select(Cohort)).first()
        player = _add_trainees(session, cohort, now())
        _add_staff(session, standard, now())
        addresses = Sittings(session, standard, player).addresses()
        session.commit()
        db.engine.dispose()
    return addresses


def _add_trainees(session: Session, cohort: Cohort, moment: datetime) -> int:
    """Add the trainees; return the id of the one who has something under way."""
    for name in TRAINEES:
        trainee = add_trainee(session, name=name, now=moment)
        if name != "unattached":
            enrol(session, cohort=cohort, trainee=trainee, on=today())
        _add_login(session, name, Role.TRAINEE, moment, trainee_id=trainee.id)
    return trainee.id


def _add_staff(session: Session, standard: StandardOutline, moment: datetime) -> None:
    """Add an instructor without a cohort, and one whose cohort has nobody in it."""
    empty = add_cohort(
        session,
        standard_id=standard.id,
        name=EMPTY_COHORT,
        starts_on=today(),
        ends_on=date(today().year + 1, 12, 31),
        now=moment,
    )
    for login in ("idle", "spare"):
        _add_login(session, login, Role.INSTRUCTOR, moment)
    waiting = _add_login(session, "waiting", Role.INSTRUCTOR, moment)
    assign_staff(session, user_id=waiting.id, cohort_id=empty.id)


def _add_login(session: Session, login: str, role: Role, moment: datetime, **more):
    return add_user(
        session, login=login, name=login, password=PASSWORD, roles=[role], now=moment, **more
    )


@dataclass
class Sittings:
    """What one trainee has under way: a question of every kind in every state, and the rest."""

    session: Session
    standard: StandardOutline
    trainee_id: int
    random: Random = field(default_factory=lambda: Random(7))

    def addresses(self) -> dict[str, str]:
        found = self._questions()
        quiz = self._begin(Purpose.TASK_QUIZ, "T1.5")
        items = list_attempt_items(self.session, quiz.id)
        one, other, *_ = (i for i in items if self._kind(i) is Kind.SINGLE_CHOICE)
        self._save(quiz, one, is_right=True)
        flag_item(self.session, item=other, is_flagged=True)
        found["quiz"] = f"/attempts/{quiz.public_id}/{one.position}"
        found["flagged"] = f"/attempts/{quiz.public_id}/{other.position}"
        found["review"] = f"/attempts/{quiz.public_id}/review"
        check = self._begin(Purpose.MODULE_CHECK, "S96")
        found["check"] = f"/attempts/{check.public_id}/1"
        level = self._begin(Purpose.LEVEL_QUIZ, "3")
        found["level"] = f"/attempts/{level.public_id}/1"
        found["result"] = self._result("T2.1")
        return found

    def _questions(self) -> dict[str, str]:
        """Practise until each kind was met in each state; leave the sittings open."""
        found: dict[str, str] = {}
        met: dict[Kind, int] = defaultdict(int)
        for code in sorted(each.code for each in self.standard.competencies.values()):
            attempt = self._begin(Purpose.PRACTICE, code)
            for item in list_attempt_items(self.session, attempt.id) if attempt else ():
                kind = self._kind(item)
                if met[kind] < len(ANSWERS):
                    state = ANSWERS[met[kind]]
                    met[kind] += 1
                    self._put_into(state, attempt, item)
                    found[f"{kind}-{state}"] = f"/attempts/{attempt.public_id}/{item.position}"
            if len(found) == len(KINDS) * len(ANSWERS):
                return found
        raise AssertionError(f"the banks have too few of some kind: {met}")

    def _kind(self, item: AttemptItem) -> Kind:
        return stored_item(item.item_version.content).kind

    def _put_into(self, state: str, attempt: Attempt, item: AttemptItem) -> None:
        if state != "blank":
            self._save(attempt, item, is_right=state == "right")
            confirm_answer(self.session, attempt=attempt, item=item, now=now())

    def _result(self, task: str) -> str:
        attempt = self._begin(Purpose.TASK_QUIZ, task)
        for item in list_attempt_items(self.session, attempt.id):
            self._save(attempt, item, is_right=item.position % 2 == 0)
        hand_in(self.session, attempt=attempt, key="test", by="player", now=now())
        return f"/attempts/{attempt.public_id}/result"

    def _begin(self, purpose: Purpose, subject: str) -> Attempt | None:
        quiz = quiz_about(self.session, self.standard, purpose, subject)
        if quiz is None:
            return None
        return begin_sitting(self.session, quiz=quiz, trainee_id=self.trainee_id, now=now())

    def _save(self, attempt: Attempt, item: AttemptItem, *, is_right: bool) -> None:
        content = stored_item(item.item_version.content)
        raw = right = right_raw(content, item.presentation)
        while raw == right and not is_right:
            raw = guessed_raw(question(content, item.presentation), self.random)
        place = AnswerPlace(attempt.public_id, self.trainee_id, item.position)
        save_answer(self.session, place=place, given=GivenAnswer(raw, 1), now=now())
