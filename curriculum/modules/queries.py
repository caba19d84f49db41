"""Questions asked of the course."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from curriculum.errors import NotFoundError
from curriculum.modules.lessons import lesson_characters
from curriculum.modules.models import CourseModule
from curriculum.standards.parts import (
    IndicatorOutline,
    OutputOutline,
    list_indicators,
    list_outputs,
)
from curriculum.standards.queries import CompetencyOutline, StandardOutline, TaskOutline


@dataclass(frozen=True, slots=True)
class ModuleLine:
    """A module in the outline of the course."""

    competency: CompetencyOutline
    tasks: tuple[TaskOutline, ...]
    level: int | None  # the highest level of its tasks
    lesson_characters: int
    estimated_minutes: int


@dataclass(frozen=True, slots=True)
class ModulePage:
    """One module with what it is for: its tasks, their outputs and indicators."""

    competency: CompetencyOutline
    tasks: tuple[TaskOutline, ...]
    level: int | None
    objectives: tuple[IndicatorOutline, ...]
    outputs: tuple[OutputOutline, ...]
    lesson: str
    estimated_minutes: int
    requires: tuple[CompetencyOutline, ...]
    revised_at: datetime | None


def list_modules(session: Session, standard: StandardOutline) -> Sequence[ModuleLine]:
    """Return the modules of a course in the order of study, in one select."""
    rows = session.scalars(
        select(CourseModule)
        .where(CourseModule.competency_id.in_(standard.competencies))
        .order_by(CourseModule.position)
    )
    return [_line(standard, row) for row in rows]


def _line(standard: StandardOutline, row: CourseModule) -> ModuleLine:
    tasks = standard.tasks_of(row.competency_id)
    return ModuleLine(
        competency=standard.competencies[row.competency_id],
        tasks=tasks,
        level=level_of(row.competency_id, tasks),
        lesson_characters=lesson_characters(row.lesson),
        estimated_minutes=row.estimated_minutes,
    )


def level_of(competency_id: int, tasks: Sequence[TaskOutline]) -> int | None:
    """Return the highest level of the blocks that ask for a competency."""
    levels = [
        block.level
        for task in tasks
        for block in task.blocks
        if competency_id in block.competency_ids and block.level is not None
    ]
    return max(levels, default=None)


def get_module(session: Session, standard: StandardOutline, code: str) -> ModulePage:
    """Return one module in three selects, or raise NotFoundError."""
    competency = standard.competency(code)
    row = session.scalar(select(CourseModule).where(CourseModule.competency_id == competency.id))
    if row is None:
        raise NotFoundError(f"{code} 還沒有單元。", f"There is no module for {code}.")
    tasks = standard.tasks_of(competency.id)
    task_ids = {task.id for task in tasks}
    block_ids = {
        block.id for task in tasks for block in task.blocks if competency.id in block.competency_ids
    }
    known = {c.code: c for c in standard.competencies.values()}
    return ModulePage(
        competency=competency,
        tasks=tasks,
        level=level_of(competency.id, tasks),
        objectives=tuple(
            i for i in list_indicators(session, standard.id) if i.block_id in block_ids
        ),
        outputs=tuple(o for o in list_outputs(session, standard.id) if o.task_id in task_ids),
        lesson=row.lesson,
        estimated_minutes=row.estimated_minutes,
        requires=tuple(known[c] for c in row.requires if c in known),
        revised_at=row.revised_at,
    )
