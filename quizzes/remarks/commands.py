"""Making remarks on items, answering them, and taking note of the answers."""

import secrets
from datetime import datetime

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session, selectinload

from curriculum.errors import ConflictError, NotFoundError
from quizzes.delivery.models import Attempt, AttemptItem
from quizzes.delivery.saving import AnswerPlace
from quizzes.items.models import VersionState
from quizzes.remarks.models import AnswerReading, Remark, RemarkAnswer
from quizzes.remarks.queries import list_unread_answers
from quizzes.remarks.rules import DAY, require_mended, require_room, said_text
from quizzes.remarks.terms import Outcome, RemarkKind
from quizzes.trainees.commands import hold_trainees


def make_remark(
    session: Session, *, place: AnswerPlace, kind: RemarkKind, text: str, now: datetime
) -> Remark:
    """Keep what a trainee says of an item of an own attempt; the same words change nothing."""
    said = said_text(text)
    item = _own_item(session, place)
    hold_trainees(session, trainee_ids=[place.trainee_id])
    earlier = _on_version(session, item, place.trainee_id)
    for remark in earlier:
        if remark.text == said:
            return remark
    require_room(
        open_here=sum(not remark.answers for remark in earlier),
        within_a_day=_count_since(session, place.trainee_id, now - DAY),
    )
    remark = Remark(
        public_id=secrets.token_urlsafe(16),
        attempt_item_id=item.id,
        trainee_id=place.trainee_id,
        kind=kind,
        text=said,
        made_at=now,
    )
    session.add(remark)
    session.flush()
    return remark


def _own_item(session: Session, place: AnswerPlace) -> AttemptItem:
    item = session.scalar(
        select(AttemptItem)
        .join(Attempt, AttemptItem.attempt_id == Attempt.id)
        .where(
            Attempt.public_id == place.attempt_id,
            Attempt.trainee_id == place.trainee_id,
            AttemptItem.position == place.position,
        )
    )
    if item is None:
        raise NotFoundError("找不到這一題。", "There is no such item in this attempt.")
    return item


def _on_version(session: Session, item: AttemptItem, trainee_id: int) -> list[Remark]:
    """Return what the trainee said of this version of the item, in whatever attempt."""
    rows = session.scalars(
        select(Remark)
        .join(AttemptItem, Remark.attempt_item_id == AttemptItem.id)
        .where(Remark.trainee_id == trainee_id, AttemptItem.item_version_id == item.item_version_id)
        .options(selectinload(Remark.answers))
    )
    return list(rows)


def _count_since(session: Session, trainee_id: int, moment: datetime) -> int:
    wanted = select(func.count(Remark.id)).where(
        Remark.trainee_id == trainee_id, Remark.made_at > moment
    )
    return session.scalar(wanted) or 0


def answer_remark(  # noqa: PLR0913 (an answer has these fields)
    session: Session,
    *,
    remark: Remark,
    outcome: Outcome,
    words: str,
    seen_answers: int,
    by: str,
    now: datetime,
) -> RemarkAnswer:
    """Tell who made a remark what became of it; an answer before this one stays.

    `seen_answers` is how many answers the person had before them: one given meanwhile is to be
    read first. The same answer of the same person again changes nothing.
    """
    said = said_text(words)
    last = remark.answers[-1] if remark.answers else None
    if last and (last.outcome, last.words, last.answered_by) == (outcome, said, by):
        return last
    if len(remark.answers) != seen_answers:
        raise ConflictError(
            "這則回報剛剛有人答覆了。先看那一則答覆。",
            "Somebody has just answered this remark. Read that answer first.",
        )
    is_in_service = remark.attempt_item.item_version.state is VersionState.PUBLISHED
    require_mended(outcome, is_in_service=is_in_service)
    answer = RemarkAnswer(
        remark=remark,
        number=seen_answers + 1,
        outcome=outcome,
        words=said,
        answered_at=now,
        answered_by=by,
    )
    session.add(answer)
    session.flush()
    return answer


def take_note(session: Session, *, trainee_id: int, through: int, now: datetime) -> int:
    """Count the answers up to this one as read by who made the remarks; return how many were new.

    An answer that may not be told yet, or that came after the page was shown, stays new.
    """
    hold_trainees(session, trainee_ids=[trainee_id])
    answer_ids = list_unread_answers(session, trainee_id=trainee_id)
    read = [answer_id for answer_id in answer_ids if answer_id <= through]
    if read:
        rows = [{"remark_answer_id": answer_id, "read_at": now} for answer_id in read]
        session.execute(insert(AnswerReading), rows)
    return len(read)
