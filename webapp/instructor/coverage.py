"""覆蓋圖: what the bank holds and what it still lacks, and the way to the most useful item."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, render_template, request, url_for
from flask_babel import gettext as _

from curriculum.standards.queries import StandardOutline
from quizzes.blueprints.coverage import CompetencyCoverage, WantedItem, wanted_items
from quizzes.blueprints.queries import list_coverage
from quizzes.items.content import Cognitive
from webapp.extensions import db
from webapp.instructor.chosen_standard import chosen_standard
from webapp.instructor.words import COGNITIVE
from webapp.permissions import Role, requires

pages = Blueprint("coverage", __name__)
WANTED_SHOWN = 6
FILTERS = ("all", "short", "K", "S")


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of the map, as kit/coverage.html draws it."""

    have: int
    need: int
    url: str
    is_suggested: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One competency of the map."""

    code: str
    name: str
    url: str
    have: int
    need: int
    is_enough: bool
    cells: Sequence[Cell]


@dataclass(frozen=True, slots=True)
class Group:
    """Rows that belong together: the knowledge, the skills, or those that serve an indicator."""

    label: str
    kind: str  # K or S, where its rows are of one kind
    short_count: int
    rows: Sequence[Row]
    sum: str = ""


@dataclass(frozen=True, slots=True)
class CoverageView:
    """The map."""

    caption: str
    levels: Sequence[str]
    groups: Sequence[Group]
    totals: Sequence[int]
    total: int
    need: int
    show_all: bool


@pages.get("/coverage")
@requires(Role.INSTRUCTOR, Role.ADMINISTRATOR)
def show() -> str:
    """Show the table of specifications 雙向細目表."""
    session = db.session()
    chosen = chosen_standard(session)
    standard = chosen.outline
    every = list_coverage(session, standard)
    shown, task = request.args.get("show", "all"), request.args.get("task", "")
    wanted = wanted_items(every)
    rows = _filtered(every, shown, task)
    return render_template(
        "instructor/coverage/show.html",
        standard=standard,
        standards=chosen.others,
        every=every,
        view=_view(standard, rows, wanted[0] if wanted else None, show_all=shown != "all"),
        shown=shown,
        counts={name: len(_filtered(every, name, task)) for name in FILTERS},
        task=task,
        wanted=[(each, new_item_url(standard, each)) for each in _first_of_each(wanted)],
        barred=_barred_tasks(standard, every),
        without_lesson=[each for each in every if not each.has_lesson],
        unserved=[each for each in every if each.have and each.unserved],
        cognitive_words=COGNITIVE,
    )


def _filtered(
    every: Sequence[CompetencyCoverage], shown: str, task: str
) -> list[CompetencyCoverage]:
    return [
        each
        for each in every
        if (not task or task in each.task_codes)
        and (shown != "short" or not each.is_enough)
        and (shown not in {"K", "S"} or each.kind == shown)
    ]


def _view(
    standard: StandardOutline,
    rows: Sequence[CompetencyCoverage],
    first: WantedItem | None,
    *,
    show_all: bool,
) -> CoverageView:
    totals = [sum(each.counts[level] for each in rows) for level in Cognitive]
    labels = {"K": _("K 知識 %(n)s 項"), "S": _("S 技能 %(n)s 項")}
    groups = []
    for kind, label in labels.items():
        own = [each for each in rows if each.kind == kind]
        if own:
            short = sum(not each.is_enough for each in own)
            drawn = [_row(standard, each, first) for each in own]
            groups.append(Group(label % {"n": len(own)}, kind, short, drawn))
    return CoverageView(
        caption=_("每項職能在五個認知層次已上線的題數，和細目表要求的題數"),
        levels=[str(COGNITIVE[level]) for level in Cognitive],
        groups=groups,
        totals=totals,
        total=sum(totals),
        need=sum(each.required for each in rows),
        show_all=show_all,
    )


def _row(standard: StandardOutline, coverage: CompetencyCoverage, first: WantedItem | None) -> Row:
    return Row(
        code=coverage.code,
        name=coverage.name,
        url=url_for("instructor.items.index", standard=standard.code, competency=coverage.code),
        have=coverage.have,
        need=coverage.required,
        is_enough=coverage.is_enough,
        cells=[_cell(standard, coverage, level, first) for level in Cognitive],
    )


def _cell(
    standard: StandardOutline,
    coverage: CompetencyCoverage,
    level: Cognitive,
    first: WantedItem | None,
) -> Cell:
    have, lacking = coverage.counts[level], coverage.lacking.get(level, 0)
    endpoint = "instructor.items.index" if have else "instructor.drafts.new"
    return Cell(
        have=have,
        need=have + lacking,
        url=url_for(
            endpoint, standard=standard.code, competency=coverage.code, cognitive=level.value
        ),
        is_suggested=first is not None and (first.code, first.cognitive) == (coverage.code, level),
    )


def _first_of_each(wanted: Sequence[WantedItem]) -> list[WantedItem]:
    """Return the most useful item of each competency, of as many as are shown."""
    first: dict[str, WantedItem] = {}
    for each in wanted:
        first.setdefault(each.code, each)
    return list(first.values())[:WANTED_SHOWN]


def new_item_url(standard: StandardOutline, wanted: WantedItem) -> str:
    """Return the address that opens a new item for a cell of the map."""
    return url_for(
        "instructor.drafts.new",
        standard=standard.code,
        competency=wanted.code,
        cognitive=wanted.cognitive.value,
        indicator=wanted.indicator,
    )


def _barred_tasks(standard: StandardOutline, every: Sequence[CompetencyCoverage]) -> list[str]:
    """Return the tasks that nobody can be ready for, because a competency has no item at all."""
    empty = {each.competency_id for each in every if not each.have}
    return [task.code for task in standard.tasks if empty & set(task.competency_ids)]
