"""Before a quiz: what it is, how it goes, and the start."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from flask import Blueprint, redirect, render_template, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from curriculum.errors import NotFoundError
from curriculum.standards.queries import StandardOutline
from quizzes.delivery.queries import (
    find_attempt_to_close,
    find_level_quiz,
    find_open_attempt,
    find_quiz,
)
from quizzes.delivery.record import Try, list_durations, list_tries
from quizzes.delivery.terms import AttemptState, Purpose
from quizzes.items.queries import PublishedItem, list_published
from quizzes.mastery.explanation import claim_sentence
from quizzes.mastery.measuring import History, measured
from quizzes.mastery.policy import CLAIM_MINIMUM_ITEMS, LEVEL_BUDGET
from quizzes.mastery.queries import get_history, supported_levels
from quizzes.mastery.scopes import task_keys
from quizzes.sittings.asking import may_check, most_asked
from quizzes.sittings.commands import begin_sitting, close_if_overdue
from quizzes.sittings.level_quiz import LevelProgress
from quizzes.sittings.subjects import competency_ids_of
from quizzes.sittings.timing import usual_time
from quizzes.trainees.commands import hold_trainees
from webapp.audit.recording import record_own_act
from webapp.clock import now, today
from webapp.extensions import db
from webapp.kit.subjects import subjects_of
from webapp.permissions import Role, requires
from webapp.trainee.level_quiz import progress_of
from webapp.trainee.person import my_standard, my_trainee_id, purpose_word
from webapp.trainee.prospect import asked_of
from webapp.trainee.times import quiz_times

if TYPE_CHECKING:
    from quizzes.delivery.models import Quiz

pages = Blueprint("quizzes", __name__)
QUIZ = "/quizzes/<any(practice, module_check, task_quiz, level_quiz):purpose>/<subject>"


@pages.get(QUIZ)
@requires(Role.TRAINEE)
def show(purpose: str, subject: str) -> str:
    """Say what the quiz is, how long it takes, what it asks about and when answers are shown."""
    session = db.session()
    standard = my_standard(session)
    quiz = find_quiz_of(session, standard, Purpose(purpose), subject)
    competency_ids = competency_ids_of(standard, quiz)
    published = list_published(session, competency_ids)
    history = get_history(session, standard=standard, trainee_id=my_trainee_id())
    tries = list_tries(session, quiz_id=quiz.id, trainee_id=my_trainee_id())
    fewest, most = _item_counts(quiz, published)
    asked = asked_of(
        competency_ids, standard=standard, history=history, published=published, today=today()
    )
    progress = _progress(quiz, standard, history, published, tries)
    return render_template(
        "trainee/quizzes/show.html",
        standard=standard,
        quiz=quiz,
        purpose=purpose,
        subject=subject,
        about=subjects_of(standard)(quiz),
        used=len(tries),
        is_running=any(each.state is AttemptState.OPEN for each in tries),
        fewest=fewest,
        most=most,
        usual=usual_time(
            list_durations(session, quiz_id=quiz.id, item_maximum=most).values(),
            [item.kind for item in published],
            fewest=fewest,
            most=most,
        ),
        has_news=not quiz.purpose.is_adaptive
        or may_check(published, {answer.item_id for answer in history.answers}),
        progress=progress,
        budget=LEVEL_BUDGET,
        least=CLAIM_MINIMUM_ITEMS,
        asked=asked,
        standing_now=progress
        and claim_sentence(progress.claim, sum(each.standing.is_met for each in asked)),
        times=quiz_times(session, quiz, trainee_id=my_trainee_id(), now=now()),
        purpose_word=purpose_word,
    )


@pages.post(QUIZ)
@requires(Role.TRAINEE)
def start(purpose: str, subject: str) -> Response:
    """Start an attempt, or go on with the one that is open."""
    session = db.session()
    standard = my_standard(session)
    quiz = find_quiz_of(session, standard, Purpose(purpose), subject)
    mine = {"quiz_id": quiz.id, "trainee_id": my_trainee_id()}
    # held before the trainee is, as by every hand-in: else each could wait for the other
    before = find_attempt_to_close(session, **mine)
    if before is not None:
        close_if_overdue(session, attempt=before, now=now())
    hold_trainees(session, trainee_ids=[my_trainee_id()])
    running = find_open_attempt(session, **mine)
    attempt = running or begin_sitting(session, quiz=quiz, trainee_id=my_trainee_id(), now=now())
    if running is None:
        record_own_act(
            "attempt.begin", "attempt", attempt.public_id, purpose=purpose, subject_code=subject
        )
    db.session.commit()
    return redirect(url_for("trainee.attempts.resume", attempt_id=attempt.public_id), 303)


def find_quiz_of(
    session: Session, standard: StandardOutline, purpose: Purpose, subject: str
) -> "Quiz":
    """Return the quiz of a purpose about a task, a level or a K or S, or raise NotFoundError."""
    if purpose is Purpose.TASK_QUIZ:
        by_key = {key: task_id for task_id, key in task_keys(standard).items()}
        quiz = find_quiz(session, purpose, task_id=by_key.get(subject, 0))
    elif purpose is Purpose.LEVEL_QUIZ:
        level = int(subject) if subject.isdecimal() and len(subject) == 1 else 0
        quiz = find_level_quiz(session, standard.id, level)
    else:
        competency_id = standard.competency(subject).id
        quiz = find_quiz(session, purpose, competency_id=competency_id)
    if quiz is None:
        raise NotFoundError("找不到這份測驗。", "There is no such quiz.")
    return quiz


def _progress(
    quiz: "Quiz",
    standard: StandardOutline,
    history: History,
    published: Sequence[PublishedItem],
    tries: Sequence[Try],
) -> LevelProgress | None:
    """Say how far the person is with the quiz of a level; None of other quizzes."""
    if quiz.level is None:
        return None
    made = measured(standard, history, supported_levels(standard, published))
    spent = sum(each.item_count for each in tries)
    return progress_of(quiz, standard, made, published, spent)


def _item_counts(quiz: "Quiz", published: Sequence[PublishedItem]) -> tuple[int, int]:
    """Return how few and how many items one sitting puts."""
    most = most_asked(
        published, purpose=quiz.purpose, minimum=quiz.item_minimum, maximum=quiz.item_maximum
    )
    is_check = quiz.purpose is Purpose.MODULE_CHECK
    return (quiz.item_minimum if is_check else most), (most if published else 0)
