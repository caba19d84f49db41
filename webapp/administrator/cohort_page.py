"""The page of one cohort, shown by itself or again with what could not be taken."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from flask import render_template
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from curriculum.standards.queries import get_standard_by_id
from quizzes.trainees.queries import list_trainees
from quizzes.trainees.rosters import LONGEST_NAME, LONGEST_NUMBER
from webapp.accounts.queries import list_logins_of, list_staff, list_staff_of
from webapp.accounts.words import ROLES
from webapp.extensions import db
from webapp.kit.listing import Listing

if TYPE_CHECKING:
    from quizzes.trainees.models import Cohort


class MemberForm(FlaskForm):
    """One trainee."""

    name = StringField(
        _l("姓名"),
        [InputRequired(_l("填寫姓名")), Length(max=LONGEST_NAME, message=_l("姓名太長"))],
    )
    number = StringField(_l("學員編號"), [Length(max=LONGEST_NUMBER, message=_l("編號太長"))])
    has_login = BooleanField(_l("建立登入帳號"))


class RosterForm(FlaskForm):
    """A pasted list of trainees."""

    people = TextAreaField(_l("名單"), [InputRequired(_l("貼上名單"))])
    has_logins = BooleanField(_l("為每個人建立登入帳號"))


def render_cohort(
    cohort: "Cohort",
    *,
    member: MemberForm | None = None,
    roster: RosterForm | None = None,
    messages: Sequence[str] = (),
) -> str:
    """Render the page of a cohort."""
    session = db.session()
    trainees = list_trainees(session, cohort.id)
    staff = list_staff_of(session, cohort.id)
    return render_template(
        "administrator/cohorts/show.html",
        cohort=cohort,
        standard=get_standard_by_id(session, cohort.standard_id),
        listing=Listing(trainees, total=len(trainees)),
        logins=list_logins_of(session, cohort.id),
        staff=staff,
        others=[user for user in list_staff(session) if user not in staff],
        member=member or MemberForm(formdata=None),
        roster=roster or RosterForm(formdata=None),
        messages=messages,
        words=ROLES,
    )
