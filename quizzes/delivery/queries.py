"""Questions asked of delivery."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, joinedload

from curriculum.errors import NotFoundError
from quizzes.delivery.models import Attempt, AttemptItem, HandIn, Quiz, Response
from quizzes.delivery.offers import DEFAULTS, QuizSettings
from quizzes.delivery.terms import AttemptState, Purpose
from quizzes.items.models import Item, ItemVersion

_SUBJECTS = (Quiz.competency, Quiz.task, Quiz.standard)


def find_quiz(
    session: Session,
    purpose: Purpose,
    *,
    competency_id: int | None = None,
    task_id: int | None = None,
) -> Quiz | None:
    """Return the quiz of this purpose for a competency or a task."""
    return session.scalar(
        select(Quiz).where(
            Quiz.purpose == purpose, Quiz.competency_id == competency_id, Quiz.task_id == task_id
        )
    )


def find_review_quiz(session: Session, standard_id: int) -> Quiz | None:
    """Return the review of a standard; there is one where its course is open."""
    return session.scalar(
        select(Quiz).where(Quiz.purpose == Purpose.REVIEW, Quiz.standard_id == standard_id)
    )


def find_level_quiz(session: Session, standard_id: int, level: int) -> Quiz | None:
    """Return the quiz that decides a level of a standard."""
    return session.scalar(
        select(Quiz).where(
            Quiz.purpose == Purpose.LEVEL_QUIZ,
            Quiz.standard_id == standard_id,
            Quiz.level == level,
        )
    )


def list_quizzes(session: Session, standard_id: int) -> Sequence[Quiz]:
    """Return every quiz of a standard."""
    return session.scalars(select(Quiz).where(Quiz.standard_id == standard_id)).all()


def get_attempt(
    session: Session, public_id: str, *, trainee_id: int, is_to_change: bool = False
) -> Attempt:
    """Return the trainee's own attempt, or raise NotFoundError.

    One that is to change is held until the transaction ends: whoever else wants to change it
    waits, and then sees what became of it.
    """
    quiz = joinedload(Attempt.quiz)
    wanted = (
        select(Attempt)
        .where(
            Attempt.public_id == public_id,
            Attempt.trainee_id == trainee_id,
            Attempt.state != AttemptState.PREPARED,
        )
        .options(*(quiz.joinedload(part) for part in _SUBJECTS))
    )
    if is_to_change:
        wanted = wanted.with_for_update(of=Attempt, key_share=True)
    attempt = session.scalar(wanted)
    if attempt is None:
        raise NotFoundError("找不到這次作答。", "There is no such attempt.")
    return attempt


def get_attempt_to_close(session: Session, public_id: str) -> Attempt:
    """Return anybody's attempt and hold it until the transaction ends."""
    return session.scalars(
        select(Attempt)
        .where(Attempt.public_id == public_id)
        .options(joinedload(Attempt.quiz))
        .with_for_update(of=Attempt, key_share=True)
    ).one()


def find_open_attempt(session: Session, *, quiz_id: int, trainee_id: int) -> Attempt | None:
    """Return the attempt at this quiz that the trainee has not handed in."""
    return session.scalar(_open_attempt(quiz_id, trainee_id))


def find_attempt_to_close(session: Session, *, quiz_id: int, trainee_id: int) -> Attempt | None:
    """Return the open attempt at this quiz, if any, and hold it until the transaction ends."""
    held = _open_attempt(quiz_id, trainee_id).with_for_update(of=Attempt, key_share=True)
    return session.scalar(held)


def _open_attempt(quiz_id: int, trainee_id: int) -> Select[Attempt]:
    return select(Attempt).where(
        Attempt.quiz_id == quiz_id,
        Attempt.trainee_id == trainee_id,
        Attempt.state == AttemptState.OPEN,
    )


def find_prepared_attempt(session: Session, *, quiz_id: int, trainee_id: int) -> Attempt | None:
    """Return the attempt that waits for the quiz to open."""
    return session.scalar(
        select(Attempt).where(
            Attempt.quiz_id == quiz_id,
            Attempt.trainee_id == trainee_id,
            Attempt.state == AttemptState.PREPARED,
        )
    )


def get_prepared_attempt(session: Session, public_id: str, *, trainee_id: int) -> Attempt:
    """Return the trainee's own attempt, whatever its state, to be started; hold it until then."""
    attempt = session.scalar(
        select(Attempt)
        .where(Attempt.public_id == public_id, Attempt.trainee_id == trainee_id)
        .options(joinedload(Attempt.quiz))
        .with_for_update(of=Attempt, key_share=True)
    )
    if attempt is None:
        raise NotFoundError("找不到這次作答。", "There is no such attempt.")
    return attempt


