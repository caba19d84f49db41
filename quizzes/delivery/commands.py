"""What delivery does: offer quizzes, start attempts, put items, keep answers, close attempts."""

import secrets
from dataclasses import asdict, dataclass
from datetime import datetime
from random import Random
from typing import Any, cast

from sqlalchemy import CursorResult, Table, Update, bindparam, func, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from curriculum.errors import NotFoundError
from curriculum.standards.queries import StandardOutline
from quizzes.delivery.models import Attempt, AttemptItem, HandIn, Quiz, Response
from quizzes.delivery.offers import DEFAULTS, QuizSettings, require_sound
from quizzes.delivery.queries import count_attempts, find_open_attempt, list_quizzes
from quizzes.delivery.rules import (
    deadline,
    require_attempt_left,
    require_in_time,
    require_offered,
)
from quizzes.delivery.terms import AttemptState, Purpose
from quizzes.errors import AttemptClosedError
from quizzes.items import kinds
from quizzes.items.models import ItemVersion
from quizzes.items.reading import stored_item


@dataclass(frozen=True, slots=True)
class AnswerPlace:
    """Where an answer belongs: whose attempt, and the item's position in it."""

    attempt_id: str  # public id
    trainee_id: int
    position: int


@dataclass(frozen=True, slots=True)
class SavedAnswer:
    """What the server now holds for one item."""

    position: int
    seq: int
    saved_at: datetime
    is_newest: bool  # False: another tab had already saved a later one


def offer_quizzes(session: Session, *, standard: StandardOutline) -> None:
    """Offer practice and check for every K/S, a quiz for every task, and the review of them all.

    Those that exist are kept.
    """
    held = {(q.purpose, q.competency_id, q.task_id) for q in list_quizzes(session, standard.id)}
    wanted: list[tuple[Purpose, int | None, int | None]] = [
        (purpose, competency_id, None)
        for purpose in (Purpose.PRACTICE, Purpose.MODULE_CHECK)
        for competency_id in standard.competencies
    ]
    wanted += [(Purpose.TASK_QUIZ, None, task.id) for task in standard.tasks]
    wanted += [(Purpose.REVIEW, None, None)]
    for purpose, competency_id, task_id in wanted:
        if (purpose, competency_id, task_id) not in held:
            quiz = Quiz(
                public_id=secrets.token_urlsafe(16),
                standard_id=standard.id,
                purpose=purpose,
                competency_id=competency_id,
                task_id=task_id,
                **asdict(DEFAULTS[purpose]),
            )
            session.add(quiz)
    session.flush()


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


def start_attempt(session: Session, *, quiz: Quiz, trainee_id: int, now: datetime) -> Attempt:
    """Return the trainee's open attempt at the quiz; start the next one where there is none."""
    running = find_open_attempt(session, quiz_id=quiz.id, trainee_id=trainee_id)
    if running is not None:
        return running
    require_offered(
        is_offered=quiz.is_offered, opens_at=quiz.opens_at, closes_at=quiz.closes_at, now=now
    )
    used = count_attempts(session, quiz_id=quiz.id, trainee_id=trainee_id)
    require_attempt_left(allowed=quiz.attempts_allowed, used=used)
    attempt = Attempt(
        public_id=secrets.token_urlsafe(16),
        quiz_id=quiz.id,
        trainee_id=trainee_id,
        number=used + 1,
        seed=secrets.randbits(62),
        state=AttemptState.OPEN,
        reveal=quiz.reveal,
        rule=quiz.rule,
        item_minimum=quiz.item_minimum,
        item_maximum=quiz.item_maximum,
        started_at=now,
        deadline_at=deadline(
            started_at=now, time_limit_minutes=quiz.time_limit_minutes, closes_at=quiz.closes_at
        ),
    )
    try:
        with session.begin_nested():
            session.add(attempt)
    except IntegrityError:
        other = find_open_attempt(session, quiz_id=quiz.id, trainee_id=trainee_id)
        if other is None:
            raise
        return other
    return attempt


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


def save_answer(
    session: Session, *, place: AnswerPlace, raw: object, seq: int, now: datetime
) -> SavedAnswer:
    """Keep an answer; the same `seq` again changes nothing, and a lower one never wins."""
    connection = session.connection()
    row = connection.execute(
        _OPEN_ITEM,
        {
            "attempt": place.attempt_id,
            "trainee": place.trainee_id,
            "position": place.position,
        },
    ).one_or_none()
    if row is None:
        raise NotFoundError("找不到這一題。", "There is no such item in this attempt.")
    if row.state is not AttemptState.OPEN or row.confirmed_at is not None:
        raise AttemptClosedError("這一題已經送出，不能再改。", "This answer was handed in.")
    require_in_time(row.deadline_at, now)
    response = kinds.read_response(row.presentation, raw)
    values = {"attempt_item_id": row.id, "seq": seq, "response": response, "saved_at": now}
    is_added = connection.execute(_ADD_RESPONSE[connection.dialect.name], values).rowcount == 1
    if is_added and (row.newest is None or row.newest < seq):
        return SavedAnswer(place.position, seq, now, is_newest=True)
    kept = connection.execute(_NEWEST, {"item": row.id}).one()
    return SavedAnswer(place.position, kept.seq, kept.saved_at, is_newest=kept.seq == seq)


_ITEM, _ATTEMPT, _RESPONSE = (
    cast("Table", model.__table__) for model in (AttemptItem, Attempt, Response)
)
# Statements of the hot path, built once, without the ORM.
_OPEN_ITEM = (
    select(
        _ITEM.c.id,
        _ITEM.c.presentation,
        _ITEM.c.confirmed_at,
        _ATTEMPT.c.state,
        _ATTEMPT.c.deadline_at,
        select(func.max(_RESPONSE.c.seq))
        .where(_RESPONSE.c.attempt_item_id == _ITEM.c.id)
        .scalar_subquery()
        .label("newest"),
    )
    .join(_ATTEMPT, _ITEM.c.attempt_id == _ATTEMPT.c.id)
    .where(
        _ATTEMPT.c.public_id == bindparam("attempt"),
        _ATTEMPT.c.trainee_id == bindparam("trainee"),
        _ITEM.c.position == bindparam("position"),
    )
    .with_for_update(read=True, of=_ATTEMPT)  # a hand-in waits for answers on their way
)
_ADD_RESPONSE = {
    "sqlite": sqlite.insert(_RESPONSE).on_conflict_do_nothing(),
    "postgresql": postgresql.insert(_RESPONSE).on_conflict_do_nothing(),
}
_NEWEST = (
    select(_RESPONSE.c.seq, _RESPONSE.c.saved_at)
    .where(_RESPONSE.c.attempt_item_id == bindparam("item"))
    .order_by(_RESPONSE.c.seq.desc())
    .limit(1)
)


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
