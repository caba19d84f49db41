"""關鍵職能: the K and S in which one clear gap bars every claim that asks for them."""

from collections.abc import Iterable

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response
from wtforms import SelectMultipleField, TextAreaField
from wtforms.fields import SelectChoice  # type: ignore[attr-defined] # the stubs lag behind
from wtforms.validators import DataRequired, Length
from wtforms.widgets import CheckboxInput

from curriculum.standards.commands import mark_critical
from curriculum.standards.queries import CompetencyOutline, StandardOutline, get_outline
from quizzes.mastery.calibration import printed_version
from quizzes.mastery.calibrations import current_calibration
from quizzes.mastery.movement import share_right
from quizzes.mastery.policy import DOMAIN_CUT, GAP_THETA
from webapp.audit.queries import list_entries_about
from webapp.audit.recording import record_own_act
from webapp.extensions import db
from webapp.kit.choices import choices
from webapp.kit.language import titled
from webapp.permissions import Role, requires

pages = Blueprint("critical", __name__, url_prefix="/<code>/critical")

ACTION = "standard.mark_critical"
Page = str | tuple[str, int]


class CriticalForm(FlaskForm):
    """Which competencies are critical, and why."""

    knowledge = SelectMultipleField(_l("知識 K"), option_widget=CheckboxInput())
    skills = SelectMultipleField(_l("技能 S"), option_widget=CheckboxInput())
    because = TextAreaField(
        _l("理由"),
        [DataRequired(_l("寫下理由")), Length(max=500, message=_l("理由最多 500 個字"))],
    )

    def chosen(self) -> list[str]:
        """Return the codes that were ticked."""
        return [*(self.knowledge.data or ()), *(self.skills.data or ())]


@pages.get("")
@requires(Role.ADMINISTRATOR)
def edit(code: str) -> str:
    """Ask which competencies are critical."""
    standard = get_outline(db.session(), code)
    form = CriticalForm(knowledge=standard.critical, skills=standard.critical)
    return _page(standard, _with_competencies(form, standard))


@pages.post("")
@requires(Role.ADMINISTRATOR)
def change(code: str) -> Page | Response:
    """Let what was ticked be critical from the next calibration on."""
    session = db.session()
    standard = get_outline(session, code)
    form = _with_competencies(CriticalForm(), standard)
    if not form.validate_on_submit():
        return _page(standard, form), 422
    changed = mark_critical(session, standard_id=standard.id, codes=form.chosen())
    if changed is None:
        flash(_("沒有改變。"))
        return redirect(url_for(".edit", code=code))
    record_own_act(
        ACTION, "standard", standard.code,
        added=changed.added, removed=changed.removed, because=form.because.data,
    )  # fmt: skip
    db.session.commit()
    flash(_("已儲存。下一次量測校準起照這樣判定。"))
    return redirect(url_for("administrator.standards.show", code=code))


def _with_competencies(form: CriticalForm, standard: StandardOutline) -> CriticalForm:
    competencies = standard.competencies.values()
    form.knowledge.choices = _choices(competencies, "K")
    form.skills.choices = _choices(competencies, "S")
    return form


def _choices(competencies: Iterable[CompetencyOutline], kind: str) -> list[SelectChoice]:
    return choices((c.code, f"{c.code} {titled(c.name)}") for c in competencies if c.kind == kind)


def _page(standard: StandardOutline, form: CriticalForm) -> str:
    session = db.session()
    in_force = current_calibration(session, standard.id)
    return render_template(
        "administrator/standards/critical/edit.html",
        standard=standard,
        form=form,
        in_force=in_force,
        version=printed_version(in_force.number),
        is_waiting=in_force.critical != set(standard.critical),
        changes=list_entries_about(session, kind="standard", subject=standard.code, action=ACTION),
        at_bar=DOMAIN_CUT,
        at_gap=share_right(GAP_THETA),
    )
