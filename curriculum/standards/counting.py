"""How much each standard holds."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from curriculum.standards.models import Competency, CompetencyKind, Duty, Standard, Task


@dataclass(frozen=True, slots=True)
class Parts:
    """The number of tasks, and of K, S and A, of one standard."""

    tasks: int
    knowledge: int
    skills: int
    attitudes: int

    @property
    def measured(self) -> int:
        """The number of competencies that get a module, items and a measure: K and S."""
        return self.knowledge + self.skills


def count_parts(session: Session) -> Mapping[int, Parts]:
    """Return what each standard holds, by its id, in one select."""
    tasks = (
        select(func.count(Task.id))
        .join(Duty, Task.duty_id == Duty.id)
        .where(Duty.standard_id == Standard.id)
        .scalar_subquery()
    )
    kinds = (CompetencyKind.KNOWLEDGE, CompetencyKind.SKILL, CompetencyKind.ATTITUDE)
    counts = [
        select(func.count(Competency.id))
        .where(Competency.standard_id == Standard.id, Competency.kind == kind)
        .scalar_subquery()
        for kind in kinds
    ]
    rows = session.execute(select(Standard.id, tasks, *counts))
    return {row[0]: Parts(*row[1:]) for row in rows}
