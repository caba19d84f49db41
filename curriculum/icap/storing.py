"""From the document that was read and corrected to the rows of a standard."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from curriculum.icap import document as read
from curriculum.standards.codes import code_order
from curriculum.standards.models import (
    Block,
    BlockCompetency,
    Competency,
    CompetencyKind,
    Duty,
    Indicator,
    Output,
    Standard,
    Task,
)


def standard_rows(
    document: read.StandardDocument, printed: read.StandardDocument, *, now: datetime
) -> Standard:
    """Build the rows of a standard; names that only `printed` has are kept as aliases."""
    competencies = _competencies(document, printed)
    standard = Standard(
        code=document.code,
        version=document.version,
        name=document.name,
        description=document.description,
        level=document.level,
        versions=[entry.to_mapping() for entry in document.versions],
        job_categories=[entry.to_mapping() for entry in document.job_categories],
        occupations=[entry.to_mapping() for entry in document.occupations],
        industries=[entry.to_mapping() for entry in document.industries],
        prerequisites=list(document.prerequisites),
        supplements=list(document.supplements),
        update_log=list(document.update_log),
        imported_at=now,
    )
    task_position = 0
    for duty_position, duty in enumerate(document.duties, start=1):
        duty_row = Duty(code=duty.code, title=duty.title, position=duty_position)
        standard.duties.append(duty_row)
        for task in duty.tasks:
            task_position += 1
            duty_row.tasks.append(_task(task, task_position, competencies))
    standard.competencies = [*competencies.values(), *_attitudes(document, len(competencies))]
    return standard


def _task(task: read.Task, position: int, competencies: dict[str, Competency]) -> Task:
    return Task(
        code=task.code,
        title=task.title,
        position=position,
        outputs=[
            Output(
                code=output.code,
                printed_code=output.printed_code,
                title=output.title,
                position=number,
            )
            for number, output in enumerate(task.outputs, start=1)
        ],
        blocks=[
            _block(block, number, competencies) for number, block in enumerate(task.blocks, start=1)
        ],
    )


def _block(block: read.Block, position: int, competencies: dict[str, Competency]) -> Block:
    asked: dict[str, read.Competency] = {}
    for competency in (*block.knowledge, *block.skills):
        asked.setdefault(competency.code, competency)
    return Block(
        level=block.level,
        position=position,
        indicators=[
            Indicator(
                code=indicator.code,
                printed_code=indicator.printed_code,
                text=indicator.text,
                position=number,
            )
            for number, indicator in enumerate(block.indicators, start=1)
        ],
        links=[
            BlockCompetency(
                competency=competencies[code], printed_name=competency.name, position=number
            )
            for number, (code, competency) in enumerate(asked.items(), start=1)
        ],
    )


def _competencies(
    document: read.StandardDocument, printed: read.StandardDocument
) -> dict[str, Competency]:
    """Build one row for each K and S code, in the order of the codes, knowledge first."""
    rows: dict[str, Competency] = {}
    for kind, competency in sorted(
        _entries(document), key=lambda entry: (entry[0], code_order(entry[1].code))
    ):
        if competency.code not in rows:
            rows[competency.code] = Competency(
                kind=kind,
                code=competency.code,
                name=competency.name,
                description="",
                aliases=[],
                position=len(rows) + 1,
            )
    for source in (document, printed):
        for _, competency in _entries(source):
            row = rows.get(competency.code)
            if row and competency.name not in (row.name, *row.aliases):
                row.aliases = [*row.aliases, competency.name]
    return rows


def _entries(
    document: read.StandardDocument,
) -> Iterator[tuple[CompetencyKind, read.Competency]]:
    for block in _blocks(document):
        for competency in block.knowledge:
            yield CompetencyKind.KNOWLEDGE, competency
        for competency in block.skills:
            yield CompetencyKind.SKILL, competency


def _blocks(document: read.StandardDocument) -> Iterable[read.Block]:
    return (block for duty in document.duties for task in duty.tasks for block in task.blocks)


def _attitudes(document: read.StandardDocument, after: int) -> list[Competency]:
    return [
        Competency(
            kind=CompetencyKind.ATTITUDE,
            code=attitude.code or None,
            name=attitude.name,
            description=attitude.description or "",
            aliases=[],
            position=after + number,
        )
        for number, attitude in enumerate(document.attitudes, start=1)
    ]
