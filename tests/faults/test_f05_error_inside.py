"""F5: an error at any statement of a hand-in leaves everything as it was, or all of it done."""

import pytest
from sqlalchemy import event, select
from sqlalchemy.exc import OperationalError

from quizzes.delivery.models import Quiz
from quizzes.delivery.queries import list_attempt_items
from quizzes.delivery.saving import AnswerPlace, GivenAnswer, save_answer
from quizzes.delivery.terms import Purpose
from quizzes.sittings.commands import begin_sitting
from tests.faults.instance import PASSWORD, login_of
from tests.faults.invariants import require_sound
from tests.security.snapshots import changed, snapshot
from webapp import create_app
from webapp.accounts.models import User
from webapp.audit.models import AuditEntry
from webapp.clock import now
from webapp.extensions import db


@pytest.fixture
def app(instance):
    app = create_app(instance.settings)
    app.config["WTF_CSRF_ENABLED"] = False
    yield app
    with app.app_context():
        db.engine.dispose()


def answer_a_quiz(app):
    """Start a quiz for the first trainee and answer what it asks; return its public id."""
    with app.app_context():
        session = db.session()
        mine = select(User.trainee_id).where(User.login == login_of(0))
        trainee_id = session.scalars(mine).one()
        quizzes = session.scalars(select(Quiz).where(Quiz.purpose == Purpose.TASK_QUIZ))
        quiz = next(quiz for quiz in quizzes if quiz.task.code == "T1.2")
        attempt = begin_sitting(session, quiz=quiz, trainee_id=trainee_id, now=now())
        for item in list_attempt_items(session, attempt.id):
            place = AnswerPlace(attempt.public_id, trainee_id, item.position)
            choice = item.presentation["options"][0]["id"]
            save_answer(session, place=place, given=GivenAnswer([choice], 1), now=now())
        session.commit()
        return attempt.public_id


class Breaking:
    """Lets the k-th statement, or the commit after the last one, fail as a broken disk would."""

    def __init__(self, engine):
        self.engine = engine
        self.left = 0  # statements until one fails; 0: none does
        self.has_failed = False

    def __enter__(self):
        event.listen(self.engine, "before_cursor_execute", self.at_statement)
        event.listen(self.engine, "commit", self.at_commit)
        return self

    def __exit__(self, *_error):
        event.remove(self.engine, "before_cursor_execute", self.at_statement)
        event.remove(self.engine, "commit", self.at_commit)

    def at_statement(self, *_arguments):
        self.left -= 1
        if self.left == 0:
            self.fail()

    def at_commit(self, _connection):
        self.left -= 1
        if self.left == 0:
            self.fail()

    def fail(self):
        self.has_failed = True
        raise OperationalError("", {}, RuntimeError("injected"))


def test_an_error_at_any_statement_of_a_hand_in_leaves_all_or_nothing(app, instance, figures):
    attempt = answer_a_quiz(app)
    browser = app.test_client()
    browser.post("/sign-in", data={"login": login_of(0), "password": PASSWORD})
    with app.app_context():
        engine = db.engine
    path, statements = f"/attempts/{attempt}/hand-in", 0

    def state():
        with engine.connect() as connection:
            entries = connection.execute(select(AuditEntry.hash)).all()
            return {**snapshot(connection), "audit_entry": repr(entries)}

    before = state()
    with Breaking(engine) as breaking:
        while True:
            breaking.left, breaking.has_failed = statements + 1, False
            answer = browser.post(path, data={"key": "once"})
            if not breaking.has_failed:
                break
            statements += 1
            breaking.left = 0
            assert answer.status_code in {500, 503, 507}, answer.status
            assert changed(before, state()) == [], f"statement {statements} left a part"
    assert answer.status_code == 303
    assert statements > 10
    assert {"attempt", "hand_in", "mark", "audit_entry"} <= set(changed(before, state()))
    require_sound(instance, [])
    figures["f05_statements_that_failed_in_turn"] = statements
