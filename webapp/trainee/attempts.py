"""The player: one question a page, answers saved at once, handing in."""

import secrets
from typing import TYPE_CHECKING

from flask import Blueprint, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from curriculum.errors import ConflictError, InvalidError, NotFoundError
from quizzes.delivery.commands import flag_item
from quizzes.delivery.queries import get_attempt, get_hand_in_reply, list_attempt_items
from quizzes.delivery.saving import AnswerPlace, GivenAnswer, SavedAnswer, save_answer
from quizzes.delivery.terms import AttemptState, Purpose
from quizzes.errors import AttemptClosedError
from quizzes.items.kinds.raw import raw_response
from quizzes.late_answers.commands import keep_late_answer
from quizzes.sittings.commands import close_if_overdue, confirm_answer, hand_in, require_open
from quizzes.sittings.queries import Sitting, get_sitting
from webapp.audit.recording import record_own_act
from webapp.clock import now
from webapp.csrf import masked_token
from webapp.extensions import db
from webapp.kit.language import in_language
from webapp.permissions import Role, requires
from webapp.trainee.coming_back import days_by_position
from webapp.trainee.given import given_answer, wants_json
from webapp.trainee.person import my_trainee_id, purpose_word
from webapp.trainee.serving import competencies_of
from webapp.trainee.way import cells, pages_to_keep

if TYPE_CHECKING:
    from quizzes.delivery.models import Attempt, AttemptItem

pages = Blueprint("attempts", __name__)


def _mine(session: Session, attempt_id: str, *, is_to_change: bool = False) -> "Attempt":
    return get_attempt(session, attempt_id, trainee_id=my_trainee_id(), is_to_change=is_to_change)


@pages.get("/attempts/<attempt_id>")
@requires(Role.TRAINEE)
def resume(attempt_id: str) -> Response:
    """Go to the first question that is not answered, or to the result."""
    session = db.session()
    sitting = get_sitting(session, _mine(session, attempt_id), positions=())
    if sitting.state is AttemptState.HANDED_IN:
        return redirect(url_for("trainee.results.show", attempt_id=attempt_id))
    is_done = "is_answered" if sitting.purpose is Purpose.TASK_QUIZ else "is_confirmed"
    left = [stop.position for stop in sitting.stops if not getattr(stop, is_done)]
    if not left:
        return redirect(url_for("trainee.attempts.review", attempt_id=attempt_id))
    return redirect(url_for("trainee.attempts.show", attempt_id=attempt_id, position=left[0]))


@pages.get("/attempts/<attempt_id>/<int:position>")
@requires(Role.TRAINEE)
def show(attempt_id: str, position: int) -> str | Response:
    """Show one question of the attempt."""
    session = db.session()
    attempt = _mine(session, attempt_id)
    sitting = get_sitting(session, attempt, positions=(position,))
    if sitting.state is AttemptState.HANDED_IN:
        return redirect(url_for("trainee.results.show", attempt_id=attempt_id))
    return _question_page(session, attempt, sitting, position)


def _question_page(
    session: Session, attempt: "Attempt", sitting: Sitting, position: int, message: str = ""
) -> str:
    sheet = sitting.sheets[0]
    return render_template(
        "trainee/attempts/show.html",
        attempt=attempt,
        sitting=sitting,
        sheet=sheet,
        position=position,
        message=message,
        cells=cells(sitting, position),
        serves=competencies_of(session, attempt, sheet),
        comes_again=days_by_position(session, sitting, trainee_id=attempt.trainee_id),
        purpose_word=purpose_word,
        pages=pages_to_keep(sitting),
        now=now(),
    )


@pages.put("/attempts/<attempt_id>/<int:position>")
@requires(Role.TRAINEE)
def save(attempt_id: str, position: int) -> ResponseReturnValue:
    """Save one answer; say so only after it is committed."""
    given = given_answer(request.get_json())
    place = AnswerPlace(attempt_id, my_trainee_id(), position)
    try:
        saved = save_answer(db.session(), place=place, given=given, now=now())
    except AttemptClosedError:
        db.session.rollback()
        return _keep_late(place, given)
    db.session.commit()
    return jsonify(_reply(saved))


def _keep_late(place: AnswerPlace, given: GivenAnswer) -> tuple[Response, int]:
    """Keep an answer that was chosen in time and came too late, or say that it is over."""
    try:
        late = keep_late_answer(db.session(), place=place, given=given, now=now())
    finally:
        db.session.commit()  # an attempt whose time is over is handed in, whatever came
    reply = {"position": place.position, "seq": late.seq, "is_late": True}
    return jsonify(reply), 202


def _reply(saved: SavedAnswer) -> dict[str, object]:
    return {
        "position": saved.position,
        "seq": saved.seq,
        "saved_at": saved.saved_at.isoformat(),
        "is_newest": saved.is_newest,
        "deadline_at": saved.deadline_at and saved.deadline_at.isoformat(),
        "is_paused": saved.is_paused,
    }


@pages.get("/attempts/<attempt_id>/state")
@requires(Role.TRAINEE)
def state(attempt_id: str) -> Response:
    """Tell a player how the attempt stands, and what it needs to send answers again."""
    attempt = _mine(db.session(), attempt_id)
    return jsonify(
        {
            "state": attempt.state.value,
            "now": now().isoformat(),
            "deadline_at": attempt.deadline_at and attempt.deadline_at.isoformat(),
            "is_paused": attempt.paused_at is not None,
            "person": current_user.public_id,
            "csrf": masked_token(),
        }
    )


