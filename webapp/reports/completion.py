"""Issued completion reports: the list, one report, and its files."""

from flask import Blueprint, Response, abort, render_template
from flask_babel import gettext as _

from quizzes.certification.queries import ReportView, get_report, list_reports
from webapp.extensions import db
from webapp.kit.listing import Listing
from webapp.kit.spreadsheets import CSV_TYPE, XLSX_TYPE, csv_bytes, download, xlsx_bytes
from webapp.kit.words import day
from webapp.permissions import Role, requires
from webapp.reports.access import my_cohorts, require_report_access
from webapp.reports.drawing import report_pdf, report_preview
from webapp.reports.tables import roster, sheets

pages = Blueprint("completion", __name__, url_prefix="/completion")
READERS = (Role.INSTRUCTOR, Role.ASSESSOR, Role.ADMINISTRATOR, Role.AUDITOR)


@pages.get("")
@requires(*READERS)
def index() -> str:
    """List the reports of the person's cohorts."""
    session = db.session()
    reports = list_reports(session, cohort_ids=my_cohorts(session))
    return render_template(
        "reports/completion/index.html", listing=Listing(reports, total=len(reports))
    )


@pages.get("/<public_id>")
@requires(*READERS)
def show(public_id: str) -> str:
    """Show one report: its figures, its files, and its pages as they are printed."""
    report = _report(public_id)
    return render_template(
        "reports/completion/show.html",
        report=report,
        content=report.content,
        page_count=len(report_preview(report)),
    )


@pages.get("/<public_id>/<int:page>.svg")
@requires(*READERS)
def preview(public_id: str, page: int) -> Response:
    """Draw one page as it is printed."""
    drawn = report_preview(_report(public_id))
    if not 1 <= page <= len(drawn):
        abort(404)
    return Response(drawn[page - 1], mimetype="image/svg+xml")


@pages.get("/<public_id>.pdf")
@requires(*READERS)
def pdf(public_id: str) -> Response:
    """Send the report as PDF."""
    report = _report(public_id)
    return download(
        report_pdf(report), name=_filename(report, "pdf"), content_type="application/pdf"
    )


@pages.get("/<public_id>.xlsx")
@requires(*READERS)
def xlsx(public_id: str) -> Response:
    """Send the report as a workbook."""
    report = _report(public_id)
    content = xlsx_bytes(sheets(report))
    return download(content, name=_filename(report, "xlsx"), content_type=XLSX_TYPE)


@pages.get("/<public_id>.csv")
@requires(*READERS)
def csv(public_id: str) -> Response:
    """Send 學員名單及成績總表 as CSV."""
    report = _report(public_id)
    content = csv_bytes(roster(report.content))
    return download(content, name=_filename(report, "csv"), content_type=CSV_TYPE)


def _report(public_id: str) -> ReportView:
    session = db.session()
    report = get_report(session, public_id)
    require_report_access(session, report)
    return report


def _filename(report: ReportView, ending: str) -> str:
    name = _(
        "結訓報告 %(cohort)s 第%(number)s號 %(day)s",
        cohort=report.cohort_name,
        number=report.number,
        day=day(report.issued_at).replace("/", "-"),
    )
    return f"{name}.{ending}"
