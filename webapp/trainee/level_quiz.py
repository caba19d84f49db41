"""How far a person is with the quiz of a level."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from curriculum.standards.queries import StandardOutline
from quizzes.items.queries import PublishedItem
from quizzes.mastery.measuring import Measured
from quizzes.sittings.asking import may_check
from quizzes.sittings.level_quiz import LevelProgress, level_progress
from quizzes.sittings.subjects import competency_ids_of

if TYPE_CHECKING:
    from quizzes.delivery.models import Quiz


def progress_of(
    quiz: "Quiz",
    standard: StandardOutline,
    measured: Measured,
    published: Sequence[PublishedItem],
    spent: int,
) -> LevelProgress:
    """Say how far it is, from all answers that count; `published` may hold other items, too."""
    about = set(competency_ids_of(standard, quiz))
    bank = [item for item in published if item.competency_id in about]
    met = {answer.item_id for answer in measured.answers}
    return level_progress(
        measured, standard, quiz.level or 0, spent=spent, has_news=may_check(bank, met)
    )
