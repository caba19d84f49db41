"""學習紀錄: every attempt, newest first."""

from flask import Blueprint, render_template

from quizzes.delivery.record import list_attempts
from quizzes.remarks.queries import count_unread_answers
from webapp.extensions import db
from webapp.kit.subjects import subjects_of
from webapp.permissions import Role, requires
from webapp.trainee.person import my_standard, my_trainee_id, purpose_word

pages = Blueprint("record", __name__)


@pages.get("/record")
@requires(Role.TRAINEE)
def show() -> str:
    """Show the person's attempts."""
    session = db.session()
    standard = my_standard(session)
    attempts = list_attempts(session, trainee_id=my_trainee_id(), standard_id=standard.id)
    return render_template(
        "trainee/record/show.html",
        standard=standard,
        attempts=attempts,
        subject=subjects_of(standard),
        purpose_word=purpose_word,
        unread_count=count_unread_answers(session, trainee_id=my_trainee_id()),
    )
