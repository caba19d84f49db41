"""就緒地圖: where the trainee stands, and what to do next."""

from flask import Blueprint, render_template, url_for
from sqlalchemy.orm import Session

from curriculum.standards.queries import StandardOutline
from quizzes.delivery.queries import find_latest_open_attempt
from quizzes.mastery.queries import assessable_codes, get_progress
from quizzes.mastery.scopes import task_keys
from webapp.clock import today
from webapp.extensions import db
from webapp.permissions import Role, requires
from webapp.trainee.person import my_standard, my_trainee_id, purpose_word
from webapp.trainee.standing import Standing, standing

pages = Blueprint("readiness", __name__)
GAPS_SHOWN = 5


@pages.get("/readiness")
@requires(Role.TRAINEE)
def show() -> str:
    """Show the bridge, the next step, and every competency."""
    session = db.session()
    standard = my_standard(session)
    where = my_standing(session, standard)
    gaps = where.gaps()
    return render_template(
        "trainee/readiness/show.html",
        standard=standard,
        standing=where,
        gaps=gaps[:GAPS_SHOWN],
        gap_count=len(gaps),
        running=find_latest_open_attempt(session, trainee_id=my_trainee_id()),
        suggested=_suggested(where),
        purpose_word=purpose_word,
    )


def my_standing(session: Session, standard: StandardOutline) -> Standing:
    """Return where the person stands in four selects."""
    return standing(
        standard,
        get_progress(session, standard=standard, trainee_id=my_trainee_id()),
        assessable=assessable_codes(session, standard),
        today=today(),
        urls={key: url_for("trainee.tasks.show", key=key) for key in task_keys(standard).values()},
    )


def _suggested(where: Standing) -> object | None:
    """Choose the task to work on: begun but not ready first, else the first that is not ready."""
    unready = [task for task in where.tasks if not task.is_ready and task.assessable_count]
    begun = [task for task in unready if any(lamp.estimate for lamp in task.lamps)]
    return next(iter(begun or unready), None)
