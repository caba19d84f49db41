"""就緒地圖: where the trainee stands, and what to do next."""

from flask import Blueprint, render_template, url_for
from sqlalchemy.orm import Session

from curriculum.standards.queries import StandardOutline
from quizzes.delivery.queries import find_latest_open_attempt
from quizzes.mastery.queries import assessable_levels, get_progress
from quizzes.mastery.scopes import task_keys
from quizzes.remarks.queries import count_unread_answers
from webapp.clock import today
from webapp.extensions import db
from webapp.permissions import Role, requires
from webapp.standing import Standing, TaskStanding, standing
from webapp.trainee.coming_back import find_todays_review
from webapp.trainee.person import my_standard, my_trainee_id, purpose_word

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
        review=find_todays_review(session, standard=standard, trainee_id=my_trainee_id()),
        purpose_word=purpose_word,
        unread_count=count_unread_answers(session, trainee_id=my_trainee_id()),
    )


def my_standing(session: Session, standard: StandardOutline) -> Standing:
    """Return where the person stands in three selects."""
    return standing(
        standard,
        get_progress(session, standard=standard, trainee_id=my_trainee_id()),
        assessable=assessable_levels(session, standard),
        today=today(),
        urls={key: url_for("trainee.tasks.show", key=key) for key in task_keys(standard).values()},
    )


def _suggested(where: Standing) -> TaskStanding | None:
    """Choose the task to work on: the one with the least left to do."""
    open_tasks = [task for task in where.tasks if task.share is not None and task.share < 1]
    return max(open_tasks, key=lambda task: (task.share or 0, task.assessable_count), default=None)
