"""Keeping answers: the path that every tap of every trainee takes, without the ORM."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from sqlalchemy import Row, Table, bindparam, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from curriculum.errors import NotFoundError
from quizzes.delivery.models import Attempt, AttemptItem, Response
from quizzes.delivery.rules import require_in_time
from quizzes.delivery.terms import AttemptState
from quizzes.errors import AttemptClosedError
from quizzes.items import kinds


@dataclass(frozen=True, slots=True)
class AnswerPlace:
    """Where an answer belongs: whose attempt, and the item's position in it."""

    attempt_id: str  # public id
    trainee_id: int
    position: int


@dataclass(frozen=True, slots=True)
class GivenAnswer:
    """An answer as it came: its number among the trainee's answers to this item, and when."""

    raw: object
    seq: int
    chosen_at: datetime | None = None  # as the device tells it


@dataclass(frozen=True, slots=True)
class SavedAnswer:
    """What the server now holds for one item."""

    position: int
    seq: int
    saved_at: datetime
    is_newest: bool  # False: another tab or device had already saved a later one, or another
    deadline_at: datetime | None
    is_paused: bool


def save_answer(
    session: Session, *, place: AnswerPlace, given: GivenAnswer, now: datetime
) -> SavedAnswer:
    """Keep an answer; the same again changes nothing, and a lower `seq` never wins.

    An answer on its way when the attempt is paused is kept like any other.
    """
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
    response = kinds.read_response(row.presentation, given.raw)
    values = {
        "attempt_item_id": row.id,
        "seq": given.seq,
        "response": response,
        "saved_at": now,
        "chosen_at": given.chosen_at,
    }
    is_added = connection.execute(_ADD_RESPONSE[connection.dialect.name], values).rowcount == 1
    if is_added and (row.newest is None or row.newest < given.seq):
        return _saved(place, row, given.seq, now, is_newest=True)
    kept = connection.execute(_NEWEST, {"item": row.id}).one()
    is_same = kept.seq == given.seq and kept.response == response
    return _saved(place, row, kept.seq, kept.saved_at, is_newest=is_same)


def _saved(
    place: AnswerPlace, row: Row[*tuple[Any, ...]], seq: int, saved_at: datetime, *, is_newest: bool
) -> SavedAnswer:
    return SavedAnswer(
        place.position,
        seq,
        saved_at,
        is_newest=is_newest,
        deadline_at=row.deadline_at,
        is_paused=row.paused_at is not None,
    )


_ITEM, _ATTEMPT, _RESPONSE = (
    cast("Table", model.__table__) for model in (AttemptItem, Attempt, Response)
)
# Statements, built once.
_OPEN_ITEM = (
    select(
        _ITEM.c.id,
        _ITEM.c.presentation,
        _ITEM.c.confirmed_at,
        _ATTEMPT.c.state,
        _ATTEMPT.c.deadline_at,
        _ATTEMPT.c.paused_at,
        select(func.max(_RESPONSE.c.seq))
        .where(_RESPONSE.c.attempt_item_id == _ITEM.c.id)
        .scalar_subquery()
        .label("newest"),
    )
    .join(_ATTEMPT, _ITEM.c.attempt_id == _ATTEMPT.c.id)
    .where(
        _ATTEMPT.c.public_id == bindparam("attempt"),
        _ATTEMPT.c.trainee_id == bindparam("trainee"),
        _ATTEMPT.c.state != AttemptState.PREPARED,
        _ITEM.c.position == bindparam("position"),
    )
    .with_for_update(read=True, of=_ATTEMPT)  # a hand-in waits for answers on their way
)
_ADD_RESPONSE = {
    "sqlite": sqlite.insert(_RESPONSE).on_conflict_do_nothing(),
    "postgresql": postgresql.insert(_RESPONSE).on_conflict_do_nothing(),
}
_NEWEST = (
    select(_RESPONSE.c.seq, _RESPONSE.c.response, _RESPONSE.c.saved_at)
    .where(_RESPONSE.c.attempt_item_id == bindparam("item"))
    .order_by(_RESPONSE.c.seq.desc())
    .limit(1)
)
