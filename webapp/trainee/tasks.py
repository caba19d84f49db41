"""One task: what it leaves behind, how it is judged, and the competencies that it asks for."""

from flask import Blueprint, render_template

from curriculum.errors import NotFoundError
from curriculum.standards.parts import list_indicators, list_outputs
from quizzes.mastery.calibrations import current_calibration
from webapp.extensions import db
from webapp.permissions import Role, requires
from webapp.trainee.person import my_standard
from webapp.trainee.readiness import my_standing

pages = Blueprint("tasks", __name__)


@pages.get("/tasks/<key>")
@requires(Role.TRAINEE)
def show(key: str) -> str:
    """Show one task of the person's standard."""
    session = db.session()
    standard = my_standard(session)
    task = next((t for t in my_standing(session, standard).tasks if t.key == key), None)
    if task is None:
        raise NotFoundError(f"找不到工作任務 {key}。", f"There is no task {key}.")
    return render_template(
        "trainee/tasks/show.html",
        standard=standard,
        task=task,
        critical=current_calibration(session, standard.id).critical,
        outputs=[o for o in list_outputs(session, standard.id) if o.task_id == task.id],
        indicators=[i for i in list_indicators(session, standard.id) if i.task_id == task.id],
    )
