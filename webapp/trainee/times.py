"""What a person reads about time before a quiz: their own limit, opening and closing."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from curriculum.wording import Wording
from quizzes.delivery.commands import time_of
from quizzes.delivery.deadlines import closing_time
from quizzes.delivery.queries import find_prepared_attempt
from quizzes.timing.queries import allowance_of
from quizzes.trainees.allowances import ALLOWANCE_WORDS, TimeAllowance

if TYPE_CHECKING:
    from quizzes.delivery.models import Quiz


@dataclass(frozen=True, slots=True)
class QuizTimes:
    """The times of one quiz for one person."""

    limit_minutes: float | None  # None: no limit for this person
    allowance: Wording | None  # None: standard time
    opens_at: datetime | None  # only while it is still to come
    closes_at: datetime | None
    prepared: str  # public id of the attempt that waits for the opening; "" where there is none
    now: datetime


def quiz_times(session: Session, quiz: "Quiz", *, trainee_id: int, now: datetime) -> QuizTimes:
    """Return the times of a quiz for a person in one select, in two before it opens."""
    allowance = allowance_of(session, trainee_id)
    limit, factor = quiz.time_limit_minutes, allowance.factor
    is_to_come = quiz.opens_at is not None and now < quiz.opens_at
    waiting = (
        find_prepared_attempt(session, quiz_id=quiz.id, trainee_id=trainee_id)
        if is_to_come
        else None
    )
    return QuizTimes(
        limit_minutes=limit * factor if limit is not None and factor is not None else None,
        allowance=None if allowance is TimeAllowance.STANDARD else ALLOWANCE_WORDS[allowance],
        opens_at=quiz.opens_at if is_to_come else None,
        closes_at=closing_time(time_of(quiz), allowance),
        prepared=waiting.public_id if waiting else "",
        now=now,
    )
