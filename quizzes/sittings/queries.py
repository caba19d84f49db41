"""What a sitting shows: the question in front of the trainee, and the way through the items."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from curriculum.errors import NotFoundError
from quizzes.delivery.models import Attempt, AttemptItem, HandIn, Response
from quizzes.delivery.queries import latest_responses, list_attempt_items
from quizzes.delivery.receipts import HandedIn, Receipt, fingerprint, receipt_of
from quizzes.delivery.rules import may_reveal
from quizzes.delivery.terms import AttemptState, Purpose
from quizzes.grading.models import Mark
from quizzes.grading.queries import latest_marks
from quizzes.items import kinds
from quizzes.items.kinds.revealed import Reveal
from quizzes.items.kinds.shown import Question
from quizzes.items.reading import stored_item


@dataclass(frozen=True, slots=True)
class Stop:
    """One item on the way through a sitting."""

    position: int
    is_answered: bool
    is_confirmed: bool
    is_flagged: bool


@dataclass(frozen=True, slots=True)
class CompetencyName:
    """The competency that an item measures."""

    code: str
    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """One item as its trainee may see it now."""

    position: int
    attempt_item_id: int
    item_code: str
    competency_id: int
    competency: CompetencyName
    question: Question
    response: dict[str, Any]
    seq: int  # of the response; 0 when nothing was saved
    saved_at: datetime | None
    is_confirmed: bool
    is_flagged: bool
    is_first_exposure: bool
    reveal: Reveal | None  # None while the reveal rule does not allow it
    score: float | None


@dataclass(frozen=True, slots=True)
class Sitting:
    """An attempt with the way through it."""

    public_id: str
    purpose: Purpose
    competency_id: int | None
    task_id: int | None
    level: int | None
    standard_id: int
    state: AttemptState
    is_adaptive: bool
    item_maximum: int
    started_at: datetime
    deadline_at: datetime | None
    paused_at: datetime | None
    handed_in_at: datetime | None
    stops: Sequence[Stop]
    sheets: Sequence[Sheet]  # those asked for

    @property
    def answered_count(self) -> int:
        """Count the items with a saved answer."""
        return sum(stop.is_answered for stop in self.stops)


def check_receipt(session: Session, attempt_id: str) -> tuple[Receipt, bool] | None:
    """Return the receipt of an attempt and whether the records still say the same.

    The fingerprint is computed anew from what the first mark of each item judged: a later mark,
    or a late answer that counts after all, does not change it.
    """
    kept = session.scalar(select(HandIn).join(Attempt).where(Attempt.public_id == attempt_id))
    receipt = receipt_of(kept.reply, by=kept.handed_in_by) if kept else None
    if kept is None or receipt is None:
        return None
    judged = (Response.attempt_item_id == Mark.attempt_item_id) & (
        Response.seq == Mark.response_seq
    )
    rows = session.execute(
        select(
            AttemptItem.position,
            AttemptItem.item_version_id,
            func.coalesce(Mark.response_seq, 0),
            Response.response,
        )
        .join(Mark, (Mark.attempt_item_id == AttemptItem.id) & (Mark.number == 1))
        .outerjoin(Response, judged)
        .where(AttemptItem.attempt_id == kept.attempt_id)
        .order_by(AttemptItem.position)
    )
    answers = [HandedIn(row[0], row[1], row[2], row[3] or {}) for row in rows]
    anew = fingerprint(attempt_id, receipt.handed_in_at, answers)
    return receipt, anew == receipt.fingerprint


def get_sitting(
    session: Session, attempt: Attempt, *, positions: Sequence[int] | None = None
) -> Sitting:
    """Return a sitting with some of its sheets, or with all of them, in five selects."""
    items = list_attempt_items(session, attempt.id)
    responses = latest_responses(session, [item.id for item in items])
    wanted = [item for item in items if positions is None or item.position in positions]
    if positions and not wanted:
        raise NotFoundError("找不到這一題。", "There is no such item in this attempt.")
    marks = latest_marks(session, [item.id for item in wanted])
    quiz = attempt.quiz
    return Sitting(
        public_id=attempt.public_id,
        purpose=quiz.purpose,
        competency_id=quiz.competency_id,
        task_id=quiz.task_id,
        level=quiz.level,
        standard_id=quiz.standard_id,
        state=attempt.state,
        is_adaptive=quiz.purpose.is_adaptive,
        item_maximum=attempt.item_maximum,
        started_at=attempt.started_at,
        deadline_at=attempt.deadline_at,
        paused_at=attempt.paused_at,
        handed_in_at=attempt.handed_in_at,
        stops=[
            Stop(i.position, i.id in responses, i.confirmed_at is not None, i.is_flagged)
            for i in items
        ],
        sheets=[
            _sheet(
                attempt,
                item,
                responses.get(item.id),
                marks[item.id].score if item.id in marks else None,
            )
            for item in wanted
        ],
    )


def _sheet(
    attempt: Attempt,
    item: AttemptItem,
    answer: tuple[int, dict[str, Any], datetime] | None,
    score: float | None,
) -> Sheet:
    content = stored_item(item.item_version.content)
    competency = item.item_version.item.competency
    seq, response, saved_at = answer or (0, {}, None)
    is_open_to_see = score is not None and may_reveal(
        attempt.reveal,
        is_confirmed=item.confirmed_at is not None,
        is_handed_in=attempt.state is AttemptState.HANDED_IN,
    )
    return Sheet(
        position=item.position,
        attempt_item_id=item.id,
        item_code=content.attributes.code,
        competency_id=competency.id,
        competency=CompetencyName(competency.code or "", competency.name, competency.kind.value),
        question=kinds.question(content, item.presentation),
        response=response,
        seq=seq,
        saved_at=saved_at,
        is_confirmed=item.confirmed_at is not None,
        is_flagged=item.is_flagged,
        is_first_exposure=item.is_first_exposure,
        reveal=kinds.reveal(content, item.presentation, response) if is_open_to_see else None,
        score=score if is_open_to_see else None,
    )
