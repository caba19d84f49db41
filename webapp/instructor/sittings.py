"""監看與補時: who of a cohort sits a quiz now, pauses and extra minutes, answers that came late."""

from typing import TYPE_CHECKING

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from curriculum.errors import InvalidError
from curriculum.standards.queries import outline_of
from quizzes.delivery.deadlines import TimeEventKind
from quizzes.delivery.saving import AnswerPlace
from quizzes.late_answers.commands import Verdict, decide_late_answer
from quizzes.late_answers.queries import list_waiting_answers
from quizzes.timing.commands import TimeAct, change_time
from quizzes.timing.queries import list_running_attempts
from quizzes.trainees.allowances import ALLOWANCE_WORDS
from webapp.accounts.staff import get_member, get_visible_cohort
from webapp.audit.recording import record_own_act
from webapp.clock import now
from webapp.extensions import db
from webapp.instructor.words import PURPOSES
from webapp.kit.language import in_language
from webapp.kit.listing import Listing
from webapp.kit.subjects import subjects_of
from webapp.permissions import Role, requires

if TYPE_CHECKING:
    from quizzes.trainees.models import Cohort

pages = Blueprint("sittings", __name__, url_prefix="/cohorts/<public_id>/sittings")
WATCHERS = (Role.INSTRUCTOR, Role.ADMINISTRATOR)


@pages.get("")
@requires(*WATCHERS)
def show(public_id: str) -> str:
    """Show the attempts that go on, and the late answers that wait for a decision."""
    return _page(public_id)


def _page(public_id: str, message: str = "") -> str:
    session = db.session()
    cohort, standard = get_visible_cohort(session, current_user, public_id)
    outline = outline_of(session, standard)
    running = list_running_attempts(session, cohort.id)
    return render_template(
        "instructor/sittings/show.html",
        cohort=cohort,
        standard=outline,
        listing=Listing(running, total=len(running)),
        waiting=list_waiting_answers(session, [cohort.id]),
        subject=subjects_of(outline),
        purposes=PURPOSES,
        allowances=ALLOWANCE_WORDS,
        chosen=request.form.getlist("attempt"),
        message=message,
        now=now(),
    )


@pages.post("")
@requires(*WATCHERS)
def change(public_id: str) -> Response | tuple[str, int]:
    """Pause attempts, let them go on, or give them minutes; for those chosen, or for all."""
    session = db.session()
    cohort, _standard = get_visible_cohort(session, current_user, public_id)
    try:
        act = _act()
        changed = change_time(
            session, cohort_id=cohort.id, attempts=_chosen(cohort), act=act,
            by=current_user.login, now=now(),
        )  # fmt: skip
    except InvalidError as error:
        db.session.rollback()
        return _page(public_id, in_language(error.wording)), 422
    for attempt_id in changed:
        record_own_act(
            f"attempt.{act.kind.value}", "attempt", attempt_id,
            minutes=act.minutes, reason=act.reason,
        )  # fmt: skip
    db.session.commit()
    _say(act.kind, len(changed))
    return redirect(url_for(".show", public_id=public_id), 303)


def _say(kind: TimeEventKind, count: int) -> None:
    said = {
        TimeEventKind.PAUSE: _("暫停了 %(n)s 份作答。", n=count),
        TimeEventKind.RESUME: _("%(n)s 份作答繼續了。", n=count),
        TimeEventKind.EXTRA: _("%(n)s 份作答補了時間。", n=count),
    }
    if count:
        flash(said[kind])
    else:
        flash(_("沒有改變：選的作答已經結束，或已經是那樣。"), "warning")


def _act() -> TimeAct:
    try:
        kind = TimeEventKind(request.form.get("do", ""))
    except ValueError:
        raise InvalidError("選一個動作。", "Choose what to do.") from None
    minutes = request.form.get("minutes", type=int) or 0
    return TimeAct(kind, request.form.get("reason", ""), minutes)


def _chosen(cohort: "Cohort") -> list[str]:
    """Return the attempts that were ticked, or all that go on."""
    if request.form.get("whom") == "all":
        return [each.public_id for each in list_running_attempts(db.session(), cohort.id)]
    chosen = request.form.getlist("attempt")
    if not chosen:
        raise InvalidError("勾選至少一份作答，或選「全部」。", "Tick an attempt, or choose all.")
    return chosen


@pages.post("/late/<trainee_id>/<attempt_id>/<int:position>")
@requires(*WATCHERS)
def decide(
    public_id: str, trainee_id: str, attempt_id: str, position: int
) -> Response | tuple[str, int]:
    """Say whether an answer that came late counts, and why."""
    session = db.session()
    cohort, _standard = get_visible_cohort(session, current_user, public_id)
    trainee = get_member(session, cohort, trainee_id)
    verdict = Verdict(
        request.form.get("do") == "count", request.form.get("reason", ""), current_user.login
    )
    seq = request.form.get("seq", type=int) or 0
    place = AnswerPlace(attempt_id, trainee.id, position)
    try:
        is_decided = decide_late_answer(session, place=place, seq=seq, verdict=verdict, now=now())
    except InvalidError as error:
        db.session.rollback()
        return _page(public_id, in_language(error.wording)), 422
    if is_decided:
        record_own_act(
            "attempt.decide_late", "attempt", attempt_id,
            position=position, counts=verdict.counts, reason=verdict.reason,
        )  # fmt: skip
    db.session.commit()
    flash(
        _("第 %(n)s 題計分了。", n=position)
        if verdict.counts
        else _("第 %(n)s 題不計分。", n=position)
    )
    return redirect(url_for(".show", public_id=public_id), 303)
