"""Questions asked of the bank as a whole: the table of specifications 雙向細目表."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from curriculum.modules.queries import list_modules
from curriculum.standards.models import Competency, Indicator
from curriculum.standards.parts import IndicatorOutline, list_indicators
from curriculum.standards.queries import CompetencyOutline, StandardOutline
from quizzes.blueprints.coverage import BankSubject, CompetencyCoverage, competency_coverage
from quizzes.blueprints.indicators import IndicatorCoverage, ServingBank
from quizzes.items.content import Cognitive
from quizzes.items.models import Alignment, Item, ItemVersion, VersionState
from quizzes.items.queries import count_by_cognitive


@dataclass(frozen=True, slots=True)
class CoverageCell:
    """Published items of one competency, indicator and cognitive level."""

    competency_id: int
    indicator: str
    cognitive: str
    count: int


def list_coverage(session: Session, standard: StandardOutline) -> Sequence[CompetencyCoverage]:
    """Return every K and S of a standard with what its bank holds and lacks, in four selects."""
    counts = count_by_cognitive(session, standard.id)
    served: dict[int, Counter[str]] = {i: Counter() for i in standard.competencies}
    for cell in list_coverage_cells(session, standard.id):
        served[cell.competency_id][cell.indicator] += cell.count
    taught = {m.competency.id for m in list_modules(session, standard) if m.lesson_characters}
    indicators = list_indicators(session, standard.id)
    return [
        competency_coverage(
            bank_subject(standard, competency, indicators),
            counts={level: counts.get((competency.id, level.value), 0) for level in Cognitive},
            served=served[competency.id],
            has_lesson=competency.id in taught,
        )
        for competency in standard.competencies.values()
    ]


def bank_subject(
    standard: StandardOutline,
    competency: CompetencyOutline,
    indicators: Sequence[IndicatorOutline],
) -> BankSubject:
    """Return what the bank of a competency has to serve, from the indicators of the standard."""
    blocks = _block_ids(standard, competency.id)
    return BankSubject(
        competency_id=competency.id,
        code=competency.code,
        name=competency.name,
        kind=competency.kind.value,
        task_codes=tuple(task.code for task in standard.tasks_of(competency.id)),
        indicators=tuple(each.code for each in indicators if each.block_id in blocks),
    )


def _block_ids(standard: StandardOutline, competency_id: int) -> set[int]:
    return {
        block.id
        for task in standard.tasks
        for block in task.blocks
        if competency_id in block.competency_ids
    }


def indicators_of(
    session: Session, standard: StandardOutline, competency_id: int
) -> Sequence[IndicatorOutline]:
    """Return the indicators of the blocks that ask for a competency, in one select."""
    wanted = _block_ids(standard, competency_id)
    return [each for each in list_indicators(session, standard.id) if each.block_id in wanted]


def list_indicator_coverage(
    session: Session, standard: StandardOutline
) -> Sequence[IndicatorCoverage]:
    """Return every indicator with the banks that its block asks for, in two selects."""
    counts = {
        (cell.competency_id, cell.indicator, cell.cognitive): cell.count
        for cell in list_coverage_cells(session, standard.id)
    }
    tasks = {task.id: task for task in standard.tasks}
    asked = {block.id: block.competency_ids for task in standard.tasks for block in task.blocks}
    return [
        IndicatorCoverage(
            code=each.code,
            text=each.text,
            task_code=tasks[each.task_id].code,
            banks=[
                ServingBank(
                    standard.competencies[competency_id].code,
                    standard.competencies[competency_id].name,
                    {
                        level: counts.get((competency_id, each.code, level), 0)
                        for level in Cognitive
                    },
                )
                for competency_id in asked[each.block_id]
            ],
        )
        for each in list_indicators(session, standard.id)
    ]


def list_coverage_cells(session: Session, standard_id: int) -> Sequence[CoverageCell]:
    """Return K/S × indicator × cognitive level with the published items, in one select.

    An item that serves two indicators is counted with each.
    """
    rows = session.execute(
        select(
            Item.competency_id, Indicator.code, ItemVersion.cognitive, func.count(ItemVersion.id)
        )
        .select_from(Alignment)
        .join(ItemVersion, Alignment.item_version_id == ItemVersion.id)
        .join(Indicator, Alignment.indicator_id == Indicator.id)
        .join(Item, ItemVersion.item_id == Item.id)
        .join(Competency, Item.competency_id == Competency.id)
        .where(Competency.standard_id == standard_id, ItemVersion.state == VersionState.PUBLISHED)
        .group_by(Item.competency_id, Indicator.code, ItemVersion.cognitive)
    )
    return [CoverageCell(*row) for row in rows]
