"""What a quiz will ask about, as its trainee stands before it: the lamps and what is lacking."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from curriculum.standards.queries import StandardOutline
from curriculum.wording import Wording
from quizzes.items.queries import PublishedItem
from quizzes.mastery.measuring import History, estimates_of
from quizzes.mastery.next_step import next_step, supplies
from quizzes.mastery.queries import Progress
from quizzes.mastery.readiness import Status
from webapp.standing import CompetencyStanding, competency_standing


@dataclass(frozen=True, slots=True)
class Asked:
    """One competency that a quiz asks about."""

    standing: CompetencyStanding
    needed: Wording | None  # what would bring it to be met; None: it is met, or has no items


def asked_of(
    competency_ids: Collection[int],
    *,
    standard: StandardOutline,
    history: History,
    published: Sequence[PublishedItem],
    today: date,
) -> Sequence[Asked]:
    """Return every competency of a quiz with its lamp now and what it lacks."""
    measurement = estimates_of(standard, history)
    studied = frozenset(study.competency for study in history.studies)
    progress = Progress(measurement.estimates, {}, studied)
    held = supplies(published, {answer.item_id for answer in history.answers})
    found = []
    for competency_id in competency_ids:
        competency = standard.competencies[competency_id]
        where = competency_standing(
            competency, progress, has_items=competency_id in held, today=today
        )
        needed = None
        if where.has_items and not where.is_met:
            is_review = where.status is Status.REVIEW_DUE
            supply = held[competency_id]
            step = next_step(measurement, competency.code, supply, is_review=is_review)
            needed = step.sentence
        found.append(Asked(where, needed))
    return found
