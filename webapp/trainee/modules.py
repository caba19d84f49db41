"""One course module: its lesson, and the way to its quizzes."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from curriculum.modules.queries import get_module
from curriculum.standards.levels import LEVELS
from quizzes.mastery.commands import record_study
from quizzes.mastery.queries import assessable_levels, get_progress
from webapp.clock import now, today
from webapp.extensions import db
from webapp.permissions import Role, requires
from webapp.standing import competency_standing
from webapp.trainee.person import my_standard, my_trainee_id

pages = Blueprint("modules", __name__)


@pages.get("/modules/<code>")
@requires(Role.TRAINEE)
def show(code: str) -> str:
    """Show the lesson of a competency and where the person stands in it."""
    session = db.session()
    standard = my_standard(session)
    module = get_module(session, standard, code)
    where = competency_standing(
        module.competency,
        get_progress(session, standard=standard, trainee_id=my_trainee_id(), with_claims=False),
        has_items=code in assessable_levels(session, standard),
        today=today(),
    )
    return render_template(
        "trainee/modules/show.html",
        standard=standard,
        module=module,
        standing=where,
        level_words=LEVELS.get(module.level or 0),
    )


@pages.post("/modules/<code>/completed")
@requires(Role.TRAINEE)
def complete(code: str) -> Response:
    """Record that the person studied the module to its end."""
    session = db.session()
    competency = my_standard(session).competency(code)
    record_study(
        session,
        trainee_id=my_trainee_id(),
        competency_id=competency.id,
        is_completion=True,
        now=now(),
    )
    db.session.commit()
    flash(_("已記下你讀完 %(code)s。", code=code))
    return redirect(url_for("trainee.modules.show", code=code))
