"""Questions asked of the marks."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, bindparam, case, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from quizzes.delivery.models import Attempt, AttemptItem, Quiz
from quizzes.delivery.terms import AttemptState, Purpose, Reveal
from quizzes.grading.models import Mark
from quizzes.items.models import Item, ItemVersion


class MarkedAnswer(NamedTuple):
    """One answer whose mark may be known, as far as measuring needs it."""

    trainee_id: int
    competency_id: int
    item_id: int
    version_id: int
    level: int  # the highest task level that its item can support
    item_code: str
    attempt_public_id: str
    position: int
    score: float
    difficulty: float
    chance: float
    answered_at: datetime
    purpose: Purpose
    is_first_exposure: bool
    known_at: datetime | None  # since when its mark counts; None: its attempt is still open
    is_told: bool  # its trainee may know the score of this one answer
    rule: str  # stopping rule of its attempt


@dataclass(frozen=True, slots=True)
class FirstAnswers:
    """Every first answer of a standard that counts, in columns of the same length."""

    trainee: Sequence[int]
    version: Sequence[int]
    score: Sequence[float]


@dataclass(frozen=True, slots=True)
class RevealedAnswer:
    """One marked answer whose key its trainee has been shown."""

    trainee_id: int
    item_id: int
    score: float
    revealed_at: datetime


@dataclass(frozen=True, slots=True)
class ItemUse:
    """How one item version was answered by people who met the item for the first time."""

    answered: int
    facility: float  # mean score, 0…1


def list_item_uses(session: Session, item_id: int) -> Mapping[int, ItemUse]:
    """Return the use of each version of an item that anybody has answered, in one select.

    Only marks that may be known count, as in `list_marked_answers`.
    """
    rows = session.execute(
        select(AttemptItem.item_version_id, func.count(Mark.id), func.avg(Mark.score))
        .join(AttemptItem, Mark.attempt_item_id == AttemptItem.id)
        .join(Attempt, AttemptItem.attempt_id == Attempt.id)
        .join(Quiz, Attempt.quiz_id == Quiz.id)
        .join(ItemVersion, AttemptItem.item_version_id == ItemVersion.id)
        .where(
            ItemVersion.item_id == item_id,
            AttemptItem.is_first_exposure,
            ~_is_replaced(),
            _is_known(),
        )
        .group_by(AttemptItem.item_version_id)
    )
    return {row[0]: ItemUse(row[1], float(row[2])) for row in rows}


def _is_known() -> ColumnElement[bool]:
    """Whether a mark may be known: its attempt has ended, or it was given in practice."""
    return or_(Attempt.state == AttemptState.HANDED_IN, Quiz.purpose == Purpose.PRACTICE)


def _is_replaced() -> ColumnElement[bool]:
    later = aliased(Mark)
    return exists().where(later.attempt_item_id == Mark.attempt_item_id, later.number > Mark.number)


def latest_marks(session: Session, attempt_item_ids: Collection[int]) -> Mapping[int, Mark]:
    """Return the mark that counts for each of these attempt items."""
    rows = session.scalars(
        select(Mark).where(Mark.attempt_item_id.in_(attempt_item_ids)).order_by(Mark.number)
    )
    return {mark.attempt_item_id: mark for mark in rows}


_ANSWERED_AT = func.coalesce(AttemptItem.confirmed_at, Attempt.handed_in_at)
_MARKED_ANSWERS = (
    select(
        Attempt.trainee_id,
        Item.competency_id,
        Item.id,
        ItemVersion.id,
        ItemVersion.level,
        Item.code,
        Attempt.public_id,
        AttemptItem.position,
        Mark.score,
        ItemVersion.difficulty,
        ItemVersion.chance,
        _ANSWERED_AT,
        Quiz.purpose,
        AttemptItem.is_first_exposure,
        case((Quiz.purpose == Purpose.PRACTICE, _ANSWERED_AT), else_=Attempt.handed_in_at),
        Attempt.reveal != Reveal.NEVER,
        Attempt.rule,
    )
    .join(AttemptItem, Mark.attempt_item_id == AttemptItem.id)
    .join(Attempt, AttemptItem.attempt_id == Attempt.id)
    .join(Quiz, Attempt.quiz_id == Quiz.id)
    .join(ItemVersion, AttemptItem.item_version_id == ItemVersion.id)
    .join(Item, ItemVersion.item_id == Item.id)
    .where(
        Attempt.trainee_id.in_(bindparam("trainee_ids", expanding=True)),
        ~_is_replaced(),
        Quiz.standard_id == bindparam("standard_id"),
        Quiz.purpose != Purpose.REVIEW,
        or_(_is_known(), Attempt.id == bindparam("with_attempt_id")),
    )
    .order_by(AttemptItem.id)
)


def list_marked_answers(
    session: Session,
    *,
    standard_id: int,
    trainee_ids: Collection[int],
    with_attempt_id: int | None = None,
) -> Sequence[MarkedAnswer]:
    """Return every answer that counts towards measuring, in the order given, in one select.

    Marks of an attempt that is still open are not among them, except in practice, where each
    answer is revealed at once: what a trainee may not see must not move what they see. The
    adaptive choice of the next item asks for its own open attempt by `with_attempt_id`.
    Answers given in a review are never among them: it asks only what was met before.
    """
    session.flush()
    rows = session.connection().execute(  # several times as fast as by way of the ORM
        _MARKED_ANSWERS,
        {
            "trainee_ids": list(trainee_ids),
            "standard_id": standard_id,
            "with_attempt_id": with_attempt_id,
        },
    )
    return [MarkedAnswer._make(row) for row in rows.all()]


def first_answers(session: Session, standard_id: int) -> FirstAnswers:
    """Return who met which item version for the first time with which score, in one select.

    What counts is what `list_marked_answers` gives of everybody, repeats left out.
    """
    rows = session.execute(
        select(Attempt.trainee_id, AttemptItem.item_version_id, Mark.score)
        .join(AttemptItem, Mark.attempt_item_id == AttemptItem.id)
        .join(Attempt, AttemptItem.attempt_id == Attempt.id)
        .join(Quiz, Attempt.quiz_id == Quiz.id)
        .where(
            AttemptItem.is_first_exposure,
            ~_is_replaced(),
            Quiz.standard_id == standard_id,
            Quiz.purpose != Purpose.REVIEW,
            _is_known(),
        )
        .order_by(AttemptItem.id)
    ).all()
    trainee, version, score = zip(*rows, strict=True) if rows else ((), (), ())
    return FirstAnswers(trainee, version, score)


def list_revealed_answers(
    session: Session,
    *,
    trainee_ids: Collection[int],
    item_ids: Collection[int] | None = None,
    standard_id: int | None = None,
) -> Sequence[RevealedAnswer]:
    """Return every answer whose key its trainee has seen, in the order shown, in one select.

    An answer given in a practice or a review is shown at its confirmation, one in a check or a
    task quiz at the hand-in; where the reveal rule shows nothing, nothing is among them.
    """
    is_each = Attempt.reveal == Reveal.AFTER_EACH
    revealed_at = case((is_each, AttemptItem.confirmed_at), else_=Attempt.handed_in_at)
    wanted = (
        select(Attempt.trainee_id, ItemVersion.item_id, Mark.score, revealed_at)
        .join(AttemptItem, Mark.attempt_item_id == AttemptItem.id)
        .join(Attempt, AttemptItem.attempt_id == Attempt.id)
        .join(ItemVersion, AttemptItem.item_version_id == ItemVersion.id)
        .where(
            Attempt.trainee_id.in_(trainee_ids),
            ~_is_replaced(),
            Attempt.reveal != Reveal.NEVER,
            revealed_at.is_not(None),
        )
        .order_by(revealed_at, AttemptItem.id)
    )
    if item_ids is not None:
        wanted = wanted.where(ItemVersion.item_id.in_(item_ids))
    if standard_id is not None:
        wanted = wanted.join(Quiz, Attempt.quiz_id == Quiz.id).where(
            Quiz.standard_id == standard_id
        )
    return [RevealedAnswer(*tuple(row)) for row in session.execute(wanted)]
