"""回報題目問題: saying what is wrong with a question, and reading what became of it."""

from typing import TYPE_CHECKING

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response
from wtforms import RadioField, TextAreaField
from wtforms.validators import AnyOf, InputRequired, Length

from curriculum.errors import ConflictError, InvalidError
from quizzes.delivery.queries import get_attempt
from quizzes.delivery.saving import AnswerPlace
from quizzes.delivery.terms import AttemptState
from quizzes.remarks.commands import make_remark, take_note
from quizzes.remarks.queries import list_own_remarks
from quizzes.remarks.rules import TEXT_LIMIT
from quizzes.remarks.terms import (
    KIND_NOTES,
    KIND_WORDS,
    OUTCOME_WORDS,
    STATE_WORDS,
    RemarkKind,
)
from quizzes.sittings.queries import Sheet, get_sitting
from webapp.audit.recording import record_own_act
from webapp.clock import now
from webapp.extensions import db
from webapp.kit.choices import choices
from webapp.kit.language import in_language
from webapp.permissions import Role, requires
from webapp.trainee.person import my_trainee_id, purpose_word

if TYPE_CHECKING:
    from quizzes.delivery.models import Attempt

pages = Blueprint("remarks", __name__)


class RemarkForm(FlaskForm):
    """What is wrong with a question, in the trainee's words."""

    kind = RadioField(
        _l("哪裡有問題"), [AnyOf(tuple(RemarkKind), _l("選一項"))], validate_choice=False
    )
    text = TextAreaField(
        _l("說明"),
        [
            InputRequired(_l("寫一句話：哪裡不對，你認為應該怎樣")),
            Length(max=TEXT_LIMIT, message=_l("說明最多 1000 個字")),
        ],
    )


@pages.get("/attempts/<attempt_id>/<int:position>/remark")
@requires(Role.TRAINEE)
def add(attempt_id: str, position: int) -> str:
    """Show the form beside the question as it was put; it tells no key and changes nothing."""
    attempt, sheet = _question(attempt_id, position)
    return _page(attempt, sheet, RemarkForm())


@pages.post("/attempts/<attempt_id>/<int:position>/remark")
@requires(Role.TRAINEE)
def make(attempt_id: str, position: int) -> Response | tuple[str, int]:
    """Keep the remark and go back to the question, or to it in the result."""
    attempt, sheet = _question(attempt_id, position)
    form = RemarkForm()
    if not form.validate_on_submit():
        return _page(attempt, sheet, form), 422
    moment = now()
    try:
        remark = make_remark(
            db.session(),
            place=AnswerPlace(attempt_id, attempt.trainee_id, position),
            kind=RemarkKind(form.kind.data),
            text=str(form.text.data),
            now=moment,
        )
    except (ConflictError, InvalidError) as error:
        db.session.rollback()
        attempt, sheet = _question(attempt_id, position)
        return _page(attempt, sheet, form, message=in_language(error.wording)), 422
    if remark.made_at == moment:
        record_own_act("remark.make", "remark", remark.public_id, item=sheet.item_code)
    back = _back_url(attempt, position)
    db.session.commit()
    flash(_("已回報第 %(n)s 題。講師的答覆會出現在「學習紀錄」的「我的回報」。", n=position))
    return redirect(back, 303)


@pages.get("/remarks")
@requires(Role.TRAINEE)
def index() -> str:
    """List the person's remarks with what became of each."""
    remarks = list_own_remarks(db.session(), trainee_id=my_trainee_id())
    new = [answer.id for each in remarks for answer in each.told if not answer.is_read]
    return render_template(
        "trainee/remarks/index.html",
        remarks=remarks,
        new_count=len(new),
        through=max(new, default=0),
        kinds=KIND_WORDS,
        outcomes=OUTCOME_WORDS,
        states=STATE_WORDS,
    )


@pages.post("/remarks")
@requires(Role.TRAINEE)
def acknowledge() -> Response:
    """Count the answers that the page showed as read."""
    through = request.form.get("through", 0, type=int)
    take_note(db.session(), trainee_id=my_trainee_id(), through=through, now=now())
    db.session.commit()
    return redirect(url_for("trainee.remarks.index"), 303)


def _question(attempt_id: str, position: int) -> tuple["Attempt", Sheet]:
    session = db.session()
    attempt = get_attempt(session, attempt_id, trainee_id=my_trainee_id())
    return attempt, get_sitting(session, attempt, positions=(position,)).sheets[0]


def _page(attempt: "Attempt", sheet: Sheet, form: RemarkForm, message: str = "") -> str:
    form.kind.choices = choices((kind, in_language(KIND_WORDS[kind])) for kind in RemarkKind)
    return render_template(
        "trainee/remarks/add.html",
        attempt=attempt,
        question=sheet.question,  # nothing else of the sheet: it may hold the key
        position=sheet.position,
        form=form,
        message=message,
        notes={kind.value: in_language(words) for kind, words in KIND_NOTES.items()},
        earlier=list_own_remarks(
            db.session(), trainee_id=attempt.trainee_id, attempt_item_id=sheet.attempt_item_id
        ),
        kinds=KIND_WORDS,
        back_url=_back_url(attempt, sheet.position),
        purpose_word=purpose_word,
    )


def _back_url(attempt: "Attempt", position: int) -> str:
    if attempt.state is AttemptState.HANDED_IN:
        anchor = f"q{position}"
        return url_for("trainee.results.show", attempt_id=attempt.public_id, _anchor=anchor)
    return url_for("trainee.attempts.show", attempt_id=attempt.public_id, position=position)
