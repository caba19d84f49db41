"""Whole attempts, through the commands that real trainees use."""

from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from curriculum.standards.queries import StandardOutline
from quizzes.delivery.models import Attempt, AttemptItem, Quiz
from quizzes.delivery.queries import find_level_quiz, find_quiz, list_attempt_items
from quizzes.delivery.saving import AnswerPlace, GivenAnswer, save_answer
from quizzes.delivery.terms import AttemptState, Purpose
from quizzes.items.reading import item_from_mapping
from quizzes.sittings.commands import begin_sitting, confirm_answer, hand_in
from quizzes.trainees.models import Trainee
from tests.factories.people import MOMENT

MINUTE = timedelta(minutes=1)


def always(position: int) -> bool:
    """Answer everything right."""
    return position > 0


def never(position: int) -> bool:
    """Answer everything wrong."""
    return position < 0


def quiz_about(session: Session, standard: StandardOutline, purpose: Purpose, subject: str) -> Quiz:
    """Return the quiz of a purpose about a task, a level or a competency."""
    if purpose is Purpose.TASK_QUIZ:
        return find_quiz(session, purpose, task_id=standard.task(subject).id)
    if purpose is Purpose.LEVEL_QUIZ:
        return find_level_quiz(session, standard.id, int(subject))
    return find_quiz(session, purpose, competency_id=standard.competency(subject).id)


def sit(
    session: Session,
    standard: StandardOutline,
    trainee: Trainee,
    purpose: Purpose,
    subject: str,
    *,
    right: Callable[[int], bool] = always,
    at: datetime = MOMENT,
    pace: timedelta = MINUTE,
) -> Attempt:
    """Go through an attempt at a steady pace; `right` tells by position what is answered right."""
    quiz = quiz_about(session, standard, purpose, subject)
    attempt = begin_sitting(session, quiz=quiz, trainee_id=trainee.id, now=at)
    position, moment = 1, at
    while position <= len(items := list_attempt_items(session, attempt.id)):
        moment += pace
        answer(session, attempt, items[position - 1], right=right(position), at=moment)
        if purpose is not Purpose.TASK_QUIZ:
            confirm_answer(session, attempt=attempt, item=items[position - 1], now=moment)
        position += 1
    if attempt.state is AttemptState.OPEN:
        hand_in(session, attempt=attempt, key="once", by="test", now=moment)
    return attempt


def answer(
    session: Session, attempt: Attempt, item: AttemptItem, *, right: bool, at: datetime
) -> None:
    """Save a right or a wrong answer to a single-choice item."""
    content = item_from_mapping(item.item_version.content)
    chosen = next(
        each["id"]
        for each in item.presentation["options"]
        if content.options[each["index"]].key == right
    )
    place = AnswerPlace(attempt.public_id, attempt.trainee_id, item.position)
    save_answer(session, place=place, given=GivenAnswer([chosen], 1), now=at)
