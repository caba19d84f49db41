"""When what a trainee has met comes back: today's mix, and the day of each item."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from curriculum.standards.queries import StandardOutline
from quizzes.reviews.choosing import minutes_for
from quizzes.reviews.queries import Outlook, find_outlook, list_comebacks
from quizzes.sittings.queries import Sitting
from webapp.clock import days_until, end_of_today

if TYPE_CHECKING:
    from quizzes.delivery.models import Quiz


@dataclass(frozen=True, slots=True)
class TodaysReview:
    """What a trainee is asked again today, and when more comes."""

    item_count: int  # of one sitting
    minutes: int
    more_in_days: int | None  # of what is not due today; None: nothing


def find_todays_review(
    session: Session, *, standard: StandardOutline, trainee_id: int
) -> TodaysReview | None:
    """Return today's review in one select; None where it is not on offer."""
    found = find_outlook(
        session, trainee_id=trainee_id, standard_id=standard.id, due_by=end_of_today()
    )
    if found is None or not found[0].is_offered:
        return None
    return todays_review(*found)


def todays_review(quiz: "Quiz", outlook: Outlook) -> TodaysReview:
    """Say what a review asks today."""
    item_count = min(outlook.due_count, quiz.item_maximum)
    return TodaysReview(
        item_count=item_count,
        minutes=minutes_for(item_count),
        more_in_days=days_until(outlook.next_due_at) if outlook.next_due_at else None,
    )


def days_by_position(session: Session, sitting: Sitting, *, trainee_id: int) -> dict[int, int]:
    """Return in how many days each confirmed question of a sitting comes again."""
    confirmed = {each.attempt_item_id: each.position for each in sitting.sheets if each.reveal}
    comebacks = list_comebacks(session, trainee_id=trainee_id, attempt_item_ids=confirmed)
    return {confirmed[i]: days_until(due_at) for i, due_at in comebacks.items()}
