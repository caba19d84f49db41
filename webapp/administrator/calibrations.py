"""量測校準: by which priors, bars and difficulties a standard was measured, and since when."""

from flask import Blueprint, render_template, request, url_for
from flask_babel import lazy_gettext as _l

from curriculum.standards.queries import get_outline, get_standard
from quizzes.mastery.calibrations import get_calibration_report, list_calibrations
from quizzes.mastery.movement import share_moved_by, share_right
from quizzes.mastery.policy import ANSWERS_TO_SEE_A_PRIOR, DOMAIN_CUT, TRAINEES_TO_FIT_A_PRIOR
from webapp.extensions import db
from webapp.kit.listing import Listing
from webapp.permissions import Role, requires

pages = Blueprint("calibrations", __name__, url_prefix="/<code>/calibrations")

PAGE_SIZE = 50
ITEMS_SHOWN = 20
LARGEST_NUMBER = 2**31 - 1
MAKERS = {
    "night": _l("系統，夜間自動校準"),
    "system": _l("系統，載入題庫時"),
    "demo": _l("系統，建立示範時"),
    "callboard mastery calibrate": _l("指令 callboard mastery calibrate"),
}


@pages.get("")
@requires(Role.ADMINISTRATOR, Role.AUDITOR)
def index(code: str) -> str:
    """List the calibrations of a standard, the newest first."""
    session = db.session()
    standard = get_standard(session, code)
    below = request.args.get("below", type=int)
    if below is not None:
        below = max(0, min(below, LARGEST_NUMBER))
    newest = list_calibrations(session, standard.id, limit=1)
    lines = list_calibrations(session, standard.id, below=below, limit=PAGE_SIZE + 1)
    shown = lines[:PAGE_SIZE]
    has_more = len(lines) > PAGE_SIZE
    return render_template(
        "administrator/standards/calibrations/index.html",
        standard=standard,
        newest=newest[0] if newest else None,
        listing=Listing(
            shown,
            next_url=url_for(".index", code=code, below=shown[-1].number) if has_more else None,
            previous_url=url_for(".index", code=code) if below is not None else None,
            total=newest[0].number if newest else None,
        ),
        makers=MAKERS,
    )


@pages.get(f"/<int(max={LARGEST_NUMBER}):number>")
@requires(Role.ADMINISTRATOR, Role.AUDITOR)
def show(code: str, number: int) -> str:
    """Show one calibration: the prior, the panel, the bars, and the items that moved most."""
    standard = get_outline(db.session(), code)
    report = get_calibration_report(db.session(), standard, number)
    prior, panel = report.calibration.prior, report.calibration.bars.common_error
    return render_template(
        "administrator/standards/calibrations/show.html",
        standard=standard,
        report=report,
        line=report.line,
        prior=prior,
        prior_share=share_right(prior.mean),
        share_above=share_right(1.0),
        cut=DOMAIN_CUT,
        panel=panel,
        panel_share=share_moved_by(panel),
        people_needed=TRAINEES_TO_FIT_A_PRIOR,
        answers_needed=ANSWERS_TO_SEE_A_PRIOR,
        competencies=Listing(report.competencies),
        names={each.code: each.name for each in report.competencies},
        moves=Listing(report.moves[:ITEMS_SHOWN]),
        makers=MAKERS,
    )
