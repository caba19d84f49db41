"""Histories of made-up trainees, for the tests of what an attempt moves."""

from datetime import timedelta

from curriculum.standards.models import CompetencyKind
from curriculum.standards.queries import (
    BlockOutline,
    CompetencyOutline,
    DutyOutline,
    StandardOutline,
    TaskOutline,
)
from quizzes.delivery.terms import Purpose
from quizzes.grading.queries import MarkedAnswer
from quizzes.mastery.bars import EXACT_BARS
from quizzes.mastery.calibration import Calibration
from quizzes.mastery.change import before_and_after, change
from quizzes.mastery.measuring import History
from quizzes.mastery.policy import PRIOR
from tests.quizzes.mastery.answering import MORNING

CODES = ("K22", "K23", "S05")
ASSESSABLE = dict.fromkeys(CODES, 4)
EXACT = Calibration(1, PRIOR, EXACT_BARS, {})
THIS = "this attempt"


def outline(*codes):
    """A standard of one task that asks for all of these."""
    competencies = {
        number: CompetencyOutline(
            number, CompetencyKind(code[0]), code, f"職能 {code}", (), is_critical=False
        )
        for number, code in enumerate(codes, start=1)
    }
    block = BlockOutline(1, 4, tuple(competencies))
    task = TaskOutline(1, "T1.1", "編列預算", (block,))
    duty = DutyOutline(1, "T1", "籌備", (task,))
    return StandardOutline(1, "XYZ", "V1", "測試", 4, (duty,), competencies)


STANDARD = outline(*CODES)


def marked(code, item, score, *, attempt=THIS, hours=0.0, known=None, **fields):
    """One answer, known when it was given unless a later hour is named."""
    at = MORNING + timedelta(hours=hours)
    return MarkedAnswer(
        trainee_id=1,
        competency_id=CODES.index(code) + 1,
        item_id=item,
        version_id=item,
        level=4,
        item_code=f"{code}-{item:02}",
        attempt_public_id=attempt,
        position=item,
        score=score,
        difficulty=-1.0,
        chance=0.25,
        answered_at=at,
        purpose=fields.get("purpose", Purpose.MODULE_CHECK),
        is_first_exposure=fields.get("is_first", True),
        is_told=True,
        rule="recommended",
        known_at=MORNING + timedelta(hours=hours if known is None else known),
    )


def sat(code, scores, *, first=1, **fields):
    """An attempt on one competency with these scores, on items from a number on."""
    return [marked(code, item, score, **fields) for item, score in enumerate(scores, start=first)]


def earlier(code, scores, *, first=101, hours=-48.0, **fields):
    """An attempt before this one."""
    return sat(code, scores, first=first, attempt="earlier", hours=hours, **fields)


def moved(answers, *, code="K22", studies=(), hours=1.0):
    """What this attempt, handed in at an hour, did to a competency."""
    ended_at = MORNING + timedelta(hours=hours)
    before, after = before_and_after(
        STANDARD,
        History(answers, list(studies), EXACT),
        ASSESSABLE,
        attempt_public_id=THIS,
        handed_in_at=ended_at,
    )
    return change(code, before, after, attempt_public_id=THIS, on=ended_at.date())
