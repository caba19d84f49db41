"""What waits for an administrator: zeros in an intact structure where nothing does."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, current_app, render_template, url_for
from flask_babel import gettext as _

from curriculum.icap.queries import list_waiting_documents
from curriculum.standards.counting import Parts, count_parts
from curriculum.standards.queries import StandardLine, list_standards
from quizzes.items.counting import count_competencies_with_items
from quizzes.trainees.queries import CohortLine, list_cohorts
from webapp.accounts.queries import (
    count_by_role,
    count_trainees_without_login,
    list_staff_names,
)
from webapp.audit.queries import list_entries
from webapp.clock import today
from webapp.extensions import db
from webapp.outages import data_folders, free_space
from webapp.permissions import Role, requires

pages = Blueprint("overview", __name__)


@dataclass(frozen=True, slots=True)
class Duty:
    """Something to be done: how many, what, what it means, and where it is done."""

    count: int
    what: str
    why: str
    url: str
    act: str


@dataclass(frozen=True, slots=True)
class StandardFigures:
    """A standard with how far its course has come."""

    line: StandardLine
    parts: Parts
    with_items: int


@pages.get("/")
@requires(Role.ADMINISTRATOR)
def show() -> str:
    """Show what is to be done, and how the platform stands."""
    session = db.session()
    parts, with_items = count_parts(session), count_competencies_with_items(session)
    standards = [
        StandardFigures(line, parts[line.id], with_items.get(line.id, 0))
        for line in list_standards(session)
    ]
    cohorts = list_cohorts(session)
    duties = _duties(standards, cohorts)
    return render_template(
        "administrator/overview/show.html",
        duties=duties,
        open_count=sum(1 for duty in duties if duty.count),
        standards=standards,
        running=[c for c in cohorts if c.starts_on <= today() <= c.ends_on],
        cohort_count=len(cohorts),
        counts=count_by_role(session),
        trail=list_entries(session).entries[:8],
        megabytes_left=_megabytes_left(),
    )


def _megabytes_left() -> int | None:
    """Return how much the data's disk still takes, where that is too little; else None."""
    left = free_space(data_folders()) // 1024**2
    return left if left < current_app.config["LOW_SPACE_MEGABYTES"] else None


def _duties(standards: Sequence[StandardFigures], cohorts: Sequence[CohortLine]) -> list[Duty]:
    """List what may wait, in the order in which a platform is set up."""
    session = db.session()
    waiting = list_waiting_documents(session)
    looked_after = list_staff_names(session)
    current = [cohort for cohort in cohorts if cohort.ends_on >= today()]
    unattended = [cohort for cohort in current if cohort.id not in looked_after]
    empty = [cohort for cohort in current if not cohort.trainee_count]
    first_import = url_for("administrator.standards.imports.add")
    review = (
        url_for("administrator.standards.imports.review", public_id=waiting[0].public_id)
        if waiting
        else first_import
    )
    return [
        Duty(len(waiting), _("文件等著檢查"), _("讀好了，還沒匯入。"), review, _("檢查")),
        Duty(
            sum(each.parts.measured - each.with_items for each in standards),
            _("項職能沒有題目"),
            _("學員看得到單元，但測不出會不會。由講師出題。"),
            url_for("administrator.standards.index"),
            _("看職能基準"),
        ),
        Duty(
            len(unattended),
            _("個班沒有老師"),
            _("沒有人看得到這些班的就緒度。"),
            _cohort_url(unattended),
            _("指定老師"),
        ),
        Duty(
            len(empty),
            _("個班沒有學員"),
            _("把名單貼進班級頁。"),
            _cohort_url(empty),
            _("加入學員"),
        ),
        Duty(
            count_trainees_without_login(session),
            _("位學員沒有帳號"),
            _("不能登入作答；從班級頁建立帳號。"),
            _cohort_url(current),
            _("建立帳號"),
        ),
    ]


def _cohort_url(cohorts: Sequence[CohortLine]) -> str:
    """Return the page of the only cohort, or the list of them."""
    if len(cohorts) == 1:
        return url_for("administrator.cohorts.show", public_id=cohorts[0].public_id)
    return url_for("administrator.cohorts.index")
