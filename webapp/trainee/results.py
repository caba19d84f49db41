"""After a quiz: what was right, what it says about the competencies, and what to do next."""

from flask import Blueprint, redirect, render_template, url_for
from werkzeug.wrappers import Response

from quizzes.delivery.queries import get_attempt
from quizzes.delivery.terms import AttemptState, Purpose
from quizzes.mastery.queries import get_progress
from quizzes.sittings.queries import get_sitting
from webapp.clock import today
from webapp.extensions import db
from webapp.permissions import Role, requires
from webapp.standing import competency_standing
from webapp.trainee.person import my_standard, my_trainee_id, purpose_word

pages = Blueprint("results", __name__)


@pages.get("/attempts/<attempt_id>/result")
@requires(Role.TRAINEE)
def show(attempt_id: str) -> str | Response:
    """Show the result of an attempt that was handed in, as far as its reveal rule allows."""
    session = db.session()
    attempt = get_attempt(session, attempt_id, trainee_id=my_trainee_id())
    if attempt.state is AttemptState.OPEN:
        return redirect(url_for("trainee.attempts.resume", attempt_id=attempt_id))
    if attempt.quiz.purpose is Purpose.REVIEW:
        return redirect(url_for("trainee.reviews.result", attempt_id=attempt_id))
    standard = my_standard(session)
    sitting = get_sitting(session, attempt)
    progress = get_progress(
        session, standard=standard, trainee_id=my_trainee_id(), with_claims=False
    )
    asked = dict.fromkeys(sheet.competency_id for sheet in sitting.sheets)
    standings = [
        competency_standing(standard.competencies[i], progress, has_items=True, today=today())
        for i in asked
        if i in standard.competencies
    ]
    return render_template(
        "trainee/results/show.html",
        attempt=attempt,
        sitting=sitting,
        standings=standings,
        right_score=sum(sheet.score or 0 for sheet in sitting.sheets),
        is_revealed=any(sheet.reveal for sheet in sitting.sheets),
        purpose_word=purpose_word,
    )
