"""Who looks after a cohort: its instructors and assessors."""

from flask import Blueprint, flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from curriculum.errors import NotFoundError
from quizzes.trainees.queries import get_cohort
from webapp.accounts.commands import assign_staff, release_staff
from webapp.accounts.queries import STAFF, get_user
from webapp.audit.recording import record_own_act
from webapp.extensions import db
from webapp.permissions import Role, requires

pages = Blueprint("staff", __name__, url_prefix="/<public_id>/staff")


@pages.post("")
@requires(Role.ADMINISTRATOR)
def assign(public_id: str) -> Response:
    """Let an instructor or assessor look after the cohort."""
    session = db.session()
    cohort = get_cohort(session, public_id)
    user = get_user(session, request.form.get("user", ""))
    if not user.has_role(*STAFF):
        raise NotFoundError("這個人不是講師或評量者。", "This is no instructor or assessor.")
    assign_staff(session, user_id=user.id, cohort_id=cohort.id)
    record_own_act("cohort.assign_staff", "cohort", public_id, user=user.login)
    db.session.commit()
    flash(_("%(name)s 可以看這個班了。", name=user.name))
    return redirect(url_for("administrator.cohorts.show", public_id=public_id))


@pages.post("/<user_id>/release")
@requires(Role.ADMINISTRATOR)
def release(public_id: str, user_id: str) -> Response:
    """Let somebody no longer look after the cohort."""
    session = db.session()
    cohort = get_cohort(session, public_id)
    user = get_user(session, user_id)
    release_staff(session, user_id=user.id, cohort_id=cohort.id)
    record_own_act("cohort.release_staff", "cohort", public_id, user=user.login)
    db.session.commit()
    flash(_("%(name)s 不再看得到這個班。", name=user.name))
    return redirect(url_for("administrator.cohorts.show", public_id=public_id))
