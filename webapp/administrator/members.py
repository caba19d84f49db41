"""The trainees of a cohort: adding one or a pasted list, giving logins, leaving."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from curriculum.errors import DomainError, NotFoundError
from quizzes.trainees.commands import enrol_roster, leave_cohort
from quizzes.trainees.queries import find_enrolment, get_cohort, get_trainee_by_public_id
from quizzes.trainees.rosters import RosterEntry, check_roster, read_roster
from webapp.accounts.commands import add_trainee_login
from webapp.accounts.passwords import NewPassword, new_password
from webapp.accounts.queries import list_logins_of
from webapp.administrator.cohort_page import MemberForm, RosterForm, render_cohort
from webapp.audit.recording import record_own_act
from webapp.clock import now, today
from webapp.extensions import db
from webapp.kit.language import in_language
from webapp.permissions import Role, requires

if TYPE_CHECKING:
    from quizzes.trainees.models import Cohort, Enrolment, Trainee

pages = Blueprint("members", __name__, url_prefix="/<public_id>/members")

MOST_LOGINS = 60
Page = str | tuple[str, int] | Response
Handover = list[tuple[str, str, str]]  # name, login, password


@pages.post("")
@requires(Role.ADMINISTRATOR)
def add(public_id: str) -> Page:
    """Add one trainee."""
    form = MemberForm()
    if not form.validate_on_submit():
        return render_cohort(get_cohort(db.session(), public_id), member=form), 422
    number = str(form.number.data or "").strip() or None
    entries = [RosterEntry(1, str(form.name.data).strip(), number)]
    problems = [in_language(problem.wording) for problem in check_roster(entries)]
    if not problems:
        try:
            return _enrol(public_id, entries, has_logins=bool(form.has_login.data))
        except DomainError as error:
            db.session.rollback()
            problems = [in_language(error.wording)]
    cohort = get_cohort(db.session(), public_id)
    return render_cohort(cohort, member=form, messages=problems), 422


@pages.post("/list")
@requires(Role.ADMINISTRATOR)
def add_list(public_id: str) -> Page:
    """Add the people of a pasted list, or none of them where a line cannot be taken."""
    form = RosterForm()
    if not form.validate_on_submit():
        return render_cohort(get_cohort(db.session(), public_id), roster=form), 422
    has_logins = bool(form.has_logins.data)
    try:
        roster = read_roster(str(form.people.data))
        problems = [in_language(problem.wording) for problem in roster.problems]
        if has_logins and len(roster.entries) > MOST_LOGINS:
            problems.append(_("一次最多為 %(n)s 人建立帳號。分幾次貼上。", n=MOST_LOGINS))
        if not problems:
            return _enrol(public_id, roster.entries, has_logins=has_logins)
    except DomainError as error:
        db.session.rollback()
        problems = [in_language(error.wording)]
    cohort = get_cohort(db.session(), public_id)
    return render_cohort(cohort, roster=form, messages=problems), 422


def _enrol(public_id: str, entries: Sequence[RosterEntry], *, has_logins: bool) -> Page:
    session = db.session()
    passwords = _prepared_passwords(len(entries) if has_logins else 0)
    cohort = get_cohort(session, public_id)
    joining = enrol_roster(session, cohort=cohort, entries=entries, on=today(), now=now())
    record_own_act("cohort.enrol", "cohort", public_id, trainees=[t.public_id for t in joining])
    handover = _add_logins(cohort, joining, passwords)
    db.session.commit()
    if not joining:
        flash(_("名單上的人都已經在這個班了。"), "warning")
    else:
        flash(_("加入了 %(n)s 人。", n=len(joining)))
    return _shown(cohort, handover)


def _prepared_passwords(count: int) -> list[NewPassword]:
    """Make passwords while no transaction holds the database: hashing is slow on purpose."""
    db.session.rollback()
    return [new_password() for _number in range(count)]


def _add_logins(
    cohort: "Cohort", trainees: Sequence["Trainee"], passwords: Sequence[NewPassword]
) -> Handover:
    """Give a login to each of these who has none."""
    session = db.session()
    held = list_logins_of(session, cohort.id) if passwords else {}
    without = [trainee for trainee in trainees if trainee.id not in held]
    handover = []
    for trainee, password in zip(without, passwords, strict=False):
        user = add_trainee_login(session, trainee=trainee, password=password, now=now())
        record_own_act("user.add", "user", user.login, roles=[Role.TRAINEE])
        handover.append((user.name, user.login, password.text))
    return handover


def _shown(cohort: "Cohort", handover: Handover) -> Page:
    """Show the passwords this once, where there are any: they are kept nowhere."""
    if handover:
        return render_template(
            "administrator/cohorts/members/passwords.html", cohort=cohort, rows=handover
        )
    return redirect(url_for("administrator.cohorts.show", public_id=cohort.public_id))


@pages.post("/<trainee_id>/login")
@requires(Role.ADMINISTRATOR)
def add_login(public_id: str, trainee_id: str) -> Page:
    """Give a trainee of the cohort a login."""
    session = db.session()
    passwords = _prepared_passwords(1)
    cohort, trainee, _enrolment = _member(public_id, trainee_id)
    if trainee.id in list_logins_of(session, cohort.id):
        flash(_("%(name)s 已經有帳號。", name=trainee.name), "warning")
        return _shown(cohort, [])
    handover = _add_logins(cohort, [trainee], passwords)
    db.session.commit()
    return _shown(cohort, handover)


@pages.post("/<trainee_id>/leave")
@requires(Role.ADMINISTRATOR)
def leave(public_id: str, trainee_id: str) -> Response:
    """Let a trainee leave the cohort; what was measured stays."""
    _cohort, trainee, enrolment = _member(public_id, trainee_id)
    leave_cohort(db.session(), enrolment=enrolment, on=today())
    record_own_act("cohort.leave", "cohort", public_id, trainee=trainee.public_id)
    db.session.commit()
    flash(_("%(name)s 已離開這個班，作答和紀錄都還在。", name=trainee.name))
    return redirect(url_for("administrator.cohorts.show", public_id=public_id))


def _member(public_id: str, trainee_id: str) -> tuple["Cohort", "Trainee", "Enrolment"]:
    """Return a cohort with one of its trainees, or raise NotFoundError."""
    session = db.session()
    cohort = get_cohort(session, public_id)
    trainee = get_trainee_by_public_id(session, trainee_id)
    enrolment = find_enrolment(session, cohort_id=cohort.id, trainee_id=trainee.id)
    if enrolment is None:
        raise NotFoundError("這位學員不在這個班。", "This trainee is not in the cohort.")
    return cohort, trainee, enrolment
