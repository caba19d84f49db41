"""Questions that trainees ask about their own remarks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from curriculum.standards.models import Competency
from quizzes.delivery.models import Attempt, AttemptItem
from quizzes.delivery.terms import AttemptState, Reveal
from quizzes.items.models import Item, ItemVersion
from quizzes.remarks.models import AnswerReading, Remark, RemarkAnswer
from quizzes.remarks.terms import Outcome, RemarkKind, RemarkState, state_of

OWN_SHOWN = 200


@dataclass(frozen=True, slots=True)
class ToldAnswer:
    """An answer as who made the remark reads it."""

    id: int
    outcome: Outcome
    words: str
    answered_at: datetime
    is_read: bool


@dataclass(frozen=True, slots=True)
class OwnRemark:
    """A remark as who made it sees it again."""

    attempt_public_id: str
    position: int
    competency_code: str
    competency_name: str
    kind: RemarkKind
    text: str
    made_at: datetime
    is_withheld: bool  # its item is being answered: an answer could tell the key
    answers: Sequence[ToldAnswer]

    @property
    def state(self) -> RemarkState:
        """Where it stands, told or not."""
        return state_of(self.answers[-1].outcome if self.answers else None)

    @property
    def told(self) -> Sequence[ToldAnswer]:
        """The answers that may be told now, the last one first."""
        return () if self.is_withheld else tuple(reversed(self.answers))

    @property
    def is_new(self) -> bool:
        """Whether an answer may be told that was not read yet."""
        return any(not answer.is_read for answer in self.told)


def list_own_remarks(
    session: Session, *, trainee_id: int, attempt_item_id: int | None = None
) -> Sequence[OwnRemark]:
    """Return a trainee's remarks, newest first, all or those on one item, in two selects."""
    wanted = (
        select(
            Remark.id,
            Attempt.public_id,
            AttemptItem.position,
            func.coalesce(Competency.code, ""),
            Competency.name,
            Remark.kind,
            Remark.text,
            Remark.made_at,
            _is_under_way(),
        )
        .join(AttemptItem, Remark.attempt_item_id == AttemptItem.id)
        .join(Attempt, AttemptItem.attempt_id == Attempt.id)
        .join(ItemVersion, AttemptItem.item_version_id == ItemVersion.id)
        .join(Item, ItemVersion.item_id == Item.id)
        .join(Competency, Item.competency_id == Competency.id)
        .where(Remark.trainee_id == trainee_id)
        .order_by(Remark.id.desc())
        .limit(OWN_SHOWN)
    )
    if attempt_item_id is not None:
        wanted = wanted.where(Remark.attempt_item_id == attempt_item_id)
    rows = session.execute(wanted).all()
    answers = _answers(session, [row[0] for row in rows])
    return [OwnRemark(*row[1:], answers.get(row[0], ())) for row in rows]


def _answers(session: Session, remark_ids: Sequence[int]) -> dict[int, list[ToldAnswer]]:
    rows = session.execute(
        select(
            RemarkAnswer.remark_id,
            RemarkAnswer.id,
            RemarkAnswer.outcome,
            RemarkAnswer.words,
            RemarkAnswer.answered_at,
            AnswerReading.read_at.is_not(None),
        )
        .outerjoin(AnswerReading, AnswerReading.remark_answer_id == RemarkAnswer.id)
        .where(RemarkAnswer.remark_id.in_(remark_ids))
        .order_by(RemarkAnswer.number)
    )
    answers: dict[int, list[ToldAnswer]] = {}
    for row in rows:
        answers.setdefault(row[0], []).append(ToldAnswer(*row[1:]))
    return answers


def _is_under_way() -> ColumnElement[bool]:
    """Tell whether the item stands in an open attempt of the person that has not told its key."""
    version, held, sitting = aliased(ItemVersion), aliased(AttemptItem), aliased(Attempt)
    return exists().where(
        version.item_id == ItemVersion.item_id,
        held.item_version_id == version.id,
        sitting.id == held.attempt_id,
        sitting.trainee_id == Remark.trainee_id,
        sitting.state == AttemptState.OPEN,
        or_(sitting.reveal != Reveal.AFTER_EACH, held.confirmed_at.is_(None)),
    )


def list_unread_answers(session: Session, *, trainee_id: int) -> Sequence[int]:
    """Return the ids of the answers that may be told to a trainee and were not read yet."""
    return session.scalars(_unread(trainee_id)).all()


def count_unread_answers(session: Session, *, trainee_id: int) -> int:
    """Return how many answers wait for a trainee to read them, in one select."""
    return session.scalar(select(func.count()).select_from(_unread(trainee_id).subquery())) or 0


def _unread(trainee_id: int) -> Select[Any]:
    is_read = exists().where(AnswerReading.remark_answer_id == RemarkAnswer.id)
    return (
        select(RemarkAnswer.id)
        .join(Remark, RemarkAnswer.remark_id == Remark.id)
        .join(AttemptItem, Remark.attempt_item_id == AttemptItem.id)
        .join(ItemVersion, AttemptItem.item_version_id == ItemVersion.id)
        .where(Remark.trainee_id == trainee_id, ~is_read, ~_is_under_way())
    )
