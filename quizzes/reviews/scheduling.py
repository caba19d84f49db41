"""When an item that a trainee has met is asked again: FSRS, as the library `fsrs` computes it.

It schedules practice and measures nothing. What FSRS calls retrievability is its own guess at
memory, made without the bar, the difficulty of the item or the chance of guessing; it is no
probability of mastery and never leaves this module.

The library is used with whole days only and without its random spread: the reviews are a mix once
a day, and replaying the same answers has to give the same cards.
"""

from dataclasses import dataclass
from datetime import UTC, datetime

from fsrs import Card, Rating, Scheduler, State

LONGEST_DAYS = 180
_SCHEDULER = Scheduler(
    learning_steps=(), relearning_steps=(), maximum_interval=LONGEST_DAYS, enable_fuzzing=False
)


@dataclass(frozen=True, slots=True)
class CardState:
    """What scheduling knows of one item and one trainee after their last answer."""

    stability: float  # days until FSRS expects one in ten to have forgotten
    difficulty: float  # 1…10, of this item for this person; not the b of measuring
    review_count: int  # answers that moved the card, the first included
    last_reviewed_at: datetime
    due_at: datetime  # whole days after `last_reviewed_at`


def next_state(card: CardState | None, *, score: float, now: datetime) -> CardState:
    """Return the card after an answer; None stands for an item met for the first time.

    Right is "good", partly right "hard", wrong or blank "again". "Easy" is never given, not even
    when the first answer is right: one choice in four is right by guessing, so the item comes once
    more in two days, and only the answers after that make the pauses long.
    """
    moment = now.astimezone(UTC)
    known = Card(card_id=0, due=moment) if card is None else _known(card)
    moved, _log = _SCHEDULER.review_card(known, _rating(score), moment)
    return CardState(
        stability=moved.stability or 0.0,
        difficulty=moved.difficulty or 0.0,
        review_count=1 if card is None else card.review_count + 1,
        last_reviewed_at=moment,
        due_at=moved.due,
    )


def _known(card: CardState) -> Card:
    return Card(
        card_id=0,
        state=State.Review,
        stability=card.stability,
        difficulty=card.difficulty,
        due=card.due_at,
        last_review=card.last_reviewed_at,
    )


def _rating(score: float) -> Rating:
    if score >= 1.0:
        return Rating.Good
    return Rating.Hard if score > 0.0 else Rating.Again
