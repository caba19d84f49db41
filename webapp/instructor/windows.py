"""From when to when the quiz of a task or of a level may be started."""

from collections.abc import Sequence
from dataclasses import dataclass
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
from curriculum.standards.levels import levels_of
from curriculum.standards.queries import StandardOutline
from quizzes.delivery.commands import set_quiz_window
from quizzes.delivery.queries import list_quizzes
from quizzes.delivery.terms import Purpose
from quizzes.mastery.scopes import task_keys
from webapp.audit.recording import record_own_act
from webapp.clock import TAIPEI
from webapp.extensions import db
from webapp.instructor.chosen_standard import chosen_standard
from webapp.instructor.words import PURPOSES
from webapp.kit.language import in_language
from webapp.kit.subjects import QuizSubject, subjects_of
from webapp.permissions import Role, requires

if TYPE_CHECKING:
    from quizzes.delivery.models import Quiz

pages = Blueprint("windows", __name__, url_prefix="/quizzes/windows")
SETTERS = (Role.INSTRUCTOR, Role.ADMINISTRATOR)


class WindowForm(FlaskForm):
    """When a quiz opens and closes, in Taiwan's time."""

    opens_at = DateTimeLocalField(_l("開放"), [Optional()])
    closes_at = DateTimeLocalField(_l("截止"), [Optional()])


@dataclass(frozen=True, slots=True)
class WindowLine:
    """A quiz whose time can be arranged; the key names it in addresses: T1.2, level:3."""

    key: str
    subject: QuizSubject
    quiz: "Quiz"


@pages.get("")
@requires(*SETTERS)
def index() -> str:
    """List the quizzes of the tasks, then those of the levels, with their times."""
    session = db.session()
    chosen = chosen_standard(session)
    return render_template(
        "instructor/windows/index.html",
        standard=chosen.outline,
        standards=chosen.others,
        lines=_lines(session, chosen.outline),
        purposes=PURPOSES,
    )


@pages.get("/<key>")
@requires(*SETTERS)
def edit(key: str) -> str:
    """Show the times of one quiz."""
    standard, line = _line(db.session(), key)
    opens_at, closes_at = _local(line.quiz.opens_at), _local(line.quiz.closes_at)
    form = WindowForm(data={"opens_at": opens_at, "closes_at": closes_at})
    return _page(standard, line, form)


@pages.post("/<key>")
@requires(*SETTERS)
def update(key: str) -> Response | tuple[str, int]:
    """Keep the times of one quiz."""
    session = db.session()
    standard, line = _line(session, key)
    form = WindowForm()
    if not form.validate_on_submit():
        return _page(standard, line, form), 422
    opens_at, closes_at = _moment(form.opens_at.data), _moment(form.closes_at.data)
    try:
        set_quiz_window(session, quiz=line.quiz, opens_at=opens_at, closes_at=closes_at)
    except InvalidError as error:
        db.session.rollback()
        form.closes_at.errors = [in_language(error.wording)]
        return _page(standard, line, form), 422
    record_own_act(
        "quiz.window", "quiz", line.quiz.public_id,
        subject_code=key,
        opens_at=opens_at and opens_at.isoformat(),
        closes_at=closes_at and closes_at.isoformat(),
    )  # fmt: skip
    db.session.commit()
    flash(_("%(key)s 的時間排好了。", key=line.subject.code or line.subject.name))
    return redirect(url_for(".index", standard=standard.code), 303)


def _lines(session: Session, standard: StandardOutline) -> Sequence[WindowLine]:
    subject, keys = subjects_of(standard), task_keys(standard)
    quizzes = list_quizzes(session, standard.id)
    of_tasks = {quiz.task_id: quiz for quiz in quizzes if quiz.purpose is Purpose.TASK_QUIZ}
    of_levels = {quiz.level: quiz for quiz in quizzes if quiz.purpose is Purpose.LEVEL_QUIZ}
    found = [(keys[task.id], of_tasks.get(task.id)) for task in standard.tasks]
    found += [(f"level:{level}", of_levels.get(level)) for level in levels_of(standard)]
    return [WindowLine(key, subject(quiz), quiz) for key, quiz in found if quiz]


def _line(session: Session, key: str) -> tuple[StandardOutline, WindowLine]:
    standard = chosen_standard(session).outline
    line = next((line for line in _lines(session, standard) if line.key == key), None)
    if line is None:
        raise NotFoundError(f"找不到測驗 {key}。", f"There is no quiz {key}.")
    return standard, line


def _page(standard: StandardOutline, line: WindowLine, form: WindowForm) -> str:
    word = PURPOSES[line.quiz.purpose]
    return render_template(
        "instructor/windows/edit.html", standard=standard, line=line, word=word, form=form
    )


def _local(moment: datetime | None) -> datetime | None:
    return moment and moment.astimezone(TAIPEI).replace(tzinfo=None)


def _moment(local: datetime | None) -> datetime | None:
    return local and local.replace(tzinfo=TAIPEI)
