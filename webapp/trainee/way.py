"""The way through a sitting: one cell a question."""

from dataclasses import dataclass

from flask import url_for

from quizzes.delivery.terms import Purpose
from quizzes.sittings.queries import Sitting


@dataclass(frozen=True, slots=True)
class Cell:
    """One question on the way; one without an address cannot be opened."""

    number: int
    url: str
    is_answered: bool
    is_current: bool
    is_flagged: bool


def cells(sitting: Sitting, position: int) -> list[Cell]:
    """Return the cells; an adaptive check has no way back, and no end that is known."""
    return [
        Cell(
            number=stop.position,
            url=""
            if sitting.is_adaptive
            else url_for(
                "trainee.attempts.show", attempt_id=sitting.public_id, position=stop.position
            ),
            is_answered=stop.is_answered
            if sitting.purpose is Purpose.TASK_QUIZ
            else stop.is_confirmed,
            is_current=stop.position == position,
            is_flagged=stop.is_flagged,
        )
        for stop in sitting.stops
    ]


def pages_to_keep(sitting: Sitting) -> list[str]:
    """Return the pages of an attempt that a device keeps for times without network.

    An adaptive check keeps only the page that is open: what comes next, the server decides.
    """
    if sitting.is_adaptive:
        return []
    attempt_id = sitting.public_id
    questions = [
        url_for("trainee.attempts.show", attempt_id=attempt_id, position=stop.position)
        for stop in sitting.stops
    ]
    return [*questions, url_for("trainee.attempts.review", attempt_id=attempt_id)]
