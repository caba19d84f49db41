"""Cohorts: the classes, for which standard and how long."""

from datetime import date

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response
from wtforms import DateField, SelectField, StringField
from wtforms.validators import InputRequired, Length

from curriculum.errors import DomainError
from curriculum.standards.queries import list_standards
from quizzes.trainees.commands import add_cohort, change_cohort
from quizzes.trainees.queries import get_cohort, list_cohorts
from webapp.accounts.queries import list_staff_names
from webapp.administrator import members, staff
from webapp.administrator.cohort_page import render_cohort
from webapp.audit.recording import record_own_act
from webapp.clock import now, today
from webapp.extensions import db
from webapp.kit.choices import choices
from webapp.kit.language import in_language
from webapp.kit.listing import Listing
from webapp.permissions import Role, requires

pages = Blueprint("cohorts", __name__, url_prefix="/cohorts")
pages.register_blueprint(members.pages)
pages.register_blueprint(staff.pages)

Page = str | tuple[str, int]


class CohortForm(FlaskForm):
    """A cohort's name and period."""

    name = StringField(
        _l("班級名稱"),
        [InputRequired(_l("填寫班級名稱")), Length(max=60, message=_l("班級名稱最多 60 個字"))],
    )
    starts_on = DateField(_l("開訓日"), [InputRequired(_l("填寫開訓日，例如 2026/09/01"))])
    ends_on = DateField(_l("結訓日"), [InputRequired(_l("填寫結訓日，例如 2026/11/22"))])

    def period(self) -> dict[str, date]:
        """Return the two days once they are valid."""
        return {field.name: field.data for field in (self.starts_on, self.ends_on) if field.data}


class NewCohortForm(CohortForm):
    """A new cohort, which trains for one standard."""

    standard = SelectField(_l("職能基準"), [InputRequired(_l("選一份職能基準"))])


@pages.get("")
@requires(Role.ADMINISTRATOR)
def index() -> str:
    """List the cohorts."""
    cohorts = list_cohorts(db.session())
    return render_template(
        "administrator/cohorts/index.html",
        listing=Listing(cohorts, total=len(cohorts)),
        running=[c for c in cohorts if c.starts_on <= today() <= c.ends_on],
        trainee_count=sum(c.trainee_count for c in cohorts),
        staff=list_staff_names(db.session()),
        today=today(),
    )


@pages.get("/add")
@requires(Role.ADMINISTRATOR)
def add() -> str:
    """Ask for a new cohort."""
    return _add_page(_with_standards(NewCohortForm()))


@pages.post("/add")
@requires(Role.ADMINISTRATOR)
def create() -> Page | Response:
    """Open a cohort."""
    form = _with_standards(NewCohortForm())
    if not form.validate_on_submit():
        return _add_page(form), 422
    try:
        cohort = add_cohort(
            db.session(),
            standard_id=int(form.standard.data),
            name=str(form.name.data),
            now=now(),
            **form.period(),
        )
    except DomainError as error:
        db.session.rollback()
        return _add_page(form, in_language(error.wording)), 422
    record_own_act("cohort.add", "cohort", cohort.public_id, name=cohort.name)
    db.session.commit()
    flash(_("%(name)s 建好了。接著加入學員和老師。", name=cohort.name))
    return redirect(url_for(".show", public_id=cohort.public_id))


@pages.get("/<public_id>")
@requires(Role.ADMINISTRATOR)
def show(public_id: str) -> str:
    """Show one cohort: its trainees and those who look after it."""
    return render_cohort(get_cohort(db.session(), public_id))


@pages.get("/<public_id>/edit")
@requires(Role.ADMINISTRATOR)
def edit(public_id: str) -> str:
    """Ask for another name or period."""
    cohort = get_cohort(db.session(), public_id)
    return _edit_page(public_id, CohortForm(obj=cohort))


@pages.post("/<public_id>/edit")
@requires(Role.ADMINISTRATOR)
def change(public_id: str) -> Page | Response:
    """Change the name or the period of a cohort."""
    form = CohortForm()
    if not form.validate_on_submit():
        return _edit_page(public_id, form), 422
    cohort = get_cohort(db.session(), public_id)
    try:
        change_cohort(
            db.session(),
            cohort=cohort,
            name=str(form.name.data),
            **form.period(),
        )
    except DomainError as error:
        db.session.rollback()
        return _edit_page(public_id, form, in_language(error.wording)), 422
    record_own_act(
        "cohort.change", "cohort", public_id, name=cohort.name,
        starts_on=cohort.starts_on.isoformat(), ends_on=cohort.ends_on.isoformat(),
    )  # fmt: skip
    db.session.commit()
    flash(_("已儲存。"))
    return redirect(url_for(".show", public_id=public_id))


def _with_standards(form: NewCohortForm) -> NewCohortForm:
    standards = list_standards(db.session())
    form.standard.choices = choices(
        (str(line.id), f"{line.code} {line.name}") for line in standards
    )
    return form


def _add_page(form: NewCohortForm, message: str = "") -> str:
    return render_template("administrator/cohorts/add.html", form=form, message=message)


def _edit_page(public_id: str, form: CohortForm, message: str = "") -> str:
    return render_template(
        "administrator/cohorts/edit.html", form=form, message=message, public_id=public_id
    )
