"""The cohorts that a person may look into: who is ready for what, and what holds them back."""

from flask import Blueprint, render_template
from flask_login import current_user

from quizzes.trainees.queries import list_trainees
from webapp.accounts.queries import list_staff_names
from webapp.accounts.staff import get_visible_cohort, list_visible_cohorts
from webapp.clock import today
from webapp.extensions import db
from webapp.kit.listing import Listing
from webapp.permissions import Role, requires

pages = Blueprint("cohorts", __name__, url_prefix="/cohorts")
READERS = (Role.INSTRUCTOR, Role.ASSESSOR, Role.ADMINISTRATOR, Role.AUDITOR)


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
    """Show one cohort."""
    session = db.session()
    cohort, standard = get_visible_cohort(session, current_user, public_id)
    return render_template(
        "instructor/cohorts/matrix.html",
        cohort=cohort,
        standard=standard,
        people=list_trainees(session, cohort.id),
    )
