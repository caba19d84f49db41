"""結訓: who of a cohort is ready, and the report that freezes it."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from quizzes.certification.cohorts import get_cohort_standing
from quizzes.certification.commands import draft_report, issue_completion_report
from quizzes.certification.criteria import chosen_criterion
from quizzes.certification.queries import ReportLine, list_reports
from quizzes.certification.standing import TraineeStanding
from quizzes.mastery.policy import CLAIM_READY_FROM
from quizzes.mastery.rollup import Claim, ClaimStatus
from quizzes.trainees.queries import list_cohorts
from webapp.audit.recording import record_own_act
from webapp.clock import now, today
from webapp.extensions import db
from webapp.kit.listing import Listing
from webapp.paper.glyphs import require_printable
from webapp.paper.office import ZONE, my_office
from webapp.paper.words import RESULTS
from webapp.permissions import Role, requires

pages = Blueprint("completion", __name__, url_prefix="/completion")
CODES_SHOWN = 6


@pages.get("")
@requires(Role.ADMINISTRATOR, Role.AUDITOR)
def index() -> str:
    """List the cohorts, each with its way to report and certificates."""
    session = db.session()
    cohorts = list_cohorts(session)
    latest: dict[str, ReportLine] = {}
    for report in list_reports(session):
        latest.setdefault(report.cohort_public_id, report)
    return render_template(
        "administrator/completion/index.html",
        listing=Listing(cohorts, total=len(cohorts)),
        latest=latest,
        today=today(),
    )


@pages.get("/<public_id>")
@requires(Role.ADMINISTRATOR, Role.AUDITOR)
def show(public_id: str) -> str:
    """Show what a report of today would say, before it is frozen."""
    session = db.session()
    standing = get_cohort_standing(session, public_id, today=today(), zone=ZONE)
    criterion = chosen_criterion(standing.criteria, request.args.get("criterion", ""))
    draft = draft_report(standing, criterion, issuer=my_office().issuer, today=today())
    lines = list(zip(standing.trainees, draft["trainees"], strict=True))
    return render_template(
        "administrator/completion/show.html",
        cohort=standing.cohort,
        standard=standing.standard,
        criteria=standing.criteria,
        criterion=criterion,
        draft=draft,
        listing=Listing(lines, total=len(lines)),
        open_count=draft["totals"]["graduated"] - draft["totals"]["certified"],
        reports=list_reports(session, cohort_ids=[standing.cohort.id]),
        words=RESULTS,
        missing={
            each.public_id: _missing(each, each.claim(criterion.scope, criterion.subject))
            for each in standing.trainees
        },
    )


@pages.post("/<public_id>")
@requires(Role.ADMINISTRATOR)
def issue(public_id: str) -> Response:
    """Freeze the results of the cohort as a report."""
    report = issue_completion_report(
        db.session(),
        cohort_public_id=public_id,
        criterion_key=request.form.get("criterion", ""),
        office=my_office(),
        by=current_user.login,
        now=now(),
    )
    require_printable(report.content, of=_("這份報告"))
    record_own_act(
        "report.issue", "completion_report", report.public_id,
        number=report.number, cohort=public_id, sha256=report.sha256,
    )  # fmt: skip
    db.session.commit()
    flash(_("第 %(number)s 號報告已產生，內容不會再變。", number=report.number))
    return redirect(url_for("reports.completion.show", public_id=report.public_id))


def _missing(trainee: TraineeStanding, claim: Claim | None) -> str:
    """Say what keeps a trainee from graduating; nothing where nothing does."""
    said = ""
    if claim is None or claim.status is ClaimStatus.NOT_ASSESSED:
        said = _("還沒有作答")
    elif claim.status is ClaimStatus.READY:
        said = "" if trainee.left_on is None else _("已離班")
    elif claim.status is ClaimStatus.NO_ITEMS:
        said = _("%(n)s 項職能尚無題目", n=len(claim.without_items))
    elif claim.thin:
        said = _("作答太少：%(codes)s", codes=_some(claim.thin))
    else:
        said = _("把握未到 %(bound)s", bound=f"{CLAIM_READY_FROM:.0%}")
    return said


def _some(codes: tuple[str, ...]) -> str:
    """Name some codes, and how many there are in all."""
    shown = "、".join(codes[:CODES_SHOWN])
    if len(codes) > CODES_SHOWN:
        shown = _("%(codes)s 等 %(n)s 項", codes=shown, n=len(codes))
    return shown
