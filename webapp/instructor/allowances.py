"""How much time a trainee gets in every quiz, agreed once, with the reason."""

from typing import TYPE_CHECKING

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response
from wtforms import RadioField, StringField
from wtforms.validators import InputRequired, Length

from quizzes.timing.commands import agree_on_time
from quizzes.timing.queries import allowance_of, list_accommodations
from quizzes.trainees.allowances import ALLOWANCE_WORDS, TimeAllowance
from webapp.accounts.staff import get_member, get_visible_cohort
from webapp.audit.recording import record_own_act
from webapp.clock import now
from webapp.extensions import db
from webapp.kit.choices import choices
from webapp.kit.language import in_language
from webapp.permissions import Role, requires

if TYPE_CHECKING:
    from quizzes.trainees.models import Cohort, Trainee

pages = Blueprint(
    "allowances", __name__, url_prefix="/cohorts/<public_id>/trainees/<trainee_id>/allowance"
)
DECIDERS = (Role.INSTRUCTOR, Role.ADMINISTRATOR)


class AllowanceForm(FlaskForm):
    """How much time, and why."""

    allowance = RadioField(
        _l("測驗時間"),
        choices=choices(
            [
                (TimeAllowance.STANDARD.value, _l("一般")),
                (TimeAllowance.QUARTER_MORE.value, _l("1.25 倍")),
                (TimeAllowance.HALF_MORE.value, _l("1.5 倍")),
                (TimeAllowance.DOUBLE.value, _l("2 倍")),
                (TimeAllowance.UNTIMED.value, _l("不計時")),
            ]
        ),
    )
    reason = StringField(
        _l("理由"),
        [InputRequired(_l("寫下理由")), Length(max=200, message=_l("理由最多 200 個字"))],
    )


@pages.get("")
@requires(*DECIDERS)
def edit(public_id: str, trainee_id: str) -> str:
    """Show how much time a trainee gets, and what was agreed before."""
    cohort, trainee = _member(public_id, trainee_id)
    kept = allowance_of(db.session(), trainee.id)
    return _page(cohort, trainee, AllowanceForm(data={"allowance": kept.value}))


@pages.post("")
@requires(*DECIDERS)
def update(public_id: str, trainee_id: str) -> Response | tuple[str, int]:
    """Let the trainee have so much time from now on, also in attempts that go on."""
    cohort, trainee = _member(public_id, trainee_id)
    form = AllowanceForm()
    if not form.validate_on_submit():
        return _page(cohort, trainee, form), 422
    allowance = TimeAllowance(form.allowance.data)
    is_changed = agree_on_time(
        db.session(),
        trainee_id=trainee.id,
        allowance=allowance,
        reason=str(form.reason.data),
        by=current_user.login,
        now=now(),
    )
    if is_changed:
        record_own_act("trainee.agree_time", "trainee", trainee.public_id, allowance=allowance)
    db.session.commit()
    words = in_language(ALLOWANCE_WORDS[allowance])
    flash(_("%(name)s：%(words)s。", name=trainee.name, words=words))
    return redirect(url_for("instructor.sittings.show", public_id=public_id), 303)


def _member(public_id: str, trainee_id: str) -> tuple["Cohort", "Trainee"]:
    session = db.session()
    cohort, _standard = get_visible_cohort(session, current_user, public_id)
    return cohort, get_member(session, cohort, trainee_id)


def _page(cohort: "Cohort", trainee: "Trainee", form: AllowanceForm) -> str:
    return render_template(
        "instructor/allowances/edit.html",
        cohort=cohort,
        trainee=trainee,
        form=form,
        agreed=list_accommodations(db.session(), trainee.id),
        words=ALLOWANCE_WORDS,
    )
