"""Keeping answers that come after the end, and deciding whether they count."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session, joinedload

from curriculum.errors import ConflictError, InvalidError, NotFoundError
from curriculum.standards.queries import get_outline_by_id
from quizzes.delivery.deadlines import Arrival, arrival
from quizzes.delivery.models import Attempt, AttemptItem, Response
from quizzes.delivery.saving import AnswerPlace, GivenAnswer
from quizzes.delivery.terms import LatePolicy
from quizzes.errors import AttemptClosedError
from quizzes.grading.commands import mark_again
from quizzes.items import kinds
from quizzes.items.models import ItemVersion
from quizzes.late_answers.models import LateAnswer, LateDecision
from quizzes.mastery.commands import renew_mastery
from quizzes.sittings.commands import close_if_overdue

COUNTS_WITHIN = timedelta(days=1)
BY_POLICY = "policy"
REASON = "截止前選好，截止後才送達"


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a late answer counts, who says so, and why."""

    counts: bool
    reason: str
    by: str  # login, or "policy"


def keep_late_answer(
    session: Session, *, place: AnswerPlace, given: GivenAnswer, now: datetime
) -> LateAnswer:
    """Keep an answer that was chosen before the end of its attempt and delivered after it.

    The attempt is handed in first, where its time is over. What becomes of the answer is the
    policy of the quiz. Raises AttemptClosedError for one that was chosen after the end, or that
    is older than what was handed in.
    """
    item = _item(session, place)
    attempt = item.attempt
    close_if_overdue(session, attempt=attempt, now=now)
    came = arrival(
        shown_at=item.shown_at, chosen_at=given.chosen_at, ends_at=attempt.handed_in_at, now=now
    )
    newest = session.scalar(
        select(func.max(Response.seq)).where(Response.attempt_item_id == item.id)
    )
    is_older = newest is not None and newest >= given.seq
    if came is not Arrival.LATE or given.chosen_at is None or is_older or item.confirmed_at:
        raise AttemptClosedError(
            "這次作答已經結束。結束前已儲存的答案會計分。",
            "This attempt has ended. What was saved before its end counts.",
        )
    kept = session.get(LateAnswer, (item.id, given.seq))
    if kept is not None:
        return kept
    late = LateAnswer(
        attempt_item_id=item.id,
        seq=given.seq,
        response=kinds.read_response(item.presentation, given.raw),
        chosen_at=given.chosen_at,
        received_at=now,
    )
    session.add(late)
    session.flush()
    _follow_policy(session, item, late, now=now)
    return late


def _follow_policy(session: Session, item: AttemptItem, late: LateAnswer, *, now: datetime) -> None:
    attempt = item.attempt
    is_soon = attempt.handed_in_at is not None and now - attempt.handed_in_at <= COUNTS_WITHIN
    if attempt.late_policy is LatePolicy.REFUSE or (
        attempt.late_policy is LatePolicy.COUNT and is_soon
    ):
        verdict = Verdict(attempt.late_policy is LatePolicy.COUNT, "", BY_POLICY)
        _decide(session, item, late, verdict, now=now)


def decide_late_answer(
    session: Session, *, place: AnswerPlace, seq: int, verdict: Verdict, now: datetime
) -> bool:
    """Say whether a late answer counts; tell whether this call decided it.

    One that counts is judged again and moves mastery; the mark before it stays on record.
    """
    if not verdict.reason.strip():
        raise InvalidError("寫下理由。", "Say why.")
    item = _item(session, place)
    late = session.get(LateAnswer, (item.id, seq))
    if late is None:
        raise NotFoundError("找不到這個遲到的答案。", "There is no such late answer.")
    if session.get(LateDecision, (item.id, seq)) is not None:
        return False
    _decide(session, item, late, verdict, now=now)
    return True


def _decide(
    session: Session, item: AttemptItem, late: LateAnswer, verdict: Verdict, *, now: datetime
) -> None:
    session.add(
        LateDecision(
            attempt_item_id=late.attempt_item_id,
            seq=late.seq,
            counts=verdict.counts,
            reason=verdict.reason.strip()[:200],
            decided_at=now,
            decided_by=verdict.by,
        )
    )
    session.flush()
    if verdict.counts:
        _let_count(session, item, late, by=verdict.by, now=now)


def _let_count(
    session: Session, item: AttemptItem, late: LateAnswer, *, by: str, now: datetime
) -> None:
    newest = session.scalar(
        select(func.max(Response.seq)).where(Response.attempt_item_id == item.id)
    )
    if newest is not None and newest >= late.seq:
        raise ConflictError(
            "這一題已經有更晚的答案。", "There is a later answer to this question already."
        )
    session.execute(
        insert(Response).values(
            attempt_item_id=late.attempt_item_id,
            seq=late.seq,
            response=late.response,
            saved_at=late.received_at,
            chosen_at=late.chosen_at,
        )
    )
    mark_again(session, item=item, by=by, reason=REASON, now=now)
    standard = get_outline_by_id(session, item.attempt.quiz.standard_id)
    renew_mastery(session, standard=standard, trainee_id=item.attempt.trainee_id)


def _item(session: Session, place: AnswerPlace) -> AttemptItem:
    """Return the item, and hold its attempt until the transaction ends."""
    attempt = session.scalar(
        select(Attempt)
        .where(Attempt.public_id == place.attempt_id, Attempt.trainee_id == place.trainee_id)
        .options(joinedload(Attempt.quiz))
        .with_for_update(of=Attempt, key_share=True)
        .execution_options(populate_existing=True)
    )
    item = attempt and session.scalar(
        select(AttemptItem)
        .where(AttemptItem.attempt_id == attempt.id, AttemptItem.position == place.position)
        .options(joinedload(AttemptItem.item_version).joinedload(ItemVersion.item))
    )
    if not item:
        raise NotFoundError("找不到這一題。", "There is no such item in this attempt.")
    return item
