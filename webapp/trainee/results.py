"""After a quiz: what it moved and why, the shortest way on, and the items that may be shown."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from flask import Blueprint, redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from curriculum.standards.queries import outline_of
from quizzes.delivery.record import Try, list_tries
from quizzes.delivery.terms import AttemptState, Purpose
from quizzes.items.queries import list_published
from quizzes.late_answers.queries import get_ended_attempt
from quizzes.mastery.calibration import printed_version
from quizzes.mastery.calibrations import numbered_calibration
from quizzes.mastery.measuring import History, measured
from quizzes.mastery.policy import LEVEL_BUDGET
from quizzes.mastery.queries import get_history, supported_levels
from quizzes.mastery.stopping import RULES
from quizzes.sittings.queries import Sheet, get_sitting
from webapp.clock import today
from webapp.extensions import db
from webapp.permissions import Role, requires
from webapp.trainee.onward import onward, subject_of
from webapp.trainee.outcome import outcome
from webapp.trainee.person import my_trainee_id, purpose_word

if TYPE_CHECKING:
    from quizzes.delivery.models import Attempt

pages = Blueprint("results", __name__)


@pages.get("/attempts/<attempt_id>/result")
@requires(Role.TRAINEE)
def show(attempt_id: str) -> str | Response:
    """Show the result of an attempt that was handed in, as far as its reveal rule allows."""
    session = db.session()
    ended = get_ended_attempt(session, attempt_id, trainee_id=my_trainee_id())
    attempt = ended.attempt
    if attempt.state is AttemptState.OPEN:
        return redirect(url_for("trainee.attempts.resume", attempt_id=attempt_id))
    if attempt.quiz.purpose is Purpose.REVIEW:
        return redirect(url_for("trainee.reviews.result", attempt_id=attempt_id))
    standard = outline_of(session, attempt.quiz.standard)
    sitting = get_sitting(session, attempt)
    history = get_history(session, standard=standard, trainee_id=my_trainee_id())
    published = list_published(session, standard.competencies)
    assessable = supported_levels(standard, published)
    tries = _tries(session, attempt)
    then = _as_it_was(session, history, attempt)
    found = outcome(
        attempt,
        sitting,
        standard=standard,
        history=then,
        assessable=assessable,
        spent=sum(each.item_count for each in tries if each.number <= attempt.number),
    )
    is_all = attempt.handed_in_at is not None and then.until(attempt.handed_in_at) == history
    today_measured = found.after if is_all else measured(standard, history, assessable)
    spent = sum(each.item_count for each in tries)
    way_on = onward(
        today_measured,
        standard=standard,
        published=published,
        subject=subject_of(attempt, standard, today_measured, published, spent=spent),
        newly_ready=found.newly_ready,
        today=today(),
    )
    revealed = [sheet for sheet in sitting.sheets if sheet.reveal]
    lists = _lists(revealed)
    chosen = request.args.get("show", "")
    return render_template(
        "trainee/results/show.html",
        attempt=attempt,
        sitting=sitting,
        outcome=found,
        receipt=ended.receipt,
        late_answers=ended.late_answers,
        onward=way_on,
        budget=LEVEL_BUDGET,
        right_score=sum(sheet.score or 0 for sheet in revealed),
        is_revealed=bool(revealed),
        counts={name: len(sheets) for name, sheets in lists.items()},
        chosen=chosen if chosen in lists else "all",
        sheets=lists.get(chosen, revealed),
        purpose_word=purpose_word,
        rule_version=printed_version(attempt.calibration, RULES[attempt.rule].id),
    )


def _tries(session: Session, attempt: "Attempt") -> Sequence[Try]:
    """Return the sittings of a level quiz; of other quizzes nobody asks."""
    if attempt.quiz.level is None:
        return ()
    return list_tries(session, quiz_id=attempt.quiz_id, trainee_id=attempt.trainee_id)


def _as_it_was(session: Session, history: History, attempt: "Attempt") -> History:
    """Return the history with the calibration that the attempt began with."""
    if history.calibration.number == attempt.calibration:
        return history
    return history.by(numbered_calibration(session, attempt.quiz.standard_id, attempt.calibration))


def _lists(revealed: Sequence[Sheet]) -> dict[str, list[Sheet]]:
    """Sort the items that may be shown into what the filters ask for."""
    return {
        "all": list(revealed),
        "wrong": [sheet for sheet in revealed if (sheet.score or 0) < 1],
        "flagged": [sheet for sheet in revealed if sheet.is_flagged],
    }
