"""Questions asked of the standards; each answer is a frozen outline, loaded in few selects."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from sqlalchemy import select
from sqlalchemy.orm import Session

from curriculum.errors import NotFoundError
from curriculum.standards.models import (
    Block,
    BlockCompetency,
    Competency,
    CompetencyKind,
    Duty,
    Standard,
    Task,
)

MEASURED = (CompetencyKind.KNOWLEDGE, CompetencyKind.SKILL)


@dataclass(frozen=True, slots=True)
class CompetencyOutline:
    """One K, S or A."""

    id: int
    kind: CompetencyKind
    code: str
    name: str
    aliases: tuple[str, ...]
    is_critical: bool


@dataclass(frozen=True, slots=True)
class BlockOutline:
    """A part of a task at one level, with the ids of the K and S that it asks for."""

    id: int
    level: int | None
    competency_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class TaskOutline:
    """A task with its blocks."""

    id: int
    code: str
    title: str
    blocks: tuple[BlockOutline, ...]

    @property
    def level(self) -> int | None:
        """The highest level of its blocks."""
        return max((b.level for b in self.blocks if b.level is not None), default=None)

    @property
    def competency_ids(self) -> tuple[int, ...]:
        """The K and S of all its blocks, each once, in the order of the document."""
        return tuple(dict.fromkeys(c for block in self.blocks for c in block.competency_ids))


@dataclass(frozen=True, slots=True)
class DutyOutline:
    """A duty with its tasks."""

    id: int
    code: str
    title: str
    tasks: tuple[TaskOutline, ...]


@dataclass(frozen=True, slots=True)
class StandardOutline:
    """A standard as a tree of duties, tasks and blocks, with its measured competencies."""

    id: int
    code: str
    version: str
    name: str
    level: int | None
    duties: tuple[DutyOutline, ...]
    competencies: Mapping[int, CompetencyOutline]  # K and S by id, in the order of their codes

    @property
    def tasks(self) -> tuple[TaskOutline, ...]:
        """All tasks in order."""
        return tuple(task for duty in self.duties for task in duty.tasks)

    @property
    def critical(self) -> tuple[str, ...]:
        """The codes that the institution holds critical; they count when a calibration has them."""
        return tuple(each.code for each in self.competencies.values() if each.is_critical)

    def tasks_of(self, competency_id: int) -> tuple[TaskOutline, ...]:
        """Return the tasks that ask for a competency."""
        return tuple(task for task in self.tasks if competency_id in task.competency_ids)

    def task(self, code: str) -> TaskOutline:
        """Return the task with this code, or raise NotFoundError."""
        for task in self.tasks:
            if task.code == code:
                return task
        raise NotFoundError(f"找不到工作任務 {code}。", f"There is no task {code}.")

    def competency(self, code: str) -> CompetencyOutline:
        """Return the K or S with this code, or raise NotFoundError."""
        for competency in self.competencies.values():
            if competency.code == code:
                return competency
        raise NotFoundError(f"找不到職能 {code}。", f"There is no competency {code}.")


@dataclass(frozen=True, slots=True)
class StandardLine:
    """A standard in a list."""

    id: int
    code: str
    version: str
    name: str
    level: int | None


def list_standards(session: Session) -> Sequence[StandardLine]:
    """Return all standards, by code."""
    columns = (Standard.id, Standard.code, Standard.version, Standard.name, Standard.level)
    return [StandardLine(*row) for row in session.execute(select(*columns).order_by(Standard.code))]


def get_standard(session: Session, code: str) -> Standard:
    """Return the standard with this code, or raise NotFoundError."""
    standard = find_standard(session, code)
    if standard is None:
        raise NotFoundError(f"找不到職能基準 {code}。", f"There is no standard {code}.")
    return standard


def find_standard(session: Session, code: str) -> Standard | None:
    """Return the standard with this code, if it was imported."""
    return session.scalar(select(Standard).where(Standard.code == code))


def get_outline(session: Session, code: str) -> StandardOutline:
    """Return the outline of a standard in three selects, or raise NotFoundError."""
    return outline_of(session, get_standard(session, code))


def get_outline_by_id(session: Session, standard_id: int) -> StandardOutline:
    """Return the outline of a standard, asked for once in a session: it does not change."""
    known: dict[int, StandardOutline] = session.info.setdefault("outlines", {})
    if standard_id not in known:
        known[standard_id] = outline_of(session, get_standard_by_id(session, standard_id))
    return known[standard_id]


def forget_outlines(session: Session) -> None:
    """Let the next question of this session read the outlines anew."""
    session.info.pop("outlines", None)


def get_standard_by_id(session: Session, standard_id: int) -> Standard:
    """Return a standard, or raise NotFoundError."""
    standard = session.get(Standard, standard_id)
    if standard is None:
        raise NotFoundError("找不到這份職能基準。", "There is no such standard.")
    return standard


def outline_of(session: Session, standard: Standard) -> StandardOutline:
    """Return the outline of a standard whose row is at hand, in two more selects."""
    competencies, asked = _competencies(session, standard.id)
    return StandardOutline(
        id=standard.id,
        code=standard.code,
        version=standard.version,
        name=standard.name,
        level=standard.level,
        duties=_duties(session, standard.id, asked),
        competencies=competencies,
    )


def _competencies(
    session: Session, standard_id: int
) -> tuple[dict[int, CompetencyOutline], Mapping[int, Sequence[int]]]:
    """Return what is measured, and by block what it asks for, both in the order printed."""
    rows = session.execute(
        select(Competency, BlockCompetency.block_id, BlockCompetency.position)
        .outerjoin(BlockCompetency)
        .where(Competency.standard_id == standard_id, Competency.kind.in_(MEASURED))
        .order_by(Competency.position)
    )
    competencies: dict[int, CompetencyOutline] = {}
    places: dict[int, list[tuple[int, int]]] = {}
    for row, block_id, position in rows:
        if row.id not in competencies:
            competencies[row.id] = CompetencyOutline(
                row.id, row.kind, row.code or "", row.name, tuple(row.aliases), row.is_critical
            )
        if block_id is not None:
            places.setdefault(block_id, []).append((position, row.id))
    asked = {block: [each for _, each in sorted(found)] for block, found in places.items()}
    return competencies, asked


def _duties(
    session: Session, standard_id: int, asked: Mapping[int, Sequence[int]]
) -> tuple[DutyOutline, ...]:
    rows = session.execute(
        select(
            Duty.id.label("duty_id"),
            Duty.code.label("duty_code"),
            Duty.title.label("duty_title"),
            Task.id.label("task_id"),
            Task.code.label("task_code"),
            Task.title.label("task_title"),
            Block.id.label("block_id"),
            Block.level,
        )
        .join_from(Duty, Task)
        .join(Block)
        .where(Duty.standard_id == standard_id)
        .order_by(Duty.position, Task.position, Block.position)
    ).all()
    duties = []
    for (duty_id, duty_code, duty_title), of_duty in groupby(rows, key=lambda row: row[:3]):
        tasks = []
        for (task_id, task_code, task_title), of_task in groupby(of_duty, key=lambda row: row[3:6]):
            blocks = tuple(
                BlockOutline(row.block_id, row.level, tuple(asked.get(row.block_id, ())))
                for row in of_task
            )
            tasks.append(TaskOutline(task_id, task_code, task_title, blocks))
        duties.append(DutyOutline(duty_id, duty_code, duty_title, tuple(tasks)))
    return tuple(duties)
