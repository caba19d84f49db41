"""What delivery does: offer quizzes, start attempts, put items, close attempts."""

import secrets
from dataclasses import asdict
from datetime import datetime
from random import Random
from typing import Any, cast

from sqlalchemy import CursorResult, Update, insert, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from curriculum.errors import InvalidError
from curriculum.standards.levels import levels_of
from curriculum.standards.queries import StandardOutline
from quizzes.delivery.deadlines import PersonTime, QuizTime, closing_time, effective_deadline
from quizzes.delivery.models import Attempt, AttemptItem, HandIn, Quiz
from quizzes.delivery.offers import DEFAULTS, QuizSettings, require_sound
from quizzes.delivery.queries import (
    find_open_attempt,
    find_prepared_attempt,
    list_quizzes,
)
from quizzes.delivery.record import count_attempts
from quizzes.delivery.rules import require_attempt_left, require_offered, require_opened
from quizzes.delivery.terms import AttemptState, Purpose
from quizzes.items import kinds
from quizzes.items.models import ItemVersion
from quizzes.items.reading import stored_item
from quizzes.trainees.allowances import TimeAllowance


def offer_quizzes(session: Session, *, standard: StandardOutline) -> None:
    """Offer practice and check for every K/S, a quiz for every task and level, and the review.

    Those that exist are kept.
    """
    held = {
        (quiz.purpose, quiz.competency_id, quiz.task_id, quiz.level)
        for quiz in list_quizzes(session, standard.id)
    }
    for purpose, competency_id, task_id, level in _offers(standard):
        if (purpose, competency_id, task_id, level) not in held:
            quiz = Quiz(
                public_id=secrets.token_urlsafe(16),
                standard_id=standard.id,
                purpose=purpose,
                competency_id=competency_id,
                task_id=task_id,
                level=level,
                **asdict(DEFAULTS[purpose]),
            )
            session.add(quiz)
    session.flush()


def _offers(standard: StandardOutline) -> list[tuple[Purpose, int | None, int | None, int | None]]:
    """Return purpose, competency, task and level of every quiz of a standard."""
    return [
        *((Purpose.PRACTICE, each, None, None) for each in standard.competencies),
        *((Purpose.MODULE_CHECK, each, None, None) for each in standard.competencies),
        *((Purpose.TASK_QUIZ, None, task.id, None) for task in standard.tasks),
        *((Purpose.LEVEL_QUIZ, None, None, level) for level in levels_of(standard)),
        (Purpose.REVIEW, None, None, None),
    ]


def set_quiz_settings(
    session: Session, *, standard_id: int, purpose: Purpose, settings: QuizSettings
) -> None:
    """Give every quiz of one purpose these settings; attempts under way keep their own."""
    require_sound(settings, purpose)
    session.execute(
        update(Quiz)
        .where(Quiz.standard_id == standard_id, Quiz.purpose == purpose)
        .values(**asdict(settings))
    )
    session.expire_all()


def start_attempt(
    session: Session, *, quiz: Quiz, trainee_id: int, allowance: TimeAllowance, now: datetime
) -> Attempt:
    """Return the trainee's open attempt at the quiz; start the next one where there is none.

    One that was prepared before the quiz opened is the next one.
    """
    running = find_open_attempt(session, quiz_id=quiz.id, trainee_id=trainee_id)
    if running is not None:
        return running
    require_opened(quiz.opens_at, now)
    prepared = find_prepared_attempt(session, quiz_id=quiz.id, trainee_id=trainee_id)
    if prepared is not None:
        return open_attempt(session, attempt=prepared, now=now)
    require_offered(
        is_offered=quiz.is_offered, closes_at=closing_time(time_of(quiz), allowance), now=now
    )
    return _add_attempt(session, quiz, trainee_id, allowance, AttemptState.OPEN, now=now)


def prepare_attempt(
    session: Session, *, quiz: Quiz, trainee_id: int, allowance: TimeAllowance, now: datetime
) -> Attempt:
    """Make the attempt that a trainee who waits for the quiz will start; there is one at most."""
    waiting = find_open_attempt(
        session, quiz_id=quiz.id, trainee_id=trainee_id
    ) or find_prepared_attempt(session, quiz_id=quiz.id, trainee_id=trainee_id)
    if waiting is not None:
        return waiting
    require_offered(
        is_offered=quiz.is_offered, closes_at=closing_time(time_of(quiz), allowance), now=now
    )
    return _add_attempt(session, quiz, trainee_id, allowance, AttemptState.PREPARED, now=now)


