"""Waiting until a quiz opens: the attempt is prepared meanwhile, so that all can start at once."""

from flask import Blueprint, jsonify, redirect, url_for
from werkzeug.wrappers import Response

from quizzes.delivery.commands import open_attempt
from quizzes.delivery.queries import get_prepared_attempt
from quizzes.delivery.terms import AttemptState, Purpose
from quizzes.sittings.commands import prepare_sitting
from quizzes.trainees.commands import hold_trainees
from webapp.audit.recording import record_own_act
from webapp.clock import now
from webapp.extensions import db
from webapp.permissions import Role, requires
from webapp.trainee.given import wants_json
from webapp.trainee.person import my_standard, my_trainee_id
from webapp.trainee.quizzes import find_quiz_of

pages = Blueprint("waiting", __name__)


@pages.post(
    "/quizzes/<any(practice, module_check, task_quiz, level_quiz):purpose>/<subject>/prepare"
)
@requires(Role.TRAINEE)
def prepare(purpose: str, subject: str) -> Response:
    """Make the attempt that this person will start when the quiz opens; once."""
    session = db.session()
    quiz = find_quiz_of(session, my_standard(session), Purpose(purpose), subject)
    hold_trainees(session, trainee_ids=[my_trainee_id()])
    attempt = prepare_sitting(session, quiz=quiz, trainee_id=my_trainee_id(), now=now())
    db.session.commit()
    if wants_json():
        return jsonify({"start": url_for(".start", attempt_id=attempt.public_id)})
    return redirect(url_for("trainee.quizzes.show", purpose=purpose, subject=subject), 303)


@pages.post("/attempts/<attempt_id>/start")
@requires(Role.TRAINEE)
def start(attempt_id: str) -> Response:
    """Let the time of a prepared attempt begin; a second call leads to the same attempt."""
    session = db.session()
    attempt = get_prepared_attempt(session, attempt_id, trainee_id=my_trainee_id())
    if attempt.state is AttemptState.PREPARED:
        open_attempt(session, attempt=attempt, now=now())
        record_own_act("attempt.begin", "attempt", attempt_id)
    db.session.commit()
    first = url_for("trainee.attempts.show", attempt_id=attempt_id, position=1)
    return jsonify({"next": first}) if wants_json() else redirect(first, 303)
