"""What to teach a cohort next: the competencies that move the most people's tasks."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from curriculum.standards.queries import CompetencyOutline
from webapp.instructor.cohort_readiness import CohortReadiness, Column, Person


@dataclass(slots=True)
class Gap:
    """A competency that people have not met, with the tasks that it holds back."""

    competency: CompetencyOutline
    people: set[int] = field(default_factory=set)
    tasks: dict[str, int] = field(default_factory=dict)  # key: people held back in it
    judged: set[str] = field(default_factory=set)  # of the tasks: those that can be judged

    @property
    def moves(self) -> int:
        """Count the pairs of a person and a task that it holds back."""
        return sum(self.tasks.values())

    @property
    def judged_moves(self) -> int:
        """Count the pairs of a person and a task that can be judged."""
        return sum(self.tasks[key] for key in self.judged)

    @property
    def task_keys(self) -> list[str]:
        """Name the tasks that it holds back, those that can be judged first."""
        return sorted(self.tasks, key=lambda key: key not in self.judged)


@dataclass(frozen=True, slots=True)
class NearMiss:
    """People who lack one and the same competency for a task, and nothing else."""

    column: Column
    competency: CompetencyOutline
    people: Sequence[Person]


def gaps(readiness: CohortReadiness) -> list[Gap]:
    """List what is not met: most people's tasks moved first.

    Tasks that can be judged count before those that lack items, where nobody becomes ready yet.
    """
    by_code = {each.code: each for each in readiness.standard.competencies.values()}
    found: dict[str, Gap] = {}
    for column in readiness.columns:
        for person in readiness.people:
            reading = person.readings[column.key]
            if reading.is_ready:
                continue
            for code in reading.missing:
                gap = found.setdefault(code, Gap(by_code[code]))
                gap.people.add(person.id)
                gap.tasks[column.key] = gap.tasks.get(column.key, 0) + 1
                if column.is_judged:
                    gap.judged.add(column.key)
    return sorted(
        found.values(),
        key=lambda gap: (-gap.judged_moves, -gap.moves, -len(gap.people), gap.competency.code),
    )


def near_misses(readiness: CohortReadiness) -> list[NearMiss]:
    """List who would have met everything of a task with one competency more: most people first."""
    by_code = {each.code: each for each in readiness.standard.competencies.values()}
    found: dict[tuple[str, str], list[Person]] = {}
    for column in readiness.judged:
        for person in readiness.people:
            reading = person.readings[column.key]
            if not reading.is_ready and len(reading.missing) == 1 < len(column.competencies):
                found.setdefault((column.key, reading.missing[0]), []).append(person)
    columns = {column.key: column for column in readiness.judged}
    misses = [NearMiss(columns[key], by_code[code], who) for (key, code), who in found.items()]
    return sorted(misses, key=lambda miss: -len(miss.people))
