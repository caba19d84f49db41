"""Making a course from a standard, and filling its lessons."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from curriculum.modules.lessons import Lesson
from curriculum.modules.models import CourseModule
from curriculum.modules.ordering import study_order
from curriculum.standards.queries import StandardOutline

UNWRITTEN_MINUTES = 10


def make_course(session: Session, *, standard: StandardOutline) -> list[CourseModule]:
    """Give every K and S of the standard its module; those that exist stay as they are."""
    held = _modules(session, standard)
    for position, code in enumerate(_codes_by_task(standard), start=1):
        competency = standard.competency(code)
        if competency.id not in held:
            held[competency.id] = CourseModule(
                competency_id=competency.id,
                position=position,
                lesson="",
                estimated_minutes=UNWRITTEN_MINUTES,
                requires=[],
            )
            session.add(held[competency.id])
    session.flush()
    return list(held.values())


def load_lessons(
    session: Session, *, standard: StandardOutline, lessons: Mapping[str, Lesson], now: datetime
) -> int:
    """Put lessons into their modules and set the order of study; return how many changed."""
    held = _modules(session, standard)
    changed_count = 0
    for code, lesson in lessons.items():
        module = held[standard.competency(code).id]
        kept = (module.lesson, module.estimated_minutes, tuple(module.requires))
        if kept != (lesson.text, lesson.minutes, lesson.requires):
            module.lesson = lesson.text
            module.estimated_minutes = lesson.minutes
            module.requires = list(lesson.requires)
            module.revised_at = now
            changed_count += 1
    requires = {standard.competencies[m.competency_id].code: m.requires for m in held.values()}
    order = study_order(_codes_by_task(standard), requires)
    for module in held.values():
        module.position = 1 + order.index(standard.competencies[module.competency_id].code)
    session.flush()
    return changed_count


def _modules(session: Session, standard: StandardOutline) -> dict[int, CourseModule]:
    rows = session.scalars(
        select(CourseModule).where(CourseModule.competency_id.in_(standard.competencies))
    )
    return {row.competency_id: row for row in rows}


def _codes_by_task(standard: StandardOutline) -> list[str]:
    in_tasks = [c for task in standard.tasks for c in task.competency_ids]
    ids = dict.fromkeys([*in_tasks, *standard.competencies])
    return [standard.competencies[i].code for i in ids]
