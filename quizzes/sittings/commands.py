"""One sitting from beginning to end: which items are put, what an answer moves, the hand-in."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from curriculum.standards.queries import StandardOutline, get_outline_by_id
from quizzes.delivery.commands import (
    close_attempt,
    lock_answer,
    prepare_attempt,
    put_item,
    start_attempt,
)
from quizzes.delivery.models import Attempt, AttemptItem, HandIn, Quiz
from quizzes.delivery.queries import (
    latest_responses,
    list_attempt_items,
)
from quizzes.delivery.receipts import HandedIn, fingerprint
from quizzes.delivery.rules import is_overdue, may_reveal, require_in_time, require_running
from quizzes.delivery.terms import AttemptState, Purpose
from quizzes.errors import AttemptClosedError, NothingToAskError
from quizzes.grading.commands import mark_items
from quizzes.items.models import ItemVersion
from quizzes.items.queries import PublishedItem
from quizzes.mastery.calibrations import current_calibration
from quizzes.mastery.commands import renew_mastery
from quizzes.reviews.choosing import todays_mix
from quizzes.reviews.commands import renew_cards
from quizzes.reviews.queries import list_due
from quizzes.sittings.choosing import following_item, opening
from quizzes.timing.queries import allowance_of

BY_DEADLINE = "deadline"


def begin_sitting(
    session: Session,
    *,
    quiz: Quiz,
    trainee_id: int,
    now: datetime,
    due_by: datetime | None = None,
) -> Attempt:
    """Start the trainee's attempt with its first items, or return the one that is open.

    An item of another open attempt is not put: the attempt that ends first would tell its key.
    A review asks what is due by a moment, for example by the end of the trainee's day.
    """
    allowance = allowance_of(session, trainee_id)
    attempt = start_attempt(session, quiz=quiz, trainee_id=trainee_id, allowance=allowance, now=now)
    if quiz.purpose is Purpose.REVIEW:
        return _put_reviews(session, attempt, due_by=due_by or now, now=now)
    return _with_items(session, attempt, now=now)


def prepare_sitting(session: Session, *, quiz: Quiz, trainee_id: int, now: datetime) -> Attempt:
    """Make an attempt with its items for who waits until the quiz opens: starting is then cheap."""
    allowance = allowance_of(session, trainee_id)
    attempt = prepare_attempt(
        session, quiz=quiz, trainee_id=trainee_id, allowance=allowance, now=now
    )
    return _with_items(session, attempt, now=now)


def _with_items(session: Session, attempt: Attempt, *, now: datetime) -> Attempt:
    if list_attempt_items(session, attempt.id):
        return attempt
    attempt.calibration = current_calibration(session, attempt.quiz.standard_id).number
    chosen = opening(session, attempt=attempt)
    attempt.item_maximum = chosen.item_maximum
    for position, item in enumerate(chosen.items, start=1):
        is_first = item.item_id not in chosen.seen
        _put(session, attempt, item, position=position, is_first_exposure=is_first, now=now)
    return attempt


def confirm_answer(
    session: Session, *, attempt: Attempt, item: AttemptItem, now: datetime
) -> AttemptItem | None:
    """Let an answer stand, mark it, and return the item that an adaptive quiz asks next.

    In practice the answer moves mastery at once, in a review never. An adaptive quiz that has
    decided, is full, or finds nothing new, is handed in. The same confirmation again changes
    nothing.
    """
    require_open(attempt, now)
    if not lock_answer(session, item=item, now=now):
        return None
    mark_items(session, items=[item], now=now)
    if may_reveal(attempt.reveal, is_confirmed=True, is_handed_in=False):
        _renew_reviews(session, attempt, [item])
    standard = get_outline_by_id(session, attempt.quiz.standard_id)
    if attempt.quiz.purpose.is_adaptive:
        return _go_on(session, attempt, standard, now=now)
    if attempt.quiz.purpose is Purpose.PRACTICE:
        renew_mastery(session, standard=standard, trainee_id=attempt.trainee_id)
    return None


def hand_in(
    session: Session, *, attempt: Attempt, key: str, by: str, now: datetime
) -> dict[str, Any]:
    """Close an attempt, mark what was saved and move mastery; a retry gets the same reply."""
    items = list_attempt_items(session, attempt.id)
    reply = _receipt(session, attempt, items, now=now)
    if not close_attempt(session, attempt=attempt, key=key, reply=reply, by=by, now=now):
        kept = session.get(HandIn, attempt.id)
        return kept.reply if kept else reply
    mark_items(session, items=items, now=now)
    _renew_reviews(session, attempt, items)
    if attempt.quiz.purpose is not Purpose.REVIEW:
        standard = get_outline_by_id(session, attempt.quiz.standard_id)
        renew_mastery(session, standard=standard, trainee_id=attempt.trainee_id)
    return reply


def _receipt(
    session: Session, attempt: Attempt, items: Sequence[AttemptItem], *, now: datetime
) -> dict[str, Any]:
    responses = latest_responses(session, [item.id for item in items])
    answers = [
        HandedIn(item.position, item.item_version_id, *responses.get(item.id, (0, {}))[:2])
        for item in items
    ]
    return {
        "attempt": attempt.public_id,
        "handed_in_at": now.isoformat(),
        "items": len(items),
        "answered": sum(answer.seq > 0 for answer in answers),
        "fingerprint": fingerprint(attempt.public_id, now, answers),
    }


def close_if_overdue(session: Session, *, attempt: Attempt, now: datetime) -> bool:
    """Hand in what the server holds of an attempt whose time is over; tell whether it did."""
    if attempt.state is not AttemptState.OPEN or not is_overdue(attempt.deadline_at, now):
        return False
    ended_at = attempt.deadline_at or now
    hand_in(session, attempt=attempt, key=BY_DEADLINE, by=BY_DEADLINE, now=ended_at)
    return True


def require_open(attempt: Attempt, now: datetime) -> None:
    """Refuse to change an attempt that is handed in or whose time is over."""
    if attempt.state is not AttemptState.OPEN:
        raise AttemptClosedError("這次作答已經送出。", "This attempt was handed in.")
    require_in_time(attempt.deadline_at, now)
    require_running(attempt.paused_at)


def _put_reviews(session: Session, attempt: Attempt, *, due_by: datetime, now: datetime) -> Attempt:
    """Put today's mix of what is due; nothing of it is a first exposure."""
    if list_attempt_items(session, attempt.id):
        return attempt
    due = list_due(
        session,
        trainee_id=attempt.trainee_id,
        standard_id=attempt.quiz.standard_id,
        due_by=due_by,
    )
    chosen = todays_mix(due, count=attempt.item_maximum)
    if not chosen:
        raise NothingToAskError("今天沒有到期的複習。", "No review is due today.")
    attempt.item_maximum = len(chosen)
    for position, item in enumerate(chosen, start=1):
        put_item(
            session,
            attempt=attempt,
            version=session.get_one(ItemVersion, item.version_id),
            position=position,
            is_first_exposure=False,
            now=now,
        )
    return attempt


def _renew_reviews(session: Session, attempt: Attempt, items: Sequence[AttemptItem]) -> None:
    item_ids = [item.item_version.item_id for item in items]
    renew_cards(session, trainee_id=attempt.trainee_id, item_ids=item_ids)


def _put(
    session: Session,
    attempt: Attempt,
    chosen: PublishedItem,
    *,
    position: int,
    is_first_exposure: bool = True,
    now: datetime,
) -> AttemptItem:
    version = session.get_one(ItemVersion, chosen.version_id)
    return put_item(
        session,
        attempt=attempt,
        version=version,
        position=position,
        is_first_exposure=is_first_exposure,
        now=now,
    )


def _go_on(
    session: Session, attempt: Attempt, standard: StandardOutline, *, now: datetime
) -> AttemptItem | None:
    """Put the next item of an adaptive attempt, or hand it in where it ends."""
    asked = len(list_attempt_items(session, attempt.id))
    chosen = following_item(session, attempt=attempt, standard=standard, asked=asked)
    if chosen is None:
        hand_in(session, attempt=attempt, key=f"decided/{attempt.public_id}", by="rule", now=now)
        return None
    return _put(session, attempt, chosen, position=asked + 1, now=now)
