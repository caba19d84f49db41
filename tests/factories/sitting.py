"""Answers to single-choice items, given through the commands that real trainees use."""

from datetime import datetime

from sqlalchemy.orm import Session

from quizzes.delivery.models import Attempt, AttemptItem
from quizzes.delivery.queries import list_attempt_items
from quizzes.delivery.saving import AnswerPlace, GivenAnswer, save_answer
from quizzes.items.reading import item_from_mapping
from quizzes.sittings.commands import confirm_answer, hand_in


def option(item: AttemptItem, *, right: bool) -> str:
    """Return the id of an option that is right, or of one that is wrong."""
    content = item_from_mapping(item.item_version.content)
    shown = item.presentation["options"]
    return next(each["id"] for each in shown if content.options[each["index"]].key == right)


def confirm(
    session: Session, attempt: Attempt, item: AttemptItem, *, right: bool = True, now: datetime
) -> None:
    """Answer an item and let the answer stand."""
    place = AnswerPlace(attempt.public_id, attempt.trainee_id, item.position)
    save_answer(session, place=place, given=GivenAnswer(option(item, right=right), 1), now=now)
    confirm_answer(session, attempt=attempt, item=item, now=now)


def go_through(session: Session, attempt: Attempt, *, right: bool = True, now: datetime) -> None:
    """Confirm an answer to every item of an attempt that has none, and hand it in."""
    for item in list_attempt_items(session, attempt.id):
        if item.confirmed_at is None:
            confirm(session, attempt, item, right=right, now=now)
    hand_in(session, attempt=attempt, key="test", by="test", now=now)
