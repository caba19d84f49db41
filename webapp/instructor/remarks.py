"""題目回報: what trainees say of items, and what they are answered."""

from typing import TYPE_CHECKING, Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response
from wtforms import HiddenField, RadioField, TextAreaField
from wtforms.validators import AnyOf, InputRequired, Length

from curriculum.errors import ConflictError, InvalidError
from quizzes.items.queries import get_item
from quizzes.remarks.answering import (
    count_remarks,
    get_remark,
    get_seen,
    list_remark_page,
)
from quizzes.remarks.commands import answer_remark
from quizzes.remarks.rules import TEXT_LIMIT
from quizzes.remarks.terms import (
    KIND_WORDS,
    OUTCOME_NOTES,
    OUTCOME_WORDS,
    STATE_WORDS,
    Outcome,
    RemarkState,
)
from webapp.accounts.staff import find_cohort_of, visible_cohort_ids
from webapp.audit.looking import record_look
from webapp.audit.recording import record_own_act
from webapp.clock import now
from webapp.extensions import db
from webapp.instructor.words import PURPOSES
from webapp.kit.choices import choices
from webapp.kit.language import in_language
from webapp.kit.listing import Listing
from webapp.permissions import Role, requires

if TYPE_CHECKING:
    from quizzes.remarks.models import Remark

pages = Blueprint("remarks", __name__, url_prefix="/remarks")
TONES = {RemarkState.OPEN: "warn", RemarkState.PASSED_ON: "", RemarkState.SETTLED: "ok"}


class AnswerForm(FlaskForm):
    """What became of a remark."""

    seen = HiddenField()  # how many answers there were when the page was shown
    outcome = RadioField(_l("結果"), [AnyOf(tuple(Outcome), _l("選一項"))], validate_choice=False)
    words = TextAreaField(
        _l("給學員的話"),
        [
            InputRequired(_l("寫給學員：看過之後怎麼處理，為什麼")),
            Length(max=TEXT_LIMIT, message=_l("給學員的話最多 1000 個字")),
        ],
    )


@pages.get("")
@requires(Role.INSTRUCTOR)
def index() -> str:
    """List the remarks of the trainees whom the person looks after, unanswered ones first."""
    session, asked = db.session(), request.args
    cohort_ids = visible_cohort_ids(current_user)
    item = get_item(session, asked["item"]) if asked.get("item") else None
    state = next((each for each in RemarkState if each == asked.get("state")), None)
    kept: dict[str, Any] = {name: asked[name] for name in ("state", "item") if asked.get(name)}
    found = list_remark_page(
        session,
        cohort_ids=cohort_ids,
        state=state,
        item_public_id=item.public_id if item else "",
        after=asked.get("after", ""),
    )
    return render_template(
        "instructor/remarks/index.html",
        page=Listing(
            found.remarks,
            next_url=url_for(".index", **kept, after=found.after) if found.after else None,
            previous_url=url_for(".index", **kept) if asked.get("after") else None,
        ),
        counts=count_remarks(session, cohort_ids=cohort_ids, item_id=item.id if item else None),
        state=state,
        item=item,
        kinds=KIND_WORDS,
        states=STATE_WORDS,
        tones=TONES,
    )


@pages.get("/<remark_id>")
@requires(Role.INSTRUCTOR)
def show(remark_id: str) -> str:
    """Show a remark with the item as the trainee saw it and answered it."""
    session = db.session()
    remark = get_remark(session, remark_id, cohort_ids=visible_cohort_ids(current_user))
    return _page(remark, AnswerForm())


@pages.post("/<remark_id>")
@requires(Role.INSTRUCTOR)
def answer(remark_id: str) -> Response | tuple[str, int]:
    """Tell who made the remark what became of it."""
    session = db.session()
    cohort_ids = visible_cohort_ids(current_user)
    remark = get_remark(session, remark_id, cohort_ids=cohort_ids, is_to_change=True)
    form = AnswerForm()
    if not form.validate_on_submit():
        return _page(remark, form), 422
    try:
        given = answer_remark(
            session,
            remark=remark,
            outcome=Outcome(form.outcome.data),
            words=str(form.words.data),
            seen_answers=request.form.get("seen", -1, type=int),
            by=current_user.login,
            now=now(),
        )
    except (ConflictError, InvalidError) as error:
        db.session.rollback()
        session = db.session()
        remark = get_remark(session, remark_id, cohort_ids=cohort_ids)
        return _page(remark, form, message=in_language(error.wording)), 422
    record_own_act("remark.answer", "remark", remark_id, outcome=given.outcome.value)
    name = remark.trainee.name
    db.session.commit()
    flash(_("已答覆%(name)s。學員下次登入就會看到。", name=name))
    return redirect(url_for(".index"), 303)


def _page(remark: "Remark", form: AnswerForm, message: str = "") -> str:
    """Show the page of a remark, and record that somebody looked at a person's answer."""
    session = db.session()
    form.outcome.choices = choices((each, in_language(OUTCOME_WORDS[each])) for each in Outcome)
    form.seen.data = str(len(remark.answers))
    attempt = remark.attempt_item.attempt
    page = render_template(
        "instructor/remarks/show.html",
        remark=remark,
        item=remark.attempt_item,
        attempt=attempt,
        seen=get_seen(session, remark),
        cohort=find_cohort_of(
            session,
            current_user,
            trainee_id=remark.trainee_id,
            standard_id=attempt.quiz.standard_id,
        ),
        form=form,
        message=message,
        notes={outcome.value: in_language(words) for outcome, words in OUTCOME_NOTES.items()},
        kinds=KIND_WORDS,
        outcomes=OUTCOME_WORDS,
        purpose_words=PURPOSES,
    )
    record_look("trainee.look", "trainee", remark.trainee.public_id, remark=remark.public_id)
    return page