def get_hand_in_reply(session: Session, attempt: Attempt) -> Mapping[str, Any]:
    """Return what everybody is told who hands this attempt in, the first time and again."""
    reply: dict[str, Any] | None = session.scalar(
        select(HandIn.reply).where(HandIn.attempt_id == attempt.id)
    )
    return reply or {}


def list_overdue_attempts(session: Session, *, now: datetime, limit: int) -> Sequence[str]:
    """Return the public ids of open attempts whose time is over, the longest over first."""
    return session.scalars(
        select(Attempt.public_id)
        .where(Attempt.state == AttemptState.OPEN, Attempt.deadline_at <= now)
        .order_by(Attempt.deadline_at)
        .limit(limit)
    ).all()


def find_latest_open_attempt(session: Session, *, trainee_id: int) -> Attempt | None:
    """Return the newest attempt that the trainee has not handed in, with its quiz."""
    quiz = joinedload(Attempt.quiz)
    return session.scalar(
        select(Attempt)
        .where(Attempt.trainee_id == trainee_id, Attempt.state == AttemptState.OPEN)
        .options(*(quiz.joinedload(part) for part in _SUBJECTS))
        .order_by(Attempt.started_at.desc(), Attempt.id.desc())
        .limit(1)
    )


def count_exposures(
    session: Session, *, trainee_id: int, item_ids: Collection[int]
) -> Mapping[int, int]:
    """Return how often the trainee has met each of these items."""
    rows = session.execute(
        select(ItemVersion.item_id, func.count(AttemptItem.id))
        .join(AttemptItem, AttemptItem.item_version_id == ItemVersion.id)
        .join(Attempt, AttemptItem.attempt_id == Attempt.id)
        .where(
            Attempt.trainee_id == trainee_id,
            Attempt.state != AttemptState.PREPARED,
            ItemVersion.item_id.in_(item_ids),
        )
        .group_by(ItemVersion.item_id)
    )
    return {row[0]: row[1] for row in rows}


def list_items_under_way(session: Session, *, trainee_id: int) -> frozenset[int]:
    """Return the items in attempts not handed in: nothing else may tell their keys now."""
    rows = session.scalars(
        select(ItemVersion.item_id)
        .join(AttemptItem, AttemptItem.item_version_id == ItemVersion.id)
        .join(Attempt, AttemptItem.attempt_id == Attempt.id)
        .where(Attempt.trainee_id == trainee_id, Attempt.state != AttemptState.HANDED_IN)
    )
    return frozenset(rows)


def latest_responses(
    session: Session, attempt_item_ids: Collection[int]
) -> Mapping[int, tuple[int, dict[str, Any], datetime]]:
    """Return the answer that counts for each attempt item: its seq, the response, when saved."""
    newest = (
        select(Response.attempt_item_id, func.max(Response.seq).label("seq"))
        .where(Response.attempt_item_id.in_(attempt_item_ids))
        .group_by(Response.attempt_item_id)
        .subquery()
    )
    rows = session.execute(
        select(Response.attempt_item_id, Response.seq, Response.response, Response.saved_at).join(
            newest,
            (Response.attempt_item_id == newest.c.attempt_item_id) & (Response.seq == newest.c.seq),
        )
    )
    return {row[0]: (row[1], row[2], row[3]) for row in rows}


def list_attempt_items(session: Session, attempt_id: int) -> Sequence[AttemptItem]:
    """Return the items of an attempt in order, with their versions, in one select."""
    return session.scalars(
        select(AttemptItem)
        .where(AttemptItem.attempt_id == attempt_id)
        .options(
            joinedload(AttemptItem.item_version)
            .joinedload(ItemVersion.item)
            .joinedload(Item.competency)
        )
        .order_by(AttemptItem.position)
    ).all()


def get_settings(session: Session, *, standard_id: int, purpose: Purpose) -> QuizSettings:
    """Return the settings that all quizzes of one purpose share."""
    quiz = session.scalar(
        select(Quiz)
        .where(Quiz.standard_id == standard_id, Quiz.purpose == purpose)
        .order_by(Quiz.id)
        .limit(1)
    )
    if quiz is None:
        return DEFAULTS[purpose]
    return QuizSettings(
        rule=quiz.rule,
        item_minimum=quiz.item_minimum,
        item_maximum=quiz.item_maximum,
        attempts_allowed=quiz.attempts_allowed,
        time_limit_minutes=quiz.time_limit_minutes,
        reveal=quiz.reveal,
        is_offered=quiz.is_offered,
        late_policy=quiz.late_policy,
    )
