"""What a standard prints beside the tree of its tasks: indicators, outputs and attitudes."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from curriculum.standards.models import (
    Block,
    Competency,
    CompetencyKind,
    Duty,
    Indicator,
    Output,
    Task,
)
from curriculum.standards.queries import CompetencyOutline


@dataclass(frozen=True, slots=True)
class IndicatorOutline:
    """A criterion, with the task and block that it judges."""

    id: int
    code: str
    printed_code: str | None
    text: str
    block_id: int
    task_id: int


@dataclass(frozen=True, slots=True)
class OutputOutline:
    """What a task leaves behind."""

    id: int
    code: str
    title: str
    task_id: int


def list_indicators(session: Session, standard_id: int) -> Sequence[IndicatorOutline]:
    """Return every indicator of a standard, in order, in one select."""
    rows = session.execute(
        select(
            Indicator.id,
            Indicator.code,
            Indicator.printed_code,
            Indicator.text,
            Indicator.block_id,
            Block.task_id,
        )
        .join(Block, Indicator.block_id == Block.id)
        .join(Task, Block.task_id == Task.id)
        .join(Duty, Task.duty_id == Duty.id)
        .where(Duty.standard_id == standard_id)
        .order_by(Task.position, Block.position, Indicator.position)
    )
    return [IndicatorOutline(*row) for row in rows]


def list_outputs(session: Session, standard_id: int) -> Sequence[OutputOutline]:
    """Return every output of a standard, in order, in one select."""
    rows = session.execute(
        select(Output.id, Output.code, Output.title, Output.task_id)
        .join(Task, Output.task_id == Task.id)
        .join(Duty, Task.duty_id == Duty.id)
        .where(Duty.standard_id == standard_id)
        .order_by(Task.position, Output.position)
    )
    return [OutputOutline(*row) for row in rows]


def list_attitudes(session: Session, standard_id: int) -> Sequence[CompetencyOutline]:
    """Return the attitudes of a standard, in order."""
    rows = session.scalars(
        select(Competency)
        .where(Competency.standard_id == standard_id, Competency.kind == CompetencyKind.ATTITUDE)
        .order_by(Competency.position)
    )
    return [
        CompetencyOutline(row.id, row.kind, row.code or "", row.name, (), is_critical=False)
        for row in rows
    ]
