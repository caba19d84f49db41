"""From when to when the quiz of a task may be started."""

from datetime import datetime
from typing import TYPE_CHECKING

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response
from wtforms import DateTimeLocalField
from wtforms.validators import Optional

from curriculum.errors import InvalidError, NotFoundError
from curriculum.standards.queries import StandardOutline
from quizzes.delivery.commands import set_quiz_window
from quizzes.delivery.queries import find_quiz, list_quizzes
from quizzes.delivery.terms import Purpose
from quizzes.mastery.scopes import task_keys
from webapp.audit.recording import record_own_act
from webapp.clock import TAIPEI
from webapp.extensions import db
from webapp.instructor.chosen_standard import chosen_standard
from webapp.kit.language import in_language
from webapp.permissions import Role, requires

if TYPE_CHECKING:
    from quizzes.delivery.models import Quiz

pages = Blueprint("windows", __name__, url_prefix="/quizzes/windows")
SETTERS = (Role.INSTRUCTOR, Role.ADMINISTRATOR)


class WindowForm(FlaskForm):
    """When a quiz opens and closes, in Taiwan's time."""

    opens_at = DateTimeLocalField(_l("開放"), [Optional()])
    closes_at = DateTimeLocalField(_l("截止"), [Optional()])


@pages.get("")
@requires(*SETTERS)
def index() -> str:
    """List the quizzes of the tasks with their times."""
    session = db.session()
    chosen = chosen_standard(session)
    by_task = {
        quiz.task_id: quiz
        for quiz in list_quizzes(session, chosen.outline.id)
        if quiz.purpose is Purpose.TASK_QUIZ
    }
    return render_template(
        "instructor/windows/index.html",
        standard=chosen.outline,
        standards=chosen.others,
        quizzes=by_task,
        keys=task_keys(chosen.outline),
    )


@pages.get("/<key>")
@requires(*SETTERS)
def edit(key: str) -> str:
    """Show the times of one quiz."""
    standard, quiz = _quiz(db.session(), key)
    form = WindowForm(data={"opens_at": _local(quiz.opens_at), "closes_at": _local(quiz.closes_at)})
    return _page(standard, key, form)


@pages.post("/<key>")
@requires(*SETTERS)
def update(key: str) -> Response | tuple[str, int]:
    """Keep the times of one quiz."""
    session = db.session()
    standard, quiz = _quiz(session, key)
    form = WindowForm()
    if not form.validate_on_submit():
        return _page(standard, key, form), 422
    opens_at, closes_at = _moment(form.opens_at.data), _moment(form.closes_at.data)
    try:
        set_quiz_window(session, quiz=quiz, opens_at=opens_at, closes_at=closes_at)
    except InvalidError as error:
        db.session.rollback()
        form.closes_at.errors = [in_language(error.wording)]
        return _page(standard, key, form), 422
    record_own_act(
        "quiz.window", "quiz", quiz.public_id,
        task=key,
        opens_at=opens_at and opens_at.isoformat(),
        closes_at=closes_at and closes_at.isoformat(),
    )  # fmt: skip
    db.session.commit()
    flash(_("%(key)s 的時間排好了。", key=key))
    return redirect(url_for(".index", standard=standard.code), 303)


def _quiz(session: Session, key: str) -> tuple[StandardOutline, "Quiz"]:
    standard = chosen_standard(session).outline
    by_key = {kept: task_id for task_id, kept in task_keys(standard).items()}
    quiz = find_quiz(session, Purpose.TASK_QUIZ, task_id=by_key.get(key, 0))
    if quiz is None:
        raise NotFoundError(f"找不到工作任務 {key}。", f"There is no task {key}.")
    return standard, quiz


def _page(standard: StandardOutline, key: str, form: WindowForm) -> str:
    title = next(t.title for t in standard.tasks if task_keys(standard)[t.id] == key)
    return render_template(
        "instructor/windows/edit.html", standard=standard, key=key, title=title, form=form
    )


def _local(moment: datetime | None) -> datetime | None:
    return moment and moment.astimezone(TAIPEI).replace(tzinfo=None)


def _moment(local: datetime | None) -> datetime | None:
    return local and local.replace(tzinfo=TAIPEI)
