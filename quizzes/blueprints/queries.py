"""Questions asked of the bank as a whole: the table of specifications 雙向細目表."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from curriculum.modules.queries import list_modules
from curriculum.standards.models import Competency, Indicator
from curriculum.standards.queries import (
    CompetencyOutline,
    IndicatorOutline,
    StandardOutline,
    list_indicators,
)
from quizzes.blueprints.coverage import CompetencyCoverage, items_missing, lacking_by_level
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
    served = Counter[tuple[int, str]]()
    for cell in list_coverage_cells(session, standard.id):
        served[cell.competency_id, cell.indicator] += cell.count
    taught = {m.competency.id for m in list_modules(session, standard) if m.lesson_characters}
    indicators = list_indicators(session, standard.id)
    return [
        _coverage(
            standard, competency, counts, served, indicators, has_lesson=competency.id in taught
        )
        for competency in standard.competencies.values()
    ]


def _coverage(
    standard: StandardOutline,
    competency: CompetencyOutline,
    counts: Mapping[tuple[int, str], int],
    served: Mapping[tuple[int, str], int],
    indicators: Sequence[IndicatorOutline],
    *,
    has_lesson: bool,
) -> CompetencyCoverage:
    tasks = standard.tasks_of(competency.id)
    own = {level: counts.get((competency.id, level.value), 0) for level in Cognitive}
    by_indicator = {
        each.code: served.get((competency.id, each.code), 0)
        for each in indicators
        if each.block_id in _block_ids(standard, competency.id)
    }
    unserved = tuple(code for code, count in by_indicator.items() if not count)
    missing = items_missing(own, task_count=len(tasks), unserved_count=len(unserved))
    return CompetencyCoverage(
        competency_id=competency.id,
        code=competency.code,
        name=competency.name,
        kind=competency.kind.value,
        task_codes=tuple(task.code for task in tasks),
        counts=own,
        lacking=lacking_by_level(own, kind=competency.kind.value, missing=missing),
        unserved=unserved,
        indicators=by_indicator,
        has_lesson=has_lesson,
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
