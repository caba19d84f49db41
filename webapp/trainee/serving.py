"""Which competencies a question serves, with their lamps as they stand."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from quizzes.mastery.queries import find_estimate
from quizzes.mastery.readiness import competency_status, lamp
from quizzes.sittings.queries import Sheet
from webapp.clock import today

if TYPE_CHECKING:
    from quizzes.delivery.models import Attempt


@dataclass(frozen=True, slots=True)
class Serving:
    """A competency beside a question."""

    code: str
    name: str
    kind: str
    step: str
    is_stale: bool


def competencies_of(session: Session, attempt: "Attempt", sheet: Sheet) -> list[Serving]:
    """Return the competency that the question measures, in one select."""
    estimate = find_estimate(
        session, trainee_id=attempt.trainee_id, competency_id=sheet.competency_id
    )
    status = competency_status(estimate, today=today(), has_studied=True)
    lit = lamp(estimate, status, has_items=True)
    competency = sheet.competency
    return [Serving(competency.code, competency.name, competency.kind, lit.step, lit.is_stale)]
