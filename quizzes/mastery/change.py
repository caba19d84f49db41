"""What one attempt moved: every competency of it before and after, and the reason in one sentence.

*After* is measured from all that counted at the moment of the hand-in, *before* from the same
without the marks of this attempt: nothing of it is stored, both go through the one way of
measuring. What came later, another attempt or a lesson, never changes what is said here; a mark
that is corrected does, because it says what the answer was worth from the beginning.

    up       it came to be met; or P rose by .05 or more; or P rose and lamp or word with it
    down     it is no longer met; or the same with a fall
    first    the first answers that count, and they did not raise P: nothing was known to fall
    stayed   anything else, all repeated items among it

So nobody goes down by right answers alone, unless study or other competencies weigh in, and then
the sentence names them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from curriculum.standards.queries import StandardOutline
from quizzes.mastery.estimation import MasteryEstimate
from quizzes.mastery.evidence import Evidence, WeightedAnswer
from quizzes.mastery.measuring import History, Measured, measured
from quizzes.mastery.rasch import probability_right_at_the_bar
from quizzes.mastery.readiness import Lamp, Status, competency_status, lamp

# A smaller step of P is said to have stayed: about what one easy answer moves.
MOVED_FROM = 0.05


class Move(StrEnum):
    """Which way a competency went by an attempt."""

    UP = "up"
    STAYED = "stayed"
    DOWN = "down"
    FIRST = "first"


@dataclass(frozen=True, slots=True)
class Reading:
    """One competency as it stood at one moment."""

    estimate: MasteryEstimate
    status: Status
    lamp: Lamp

    @property
    def is_met(self) -> bool:
        """It was met then."""
        return self.status is Status.MET


@dataclass(frozen=True, slots=True)
class Change:
    """What the answers of one attempt did to one competency."""

    competency: str  # code
    before: Reading
    after: Reading
    given: tuple[WeightedAnswer, ...]  # the answers of the attempt on it; weight 0: not counted
    carried: int  # earlier answers that weigh less now: there was study in between

    @property
    def counted(self) -> tuple[WeightedAnswer, ...]:
        """The answers of the attempt that weigh anything."""
        return tuple(each for each in self.given if each.weight > 0.0)

    @property
    def is_mixed(self) -> bool:
        """Some of it was right and some was not."""
        scores = [each.answer.score for each in self.counted]
        return bool(scores) and max(scores) > 0.0 and min(scores) < 1.0

    @property
    def expected_right(self) -> float:
        """What one exactly at the bar would score on the answers that weigh anything."""
        return sum(
            probability_right_at_the_bar(each.answer.difficulty, each.answer.chance)
            for each in self.counted
        )

    @property
    def rise(self) -> float:
        """By how much P rose."""
        return self.after.estimate.probability - self.before.estimate.probability

    @property
    def move(self) -> Move:
        """Which way it went."""
        if self.before.is_met is not self.after.is_met:
            return Move.UP if self.after.is_met else Move.DOWN
        lit = _height(self.after) - _height(self.before)
        if self.rise >= MOVED_FROM or (self.rise > 0 and lit > 0):
            return Move.UP
        if self.counted and self.before.estimate.answered == 0:
            return Move.FIRST
        if self.rise <= -MOVED_FROM or (self.rise < 0 and lit < 0):
            return Move.DOWN
        return Move.STAYED


def before_and_after(
    standard: StandardOutline,
    history: History,
    assessable: Mapping[str, int],
    *,
    attempt_public_id: str,
    handed_in_at: datetime,
) -> tuple[Measured, Measured]:
    """Measure a trainee at the moment of a hand-in, without the attempt and with it."""
    known = history.until(handed_in_at)
    return (
        measured(standard, known.without(attempt_public_id), assessable),
        measured(standard, known, assessable),
    )


def change(
    code: str, before: Measured, after: Measured, *, attempt_public_id: str, on: date
) -> Change:
    """Compare one competency before and after an attempt, on the day of its hand-in."""
    given = {
        (answer.item_id, answer.answered_at)
        for answer in after.answers
        if answer.attempt_public_id == attempt_public_id
    }
    earlier = _weights(before.evidence.get(code))
    weighed = after.evidence.get(code) or Evidence(code)
    return Change(
        competency=code,
        before=_reading(before, code, on),
        after=_reading(after, code, on),
        given=tuple(each for each in weighed.answers if _place(each) in given),
        carried=sum(
            each.weight < earlier[_place(each)]
            for each in weighed.answers
            if _place(each) in earlier
        ),
    )


def _reading(made: Measured, code: str, on: date) -> Reading:
    estimate = made.measurement.estimates[code]
    status = competency_status(estimate, today=on, has_studied=code in made.studied)
    return Reading(estimate, status, lamp(estimate, status, has_items=True))


def _weights(evidence: Evidence | None) -> dict[tuple[int, object], float]:
    return {_place(each): each.weight for each in evidence.answers} if evidence else {}


def _place(weighed: WeightedAnswer) -> tuple[int, object]:
    return weighed.answer.item_id, weighed.answer.answered_at


def _height(reading: Reading) -> int:
    """Order by the lamp; of two that are lit alike, 未達標 is the lower one."""
    lit = int(reading.lamp.step) if reading.lamp.step.isdigit() else 0
    return 2 * lit - (reading.status is Status.NOT_MET)
