"""The answers on one competency, each with what it counted and the place where it was given."""

from dataclasses import dataclass
from datetime import datetime

from curriculum.wording import Wording
from quizzes.delivery.terms import Purpose
from quizzes.mastery.measuring import Measured
from quizzes.mastery.rasch import probability_right_at_the_bar


@dataclass(frozen=True, slots=True)
class WeighedAnswer:
    """One answer: to which item, where it stands, what it counts and why."""

    item_code: str
    attempt_public_id: str
    position: int
    purpose: Purpose
    score: float
    at_bar: float  # how likely somebody exactly at the bar is to get it right, 0…1
    answered_at: datetime
    weight: float
    reason: Wording
    is_told: bool  # the trainee may know the score


def weighed_answers(measured: Measured, code: str) -> list[WeighedAnswer]:
    """Return every answer on a competency in the order given, also those that count nothing."""
    evidence = measured.evidence.get(code)
    places = {(answer.item_id, answer.answered_at): answer for answer in measured.answers}
    found = []
    for each in evidence.answers if evidence else ():
        place = places[each.answer.item_id, each.answer.answered_at]
        found.append(
            WeighedAnswer(
                item_code=place.item_code,
                attempt_public_id=place.attempt_public_id,
                position=place.position,
                purpose=place.purpose,
                score=place.score,
                at_bar=probability_right_at_the_bar(each.answer.difficulty, each.answer.chance),
                answered_at=place.answered_at,
                weight=each.weight,
                reason=each.reason,
                is_told=place.is_told,
            )
        )
    return found
