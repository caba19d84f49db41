"""What a quiz is about, as every page names it: a code where there is one, and a name."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from flask import Flask
from flask_babel import gettext as _

from curriculum.standards.queries import StandardOutline
from quizzes.mastery.scopes import task_keys
from webapp.kit.language import titled

if TYPE_CHECKING:
    from quizzes.delivery.models import Quiz


@dataclass(frozen=True, slots=True)
class QuizSubject:
    """A competency, a task, a level or a whole standard."""

    code: str  # "" of a level
    name: str  # in the language of the page


class Line(Protocol):
    """A line of a list that tells what its quiz is about."""

    @property
    def competency_id(self) -> int | None:
        """The competency, where it is about one."""

    @property
    def task_id(self) -> int | None:
        """The task, where it is about one."""

    @property
    def level(self) -> int | None:
        """The level, where it is about one."""


def quiz_subject(quiz: "Quiz") -> QuizSubject:
    """Name what a quiz is about."""
    if quiz.competency is not None:
        return QuizSubject(quiz.competency.code or "", titled(quiz.competency.name))
    if quiz.task is not None:
        return QuizSubject(quiz.task.code, titled(quiz.task.title))
    if quiz.level is not None:
        return QuizSubject("", level_name(quiz.level))
    return QuizSubject(quiz.standard.code, titled(quiz.standard.name))


def subjects_of(standard: StandardOutline) -> Callable[[Line], QuizSubject]:
    """Return what names the subject of a line about a standard."""
    keys, titles = task_keys(standard), {task.id: task.title for task in standard.tasks}

    def subject(line: Line) -> QuizSubject:
        if line.competency_id is not None:
            competency = standard.competencies[line.competency_id]
            return QuizSubject(competency.code, titled(competency.name))
        if line.task_id is not None:
            return QuizSubject(keys[line.task_id], titled(titles[line.task_id]))
        if line.level is not None:
            return QuizSubject("", level_name(line.level))
        return QuizSubject(standard.code, titled(standard.name))

    return subject


def level_name(level: int) -> str:
    """Name a level."""
    return str(_("第 %(level)s 級", level=level))


def register(app: Flask) -> None:
    """Give templates the subject of a quiz."""
    app.add_template_global(quiz_subject)
    app.add_template_global(level_name)
