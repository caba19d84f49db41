"""The shortest way on after an attempt: one competency to read or answer, or the next task."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from flask import url_for

from curriculum.standards.levels import levels_of
from curriculum.standards.queries import CompetencyOutline, StandardOutline, TaskOutline
from quizzes.items.queries import PublishedItem
from quizzes.mastery.measuring import Measured
from quizzes.mastery.next_step import Gap, NextStep, StepKind, gaps, supplies
from quizzes.mastery.readiness import competency_status
from quizzes.mastery.rollup import ClaimStatus
from quizzes.mastery.scopes import block_scopes, task_keys
from quizzes.sittings.asking import may_check
from quizzes.sittings.level_quiz import LevelProgress
from quizzes.sittings.subjects import competency_ids_of
from webapp.trainee.level_quiz import progress_of
from webapp.trainee.outcome import ready_tasks

if TYPE_CHECKING:
    from quizzes.delivery.models import Attempt


class Way(StrEnum):
    """Where the way leads."""

    LESSON = "lesson"
    CHECK = "check"
    PRACTICE = "practice"
    TASK = "task"
    LEVEL = "level"  # the quiz of a level goes on
    MAP = "map"  # nothing is left to do


@dataclass(frozen=True, slots=True)
class Onward:
    """The one thing to do next."""

    way: Way
    url: str
    ready: Sequence[str] = ()  # keys of the tasks of this attempt that are ready now
    competency: CompetencyOutline | None = None
    step: NextStep | None = None
    task: TaskOutline | None = None
    task_key: str = ""
    gap_count: int = 0  # of the next task
    item_count: int = 0  # about how many right answers they take together
    level: int = 0  # whose quiz comes next


@dataclass(frozen=True, slots=True)
class Subject:
    """What an attempt was about."""

    codes: Sequence[str]
    task_key: str  # "" where it was about something else
    progress: LevelProgress | None  # of the quiz of a level, as it is today


def subject_of(
    attempt: "Attempt",
    standard: StandardOutline,
    measured: Measured,
    published: Sequence[PublishedItem],
    *,
    spent: int,
) -> Subject:
    """Return what an attempt was about: a task, a level or one competency."""
    quiz = attempt.quiz
    return Subject(
        [standard.competencies[i].code for i in competency_ids_of(standard, quiz)],
        "" if quiz.task_id is None else task_keys(standard)[quiz.task_id],
        None if quiz.level is None else progress_of(quiz, standard, measured, published, spent),
    )


def onward(
    measured: Measured,
    *,
    standard: StandardOutline,
    published: Sequence[PublishedItem],
    subject: Subject,
    newly_ready: Collection[str],
    today: date,
) -> Onward:
    """Find the shortest way on from where the trainee stands today.

    What the attempt was about comes first while it lacks something; a task that is ready leads to
    the next one. The quiz of a level goes on until it has decided; a level that is ready leads to
    the next one.
    """
    met = {answer.item_id for answer in measured.answers}
    ready_now = ready_tasks(measured)
    found = _gaps(measured, standard, published, met, ready_now, today)
    ready = [key for key in ready_now if key == subject.task_key or key in newly_ready]
    level = _next_level(standard, subject.progress)
    if level:
        url = url_for("trainee.quizzes.show", purpose="level_quiz", subject=level)
        return Onward(Way.LEVEL, url, ready, level=level)
    own = [gap for gap in found if gap.competency in subject.codes]
    if ready or not own:
        following = _next_task(found, standard, measured.assessable)
        if ready and following:
            return _to_task(following, found, standard, ready)
    if not found:
        return Onward(Way.MAP, url_for("trainee.readiness.show"), ready)
    gap = (own or found)[0]
    return _to_competency(gap, standard, published, met, ready)


def _gaps(
    measured: Measured,
    standard: StandardOutline,
    published: Iterable[PublishedItem],
    met: Collection[int],
    ready: Collection[str],
    today: date,
) -> Sequence[Gap]:
    statuses = {
        code: competency_status(estimate, today=today, has_studied=code in measured.studied)
        for code, estimate in measured.measurement.estimates.items()
    }
    held = {standard.competencies[i].code: s for i, s in supplies(published, met).items()}
    return gaps(measured.measurement, statuses, block_scopes(standard), held, ready_tasks=ready)


def _next_level(standard: StandardOutline, progress: LevelProgress | None) -> int:
    """Return the level whose quiz comes next; 0: none does."""
    if progress is None:
        return 0
    level = int(progress.claim.subject)
    if progress.claim.status is ClaimStatus.READY:
        return next((each for each in levels_of(standard) if each > level), 0)
    return 0 if progress.hindrance else level


def _next_task(
    found: Sequence[Gap], standard: StandardOutline, assessable: Collection[str]
) -> str | None:
    """Choose the task with the fewest items left of those that can become ready at all."""
    able = {
        key
        for task_id, key in task_keys(standard).items()
        if all(code in assessable for code in _codes(standard, task_id))
    }
    left = _items_left(found)
    return min((key for key in left if key in able), key=lambda key: left[key], default=None)


def _items_left(found: Iterable[Gap]) -> Mapping[str, int]:
    left: dict[str, int] = {}
    for gap in found:
        for key in gap.tasks:
            left[key] = left.get(key, 0) + gap.step.items
    return left


def _codes(standard: StandardOutline, task_id: int) -> Sequence[str]:
    task = next(task for task in standard.tasks if task.id == task_id)
    return [standard.competencies[i].code for i in task.competency_ids]


def _to_task(
    key: str, found: Sequence[Gap], standard: StandardOutline, ready: Sequence[str]
) -> Onward:
    keys = task_keys(standard)
    return Onward(
        Way.TASK,
        url_for("trainee.tasks.show", key=key),
        ready,
        task=next(task for task in standard.tasks if keys[task.id] == key),
        task_key=key,
        gap_count=sum(key in gap.tasks for gap in found),
        item_count=_items_left(found)[key],
    )


def _to_competency(
    gap: Gap,
    standard: StandardOutline,
    published: Iterable[PublishedItem],
    met: Collection[int],
    ready: Sequence[str],
) -> Onward:
    competency = standard.competency(gap.competency)
    bank = [item for item in published if item.competency_id == competency.id]
    if gap.step.kind is StepKind.STUDY:
        way, url = Way.LESSON, url_for("trainee.modules.show", code=competency.code)
    else:
        way = Way.CHECK if may_check(bank, met) else Way.PRACTICE
        purpose = "module_check" if way is Way.CHECK else "practice"
        url = url_for("trainee.quizzes.show", purpose=purpose, subject=competency.code)
    return Onward(way, url, ready, competency=competency, step=gap.step)