def open_attempt(session: Session, *, attempt: Attempt, now: datetime) -> Attempt:
    """Let the time of a prepared attempt begin; a second call changes nothing."""
    quiz = attempt.quiz
    require_opened(quiz.opens_at, now)
    require_offered(
        is_offered=quiz.is_offered,
        closes_at=closing_time(time_of(quiz), attempt.allowance),
        now=now,
    )
    deadline = effective_deadline(time_of(quiz), PersonTime(now, attempt.allowance))
    _changes_one(
        session,
        update(Attempt)
        .where(Attempt.id == attempt.id, Attempt.state == AttemptState.PREPARED)
        .values(
            state=AttemptState.OPEN,
            started_at=now,
            deadline_at=deadline,
            time_limit_minutes=quiz.time_limit_minutes,
            closes_at=quiz.closes_at,
        ),
    )
    session.refresh(attempt)
    return attempt


def _add_attempt(
    session: Session,
    quiz: Quiz,
    trainee_id: int,
    allowance: TimeAllowance,
    state: AttemptState,
    *,
    now: datetime,
) -> Attempt:
    used = count_attempts(session, quiz_id=quiz.id, trainee_id=trainee_id)
    require_attempt_left(allowed=quiz.attempts_allowed, used=used)
    deadline = effective_deadline(time_of(quiz), PersonTime(now, allowance))
    attempt = Attempt(
        public_id=secrets.token_urlsafe(16),
        quiz_id=quiz.id,
        trainee_id=trainee_id,
        number=used + 1,
        seed=secrets.randbits(62),
        state=state,
        reveal=quiz.reveal,
        rule=quiz.rule,
        item_minimum=quiz.item_minimum,
        item_maximum=quiz.item_maximum,
        late_policy=quiz.late_policy,
        time_limit_minutes=quiz.time_limit_minutes,
        closes_at=quiz.closes_at,
        allowance=allowance,
        started_at=now,
        deadline_at=deadline if state is AttemptState.OPEN else None,
    )
    try:
        with session.begin_nested():
            session.add(attempt)
    except IntegrityError:
        of_trainee = {"quiz_id": quiz.id, "trainee_id": trainee_id}
        other = find_open_attempt(session, **of_trainee) or find_prepared_attempt(
            session, **of_trainee
        )
        if other is None:
            raise
        return other
    return attempt


def time_of(quiz: Quiz) -> QuizTime:
    """Return what a quiz says about time."""
    return QuizTime(quiz.time_limit_minutes, quiz.opens_at, quiz.closes_at)


def set_quiz_window(
    session: Session, *, quiz: Quiz, opens_at: datetime | None, closes_at: datetime | None
) -> None:
    """Say from when to when one quiz may be started; attempts under way keep their own end."""
    if opens_at is not None and closes_at is not None and closes_at <= opens_at:
        raise InvalidError("截止要在開放之後。", "A quiz closes after it opens.")
    quiz.opens_at, quiz.closes_at = opens_at, closes_at
    session.flush()


def put_item(
    session: Session,
    *,
    attempt: Attempt,
    version: ItemVersion,
    position: int,
    is_first_exposure: bool,
    now: datetime,
) -> AttemptItem:
    """Put an item to the trainee: the order of options and the variables follow from the seed."""
    content = stored_item(version.content)
    random = Random(f"{attempt.seed}/{position}")  # noqa: S311 (an order, not a secret)
    item = AttemptItem(
        attempt_id=attempt.id,
        position=position,
        item_version_id=version.id,
        presentation=kinds.present(content, random),
        is_first_exposure=is_first_exposure,
        shown_at=now,
    )
    session.add(item)
    session.flush()
    return item


def flag_item(session: Session, *, item: AttemptItem, is_flagged: bool) -> None:
    """Let the trainee mark an item to come back to."""
    item.is_flagged = is_flagged
    session.flush()


def lock_answer(session: Session, *, item: AttemptItem, now: datetime) -> bool:
    """Let the present answer stand for good; tell whether this call did it."""
    is_locked = _changes_one(
        session,
        update(AttemptItem)
        .where(AttemptItem.id == item.id, AttemptItem.confirmed_at.is_(None))
        .values(confirmed_at=now),
    )
    session.refresh(item)
    return is_locked


def close_attempt(
    session: Session, *, attempt: Attempt, key: str, reply: dict[str, Any], by: str, now: datetime
) -> bool:
    """Close an open attempt with the reply that every retry gets; tell whether this call did it."""
    is_closed = _changes_one(
        session,
        update(Attempt)
        .where(Attempt.id == attempt.id, Attempt.state == AttemptState.OPEN)
        .values(state=AttemptState.HANDED_IN, handed_in_at=now),
    )
    session.refresh(attempt)
    if not is_closed:
        return False
    session.execute(
        insert(HandIn).values(
            attempt_id=attempt.id,
            idempotency_key=key,
            reply=reply,
            handed_in_at=now,
            handed_in_by=by,
        )
    )
    return True


def _changes_one(session: Session, statement: Update) -> bool:
    """Run a conditional update; tell whether its condition still held."""
    result = session.execute(statement.execution_options(synchronize_session=False))
    return cast("CursorResult[Any]", result).rowcount == 1