@pages.post("/attempts/<attempt_id>/<int:position>")
@requires(Role.TRAINEE)
def answer(attempt_id: str, position: int) -> ResponseReturnValue:
    """Take the form of one question: save, then flag, confirm, or go on."""
    session = db.session()
    attempt = _mine(session, attempt_id, is_to_change=True)
    if close_if_overdue(session, attempt=attempt, now=now()):
        db.session.commit()
        return _go_to(url_for("trainee.results.show", attempt_id=attempt_id))
    item = _item(session, attempt, position)
    try:
        _save_form(session, attempt, item)
        target = _act(session, attempt, item)
    except InvalidError as error:
        if wants_json():
            raise
        db.session.rollback()
        attempt = _mine(session, attempt_id)
        sitting = get_sitting(session, attempt, positions=(position,))
        page = _question_page(session, attempt, sitting, position, in_language(error.wording))
        return page, 422
    db.session.commit()
    return _go_to(target)


def _go_to(target: str) -> Response:
    """Lead on: a form by a redirect, a script by telling it where to."""
    return jsonify({"next": target}) if wants_json() else redirect(target, 303)


def _item(session: Session, attempt: "Attempt", position: int) -> "AttemptItem":
    for item in list_attempt_items(session, attempt.id):
        if item.position == position:
            return item
    raise NotFoundError("找不到這一題。", "There is no such item in this attempt.")


def _save_form(session: Session, attempt: "Attempt", item: "AttemptItem") -> None:
    """Save what the form holds; a form that comes again or too late changes nothing."""
    if item.confirmed_at is not None:
        return
    raw = raw_response(request.form.items(multi=True))
    seq = request.form.get("seq", type=int) or 1
    if raw is None and seq <= 1:
        return
    place = AnswerPlace(attempt.public_id, attempt.trainee_id, item.position)
    save_answer(session, place=place, given=GivenAnswer(raw, seq), now=now())


def _act(session: Session, attempt: "Attempt", item: "AttemptItem") -> str:
    """Do what the pressed button says and return where to go."""
    here = url_for("trainee.attempts.show", attempt_id=attempt.public_id, position=item.position)
    if "flag" in request.form:
        require_open(attempt, now())
        flag_item(session, item=item, is_flagged=bool(request.form["flag"]))
        return here
    if "go" in request.form:
        return _page_asked_for(attempt, item)
    if attempt.quiz.purpose is Purpose.TASK_QUIZ:
        return _following_page(session, attempt, item)
    following = confirm_answer(session, attempt=attempt, item=item, now=now())
    if attempt.state is AttemptState.HANDED_IN:
        record_own_act("attempt.hand_in", "attempt", attempt.public_id)
    if following is not None:
        return _page_of(attempt, following.position)
    return here


def _page_asked_for(attempt: "Attempt", item: "AttemptItem") -> str:
    if request.form["go"] == "remark":
        return url_for("trainee.remarks.add", attempt_id=attempt.public_id, position=item.position)
    return _page_of(attempt, request.form.get("go", type=int))


def _following_page(session: Session, attempt: "Attempt", item: "AttemptItem") -> str:
    if item.position == len(list_attempt_items(session, attempt.id)):
        return url_for("trainee.attempts.review", attempt_id=attempt.public_id)
    return _page_of(attempt, item.position + 1)


def _page_of(attempt: "Attempt", position: int | None) -> str:
    return url_for("trainee.attempts.show", attempt_id=attempt.public_id, position=position or 1)


@pages.get("/attempts/<attempt_id>/review")
@requires(Role.TRAINEE)
def review(attempt_id: str) -> str | Response:
    """Show what is answered, what is not and what is flagged, before handing in."""
    session = db.session()
    attempt = _mine(session, attempt_id)
    sitting = get_sitting(session, attempt, positions=())
    if sitting.state is AttemptState.HANDED_IN:
        return redirect(url_for("trainee.results.show", attempt_id=attempt_id))
    return render_template(
        "trainee/attempts/review.html",
        attempt=attempt,
        sitting=sitting,
        key=secrets.token_urlsafe(16),
        pages=pages_to_keep(sitting),
        now=now(),
    )


@pages.post("/attempts/<attempt_id>/hand-in")
@requires(Role.TRAINEE)
def submit(attempt_id: str) -> Response:
    """Hand in, once; a retry leads to the same result, and a script gets the same receipt."""
    session = db.session()
    attempt = _mine(session, attempt_id, is_to_change=True)
    if not close_if_overdue(session, attempt=attempt, now=now()):
        _hand_in(session, attempt)
    db.session.commit()
    target = url_for("trainee.results.show", attempt_id=attempt_id)
    if not wants_json():
        return redirect(target, 303)
    return jsonify({**get_hand_in_reply(session, attempt), "next": target})


def _hand_in(session: Session, attempt: "Attempt") -> None:
    """Hand in what is open; what was handed in stays as it is."""
    if attempt.state is not AttemptState.OPEN:
        return
    if attempt.quiz.purpose.is_adaptive:
        raise ConflictError(
            "這份測驗要答到判定或題數到了為止，可以暫停，回來再繼續。",
            "This quiz goes on until it has decided or is full; pause it and come back.",
        )
    require_open(attempt, now())
    key = request.headers.get("Idempotency-Key") or request.form.get("key", "")
    hand_in(session, attempt=attempt, key=key[:100], by=current_user.login, now=now())
    record_own_act("attempt.hand_in", "attempt", attempt.public_id)
