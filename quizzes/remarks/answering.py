"""Questions asked by those who answer remarks: what waits, and what the trainee saw."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeAlias

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from curriculum.errors import NotFoundError
from curriculum.standards.models import Competency
from quizzes.delivery.models import Attempt, AttemptItem, Quiz
from quizzes.delivery.queries import latest_responses
from quizzes.items import kinds
from quizzes.items.kinds.revealed import Reveal
from quizzes.items.kinds.shown import Question
from quizzes.items.models import Item, ItemVersion, VersionState
from quizzes.items.reading import stored_item
from quizzes.remarks.models import Remark, RemarkAnswer
from quizzes.remarks.terms import Outcome, RemarkKind, RemarkState
from quizzes.trainees.models import Cohort, Enrolment, Trainee

PAGE_SIZE = 50
CohortIds: TypeAlias = Collection[int] | Select[Any]
"""The ids themselves, or the select that yields them."""

_RANKS = tuple(RemarkState)


@dataclass(frozen=True, slots=True)
class RemarkLine:
    """A remark in the list of those who answer."""

    id: int
    public_id: str
    kind: RemarkKind
    text: str
    made_at: datetime
    trainee_name: str
    item_code: str
    competency_code: str
    version_number: int
    rank: int

    @property
    def state(self) -> RemarkState:
        """Where it stands."""
        return _RANKS[self.rank]


@dataclass(frozen=True, slots=True)
class RemarkPage:
    """Some remarks, what waits first, and after which one the next page begins."""

    remarks: Sequence[RemarkLine]
    after: str | None


@dataclass(frozen=True, slots=True)
class Seen:
    """The item of a remark as its trainee saw it, with what was answered and what is right."""

    question: Question
    reveal: Reveal
    answered_at: datetime | None  # None: nothing was answered
    published_number: int | None  # the version in service now


def count_remarks(
    session: Session, *, cohort_ids: CohortIds, item_id: int | None = None
) -> Mapping[RemarkState, int]:
    """Count the remarks of the trainees of these cohorts, on all items or one, in one select."""
    ranks = (
        select(_rank().label("rank"))
        .select_from(Remark)
        .join(AttemptItem, Remark.attempt_item_id == AttemptItem.id)
        .join(Attempt, AttemptItem.attempt_id == Attempt.id)
        .join(Quiz, Attempt.quiz_id == Quiz.id)
        .join(ItemVersion, AttemptItem.item_version_id == ItemVersion.id)
        .where(_is_within(cohort_ids))
    )
    if item_id is not None:
        ranks = ranks.where(ItemVersion.item_id == item_id)
    found = ranks.subquery()
    rows = session.execute(select(found.c.rank, func.count()).group_by(found.c.rank))
    counts = {_RANKS[rank]: count for rank, count in rows}
    return {state: counts.get(state, 0) for state in RemarkState}


def list_remark_page(
    session: Session,
    *,
    cohort_ids: CohortIds,
    state: RemarkState | None = None,
    item_public_id: str = "",
    after: str = "",
) -> RemarkPage:
    """Return one page of the remarks of these cohorts: unanswered first, then the newest first."""
    rank = _rank()
    wanted = (
        select(
            Remark.id,
            Remark.public_id,
            Remark.kind,
            Remark.text,
            Remark.made_at,
            Trainee.name,
            Item.code,
            func.coalesce(Competency.code, ""),
            ItemVersion.number,
            rank,
        )
        .join(Trainee, Remark.trainee_id == Trainee.id)
        .join(AttemptItem, Remark.attempt_item_id == AttemptItem.id)
        .join(Attempt, AttemptItem.attempt_id == Attempt.id)
        .join(Quiz, Attempt.quiz_id == Quiz.id)
        .join(ItemVersion, AttemptItem.item_version_id == ItemVersion.id)
        .join(Item, ItemVersion.item_id == Item.id)
        .join(Competency, Item.competency_id == Competency.id)
        .where(_is_within(cohort_ids))
        .order_by(rank, Remark.id.desc())
        .limit(PAGE_SIZE + 1)
    )
    if state is not None:
        wanted = wanted.where(rank == _RANKS.index(state))
    if item_public_id:
        wanted = wanted.where(Item.public_id == item_public_id)
    last = _place(after)
    if last is not None:
        wanted = wanted.where(or_(rank > last[0], and_(rank == last[0], Remark.id < last[1])))
    rows = [RemarkLine(*tuple(row)) for row in session.execute(wanted)]
    shown = rows[:PAGE_SIZE]
    has_more = len(rows) > PAGE_SIZE
    return RemarkPage(shown, f"{shown[-1].rank}-{shown[-1].id}" if has_more else None)


def get_remark(
    session: Session,
    public_id: str,
    *,
    cohort_ids: CohortIds,
    is_to_change: bool = False,
) -> Remark:
    """Return a remark by a trainee of these cohorts with all it speaks of, or raise NotFoundError.

    One that is to be answered is held, so that whoever answers at the same time waits.
    """
    item = joinedload(Remark.attempt_item)
    quiz = item.joinedload(AttemptItem.attempt).joinedload(Attempt.quiz)
    version = item.joinedload(AttemptItem.item_version)
    wanted = (
        select(Remark)
        .join(AttemptItem, Remark.attempt_item_id == AttemptItem.id)
        .join(Attempt, AttemptItem.attempt_id == Attempt.id)
        .join(Quiz, Attempt.quiz_id == Quiz.id)
        .where(Remark.public_id == public_id, _is_within(cohort_ids))
        .options(
            joinedload(Remark.trainee),
            selectinload(Remark.answers),
            version.joinedload(ItemVersion.item).joinedload(Item.competency),
            quiz.joinedload(Quiz.competency),
            quiz.joinedload(Quiz.task),
            quiz.joinedload(Quiz.standard),
        )
    )
    if is_to_change:
        wanted = wanted.with_for_update(of=Remark, key_share=True)
    remark = session.scalar(wanted)
    if remark is None:
        raise NotFoundError("找不到這則回報。", "There is no such remark.")
    return remark


def get_seen(session: Session, remark: Remark) -> Seen:
    """Return the item of a remark as its trainee saw it, in two selects."""
    item = remark.attempt_item
    content = stored_item(item.item_version.content)
    _seq, response, saved_at = latest_responses(session, [item.id]).get(item.id, (0, {}, None))
    return Seen(
        question=kinds.question(content, item.presentation),
        reveal=kinds.reveal(content, item.presentation, response),
        answered_at=saved_at,
        published_number=session.scalar(
            select(ItemVersion.number).where(
                ItemVersion.item_id == item.item_version.item_id,
                ItemVersion.state == VersionState.PUBLISHED,
            )
        ),
    )


def _rank() -> ColumnElement[int]:
    """Return the place of a remark's state, from the outcome of its last answer."""
    last = (
        select(RemarkAnswer.outcome)
        .where(RemarkAnswer.remark_id == Remark.id)
        .order_by(RemarkAnswer.number.desc())
        .limit(1)
        .correlate(Remark)
        .scalar_subquery()
    )
    return case(
        (last.is_(None), _RANKS.index(RemarkState.OPEN)),
        (last == Outcome.PASSED_ON, _RANKS.index(RemarkState.PASSED_ON)),
        else_=_RANKS.index(RemarkState.SETTLED),
    )


def _is_within(cohort_ids: CohortIds) -> ColumnElement[bool]:
    """Tell whether the trainee belongs to one of these cohorts, for the standard of the quiz."""
    return exists().where(
        Enrolment.trainee_id == Remark.trainee_id,
        Enrolment.left_on.is_(None),
        Enrolment.cohort_id.in_(cohort_ids),
        Cohort.id == Enrolment.cohort_id,
        Cohort.standard_id == Quiz.standard_id,
    )


def _place(after: str) -> tuple[int, int] | None:
    """Read the place after which a page begins; what is no place is the beginning."""
    rank, _, last = after.partition("-")
    is_place = rank in {"0", "1", "2"} and last.isdecimal() and last.isascii() and len(last) < 19
    return (int(rank), int(last)) if is_place else None
