"""The cohorts that a person may look into: who is ready for what, and what holds them back."""

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from flask import Blueprint, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from curriculum.standards.queries import StandardOutline, outline_of
from quizzes.mastery.calibration import printed_version
from quizzes.mastery.calibrations import current_calibration
from quizzes.mastery.queries import measure
from quizzes.trainees.queries import list_trainees
from webapp.accounts.queries import list_staff_names
from webapp.accounts.staff import get_member, get_visible_cohort, list_visible_cohorts
from webapp.audit.looking import record_look
from webapp.clock import today
from webapp.extensions import db
from webapp.instructor.cohort_readiness import CohortReadiness, Column, cohort_readiness
from webapp.instructor.finding import finding
from webapp.instructor.gaps import gaps, near_misses
from webapp.instructor.matrix import BY_NAME, BY_READY, MET, PAGE_SIZE, Wish, matrix_view
from webapp.instructor.matrix_sheet import matrix_sheet
from webapp.instructor.person import person_view
from webapp.instructor.ranking import named, ranking_view
from webapp.instructor.words import PURPOSES
from webapp.kit.listing import Listing
from webapp.kit.spreadsheets import CSV_TYPE, XLSX_TYPE, csv_bytes, download, xlsx_bytes
from webapp.permissions import Role, requires

if TYPE_CHECKING:
    from quizzes.trainees.models import Cohort

pages = Blueprint("cohorts", __name__, url_prefix="/cohorts")
READERS = (Role.INSTRUCTOR, Role.ASSESSOR, Role.ADMINISTRATOR, Role.AUDITOR)
GAPS_SHOWN = 5


@pages.get("")
@requires(*READERS)
def index() -> str:
    """List the cohorts that the person looks after; administrators and auditors see all."""
    session = db.session()
    cohorts = list_visible_cohorts(session, current_user)
    return render_template(
        "instructor/cohorts/index.html",
        listing=Listing(cohorts, total=len(cohorts)),
        running=[each for each in cohorts if each.starts_on <= today() <= each.ends_on],
        staff=list_staff_names(session),
        today=today(),
    )


@pages.get("/<public_id>")
@requires(*READERS)
def matrix(public_id: str) -> str:
    """Show who of a cohort is ready for which task, and what would move most people."""
    cohort, standard = _cohort(public_id)
    readiness = _readiness(cohort, standard)
    found = gaps(readiness)
    said = finding(readiness, found)
    wish = _wish(readiness)
    chosen = _chosen(readiness, said.column)

    def page_url(**changes: Any) -> str:  # noqa: ANN401 (any field of the wish)
        arguments = _arguments(replace(wish, **changes), chosen)
        return url_for(".matrix", public_id=public_id, **arguments)

    def person_url(trainee_id: str, task: str | None = None) -> str:
        return url_for(".person", public_id=public_id, trainee_id=trainee_id, task=task)

    return render_template(
        "instructor/cohorts/matrix.html",
        cohort=cohort,
        standard=standard,
        readiness=readiness,
        finding=said,
        matrix=matrix_view(readiness, wish, page_url=page_url, person_url=person_url),
        ranking=ranking_view(readiness, chosen, wish, person_url=person_url) if chosen else None,
        chosen=chosen,
        wish=wish,
        figures={figure: page_url(figure=figure) for figure in ("", MET)},
        gaps=found[:GAPS_SHOWN],
        gap_count=len(found),
        near_misses=near_misses(readiness)[:GAPS_SHOWN],
        person_url=person_url,
        named=named,
        week=_week(cohort),
        rule_version=printed_version(current_calibration(db.session(), standard.id).number),
    )


@pages.get("/<public_id>/matrix.<any(csv, xlsx):kind>")
@requires(*READERS)
def export(public_id: str, kind: str) -> Response:
    """Send the matrix of everybody as a spreadsheet."""
    cohort, standard = _cohort(public_id)
    sheet = matrix_sheet(_readiness(cohort, standard), title=_("就緒矩陣"))
    name = f"{cohort.name}-{_('就緒矩陣')}-{today():%Y%m%d}.{kind}"
    record_look("cohort.export", "cohort", public_id, kind=kind)
    if kind == "csv":
        return download(csv_bytes(sheet), name=name, content_type=CSV_TYPE)
    return download(xlsx_bytes([sheet]), name=name, content_type=XLSX_TYPE)


@pages.get("/<public_id>/trainees/<trainee_id>")
@requires(*READERS)
def person(public_id: str, trainee_id: str) -> str:
    """Show one trainee in one task: what is claimed, and every answer that it rests on."""
    session = db.session()
    cohort, standard = _cohort(public_id)
    trainee = get_member(session, cohort, trainee_id)

    def task_url(key: str) -> str:
        return url_for(".person", public_id=public_id, trainee_id=trainee_id, task=key)

    measured = measure(session, standard=standard, trainee_id=trainee.id)
    view = person_view(
        standard,
        measured,
        chosen=request.args.get("task"),
        today=today(),
        task_url=task_url,
    )
    page = render_template(
        "instructor/cohorts/person.html",
        cohort=cohort,
        standard=standard,
        trainee=trainee,
        view=view,
        critical=measured.calibration.critical,
        purpose_words=PURPOSES,
        rule_version=printed_version(measured.calibration.number),
    )
    record_look("trainee.look", "trainee", trainee_id, cohort=public_id, task=view.task.key)
    return page


def _cohort(public_id: str) -> tuple["Cohort", StandardOutline]:
    cohort, standard = get_visible_cohort(db.session(), current_user, public_id)
    return cohort, outline_of(db.session(), standard)


def _readiness(cohort: "Cohort", standard: StandardOutline) -> CohortReadiness:
    session = db.session()
    trainees = list_trainees(session, cohort.id)
    return cohort_readiness(session, standard=standard, trainees=trainees, today=today())


def _wish(readiness: CohortReadiness) -> Wish:
    """Read what is asked for; what nobody can ask for is the usual instead."""
    usual = Wish()
    sort = request.args.get("sort", usual.sort)
    known = {BY_READY, BY_NAME, *(column.key for column in readiness.columns)}
    last = max(1, -(-len(readiness.people) // PAGE_SIZE))
    return Wish(
        sort=sort if sort.removeprefix("-") in known else usual.sort,
        figure=MET if request.args.get("figure") == MET else "",
        page=min(max(1, request.args.get("page", 1, type=int)), last),
    )


def _arguments(wish: Wish, chosen: Column | None) -> dict[str, Any]:
    """Return what stands in the address; the usual does not."""
    usual = Wish()
    wished = {
        name: value
        for name in ("sort", "figure", "page")
        if (value := getattr(wish, name)) != getattr(usual, name)
    }
    if chosen and "task" in request.args:
        wished["task"] = chosen.key
    return wished


def _chosen(readiness: CohortReadiness, usual: Column | None) -> Column | None:
    """Return the task that a phone shows: the one asked for, else the one of the finding."""
    key = request.args.get("task")
    return next((column for column in readiness.columns if column.key == key), usual)


def _week(cohort: "Cohort") -> tuple[int, int] | None:
    """Return the week of the course and how many it has, while it runs."""
    day, days = (today() - cohort.starts_on).days, (cohort.ends_on - cohort.starts_on).days
    return (day // 7 + 1, days // 7 + 1) if 0 <= day <= days else None
