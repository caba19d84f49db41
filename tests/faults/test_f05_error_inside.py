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


def begin(session, quiz):
    """Start a quiz for the first trainee."""
    mine = select(User.trainee_id).where(User.login == login_of(0))
    trainee_id = session.scalars(mine).one()
    return begin_sitting(session, quiz=quiz, trainee_id=trainee_id, now=now())


def answer_a_quiz(app):
    """Start a quiz and answer what it asks; return its public id."""
    with app.app_context():
        session = db.session()
        quizzes = session.scalars(select(Quiz).where(Quiz.purpose == Purpose.TASK_QUIZ))
        quiz = next(quiz for quiz in quizzes if quiz.task.code == "T1.2")
        attempt = begin(session, quiz)
        for item in list_attempt_items(session, attempt.id):
            place = AnswerPlace(attempt.public_id, attempt.trainee_id, item.position)
            choice = item.presentation["options"][0]["id"]
            save_answer(session, place=place, given=GivenAnswer([choice], 1), now=now())
        session.commit()
        return attempt.public_id


def begin_a_level_quiz(app):
    """Start the quiz of a level; return its public id and a choice of its first question."""
    with app.app_context():
        session = db.session()
        is_of_level = (Quiz.purpose == Purpose.LEVEL_QUIZ) & (Quiz.level == 4)
        attempt = begin(session, session.scalars(select(Quiz).where(is_of_level)).one())
        [item] = list_attempt_items(session, attempt.id)
        session.commit()
        return attempt.public_id, item.presentation["options"][0]["id"]


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


@pytest.fixture
def browser(app):
    browser = app.test_client()
    browser.post("/sign-in", data={"login": login_of(0), "password": PASSWORD})
    return browser


def fail_in_turn(app, send):
    """Send a request until nothing of it fails; return how often it failed and what it changed."""
    with app.app_context():
        engine = db.engine

    def state():
        with engine.connect() as connection:
            entries = connection.execute(select(AuditEntry.hash)).all()
            return {**snapshot(connection), "audit_entry": repr(entries)}

    before, statements = state(), 0
    with Breaking(engine) as breaking:
        while True:
            breaking.left, breaking.has_failed = statements + 1, False
            answer = send()
            if not breaking.has_failed:
                break
            statements += 1
            breaking.left = 0
            assert answer.status_code in {500, 503, 507}, answer.status
            assert changed(before, state()) == [], f"statement {statements} left a part"
    assert answer.status_code == 303
    return statements, set(changed(before, state()))


def test_an_error_at_any_statement_of_a_hand_in_leaves_all_or_nothing(
    app, browser, instance, figures
):
    attempt = answer_a_quiz(app)
    path = f"/attempts/{attempt}/hand-in"
    statements, moved = fail_in_turn(app, lambda: browser.post(path, data={"key": "once"}))
    assert statements > 10
    assert {"attempt", "hand_in", "mark", "audit_entry"} <= moved
    require_sound(instance, [])
    figures["f05_statements_that_failed_in_turn"] = statements


def test_an_error_between_an_answer_and_the_next_item_of_a_level_quiz_leaves_neither(app, browser):
    attempt, choice = begin_a_level_quiz(app)
    form = {"seq": 1, "answer": choice}
    statements, moved = fail_in_turn(app, lambda: browser.post(f"/attempts/{attempt}/1", data=form))
    assert statements > 10
    assert {"response", "mark", "attempt_item"} <= moved
    assert browser.get(f"/attempts/{attempt}").headers["Location"].endswith("/2")
