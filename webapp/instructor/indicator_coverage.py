"""覆蓋圖 by indicator: K and S × indicator × cognitive level, the whole table of specifications."""

from collections.abc import Sequence

from flask import Blueprint, render_template, request, url_for
from flask_babel import gettext as _

from curriculum.standards.queries import StandardOutline
from quizzes.blueprints.indicators import (
    ITEMS_REQUIRED_FOR_INDICATOR,
    IndicatorCoverage,
    ServingBank,
)
from quizzes.blueprints.queries import list_indicator_coverage
from quizzes.items.content import Cognitive
from webapp.extensions import db
from webapp.instructor.chosen_standard import chosen_standard
from webapp.instructor.coverage import Cell, CoverageView, Group, Row
from webapp.instructor.words import COGNITIVE
from webapp.kit.language import titled
from webapp.permissions import Role, requires

pages = Blueprint("indicator_coverage", __name__)


@pages.get("/coverage/indicators")
@requires(Role.INSTRUCTOR, Role.ADMINISTRATOR)
def show() -> str:
    """Show which banks serve each indicator, at which cognitive level."""
    session = db.session()
    chosen = chosen_standard(session)
    standard, task = chosen.outline, request.args.get("task", "")
    every = list_indicator_coverage(session, standard)
    rows = [each for each in every if not task or each.task_code == task]
    return render_template(
        "instructor/indicator_coverage/show.html",
        standard=standard,
        standards=chosen.others,
        every=every,
        task=task,
        view=_view(standard, rows),
        least=ITEMS_REQUIRED_FOR_INDICATOR,
    )


def _view(standard: StandardOutline, every: Sequence[IndicatorCoverage]) -> CoverageView:
    banks = [bank for each in every for bank in each.banks]
    totals = [sum(bank.counts[level] for bank in banks) for level in Cognitive]
    return CoverageView(
        caption=_("每個行為指標在每項職能、每個認知層次已上線的題數"),
        levels=[str(COGNITIVE[level]) for level in Cognitive],
        groups=[_group(standard, each) for each in every],
        totals=totals,
        total=sum(totals),
        need=sum(each.have + each.missing for each in every),
        show_all=True,
    )


def _group(standard: StandardOutline, indicator: IndicatorCoverage) -> Group:
    return Group(
        label=f"{indicator.code} {titled(indicator.text)}",
        kind="",
        short_count=len(indicator.without_items),
        rows=[_row(standard, indicator, bank) for bank in indicator.banks],
        sum=_("%(have)s／%(need)s 題", have=indicator.have, need=ITEMS_REQUIRED_FOR_INDICATOR),
    )


def _row(standard: StandardOutline, indicator: IndicatorCoverage, bank: ServingBank) -> Row:
    return Row(
        code=bank.code,
        name=bank.name,
        url=url_for("instructor.items.index", standard=standard.code, competency=bank.code),
        have=bank.have,
        need=1,
        is_enough=bank.have > 0,
        cells=[_cell(standard, indicator, bank, level) for level in Cognitive],
    )


def _cell(
    standard: StandardOutline, indicator: IndicatorCoverage, bank: ServingBank, level: Cognitive
) -> Cell:
    """One cell; where a bank does not serve the indicator at all, an item to apply is wanted."""
    have = bank.counts[level]
    is_wanted = not bank.have and level is Cognitive.APPLY
    return Cell(
        have=have,
        need=1 if is_wanted else have,
        url=url_for(
            "instructor.drafts.new" if is_wanted else "instructor.items.index",
            standard=standard.code,
            competency=bank.code,
            cognitive=level.value,
            indicator=indicator.code if is_wanted else None,
        ),
        is_suggested=False,
    )
