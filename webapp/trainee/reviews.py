"""複習: what is due today, before it and after it."""

from typing import TYPE_CHECKING

from flask import Blueprint, redirect, render_template, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from curriculum.errors import NotFoundError
from curriculum.standards.queries import StandardOutline
from quizzes.delivery.queries import find_open_attempt, get_attempt
from quizzes.delivery.terms import AttemptState, Purpose
from quizzes.reviews.queries import Outlook, find_outlook
from quizzes.sittings.commands import begin_sitting
from quizzes.sittings.queries import get_sitting
from quizzes.trainees.commands import hold_trainees
from webapp.audit.recording import record_own_act
from webapp.clock import end_of_today, now
from webapp.extensions import db
from webapp.permissions import Role, requires
from webapp.trainee.coming_back import days_by_position, todays_review
from webapp.trainee.person import my_standard, my_trainee_id

if TYPE_CHECKING:
    from quizzes.delivery.models import Quiz

pages = Blueprint("reviews", __name__)


@pages.get("/quizzes/review")
@requires(Role.TRAINEE)
def show() -> str:
    """Say what today's review asks, how long it takes, and what it moves."""
    session = db.session()
    standard = my_standard(session)
    quiz, outlook = _review(session, standard)
    return render_template(
        "trainee/reviews/show.html",
        standard=standard,
        quiz=quiz,
        running=find_open_attempt(session, quiz_id=quiz.id, trainee_id=my_trainee_id()),
        review=todays_review(quiz, outlook),
    )


@pages.post("/quizzes/review")
@requires(Role.TRAINEE)
def start() -> Response:
    """Start today's review, or go on with the one that is open."""
    session = db.session()
    standard = my_standard(session)
    quiz, _outlook = _review(session, standard)
    hold_trainees(session, trainee_ids=[my_trainee_id()])
    running = find_open_attempt(session, quiz_id=quiz.id, trainee_id=my_trainee_id())
    attempt = running or begin_sitting(
        session, quiz=quiz, trainee_id=my_trainee_id(), now=now(), due_by=end_of_today()
    )
    if running is None:
        record_own_act(
            "attempt.begin",
            "attempt",
            attempt.public_id,
            purpose=quiz.purpose.value,
            subject_code=standard.code,
        )
    db.session.commit()
    return redirect(url_for("trainee.attempts.resume", attempt_id=attempt.public_id), 303)


@pages.get("/attempts/<attempt_id>/reviewed")
@requires(Role.TRAINEE)
def result(attempt_id: str) -> str | Response:
    """Show what was right in a review that was handed in, and when each item comes again."""
    session = db.session()
    attempt = get_attempt(session, attempt_id, trainee_id=my_trainee_id())
    if attempt.state is AttemptState.OPEN or attempt.quiz.purpose is not Purpose.REVIEW:
        return redirect(url_for("trainee.results.show", attempt_id=attempt_id))
    sitting = get_sitting(session, attempt)
    return render_template(
        "trainee/reviews/result.html",
        standard=attempt.quiz.standard,
        sitting=sitting,
        right_score=sum(sheet.score or 0 for sheet in sitting.sheets),
        comes_again=days_by_position(session, sitting, trainee_id=attempt.trainee_id),
    )


def _review(session: Session, standard: StandardOutline) -> tuple["Quiz", Outlook]:
    found = find_outlook(
        session, trainee_id=my_trainee_id(), standard_id=standard.id, due_by=end_of_today()
    )
    if found is None:
        raise NotFoundError("找不到這份測驗。", "There is no such quiz.")
    return found
