"""結訓報告: a cohort's results, every figure from the same claims, frozen as plain data.

The figures agree by construction: enrolled = completed + left, completed = graduated + not ready,
and the expected number of false ones is the sum of 1 - P over exactly those who graduated.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median

from curriculum.standards.queries import StandardOutline
from curriculum.wording import Wording
from quizzes.certification.criteria import Criterion
from quizzes.certification.standing import TraineeStanding
from quizzes.certification.terms import (
    CompletionContent,
    IssuerNamed,
    ReportCell,
    ReportCohort,
    ReportLevel,
    ReportTask,
    ReportTotals,
    ReportTrainee,
    Result,
    RuleNamed,
    StandardNamed,
    said,
)
from quizzes.mastery.readiness import CLAIM_WORDS
from quizzes.mastery.rollup import (
    Claim,
    ClaimScope,
    ClaimStatus,
    expected_false_certifications,
    expected_false_discovery_rate,
)
from quizzes.mastery.scopes import task_keys

DIGITS = 4  # of a probability on paper and in a file


@dataclass(frozen=True, slots=True)
class Heading:
    """What a report says of itself."""

    cohort: ReportCohort
    standard: StandardNamed
    rule: RuleNamed
    issuer: IssuerNamed
    ends_on: date
    issued_on: date


def completion_report(
    heading: Heading,
    *,
    standard: StandardOutline,
    criterion: Criterion,
    trainees: Sequence[TraineeStanding],
) -> CompletionContent:
    """Freeze a cohort's results."""
    completed = [each for each in trainees if _completed(each, heading)]
    graduated = [each for each in completed if _meets(each, criterion)]
    levels = sorted({int(s) for t in trainees for scope, s in t.claims if scope == "level"})
    return {
        "cohort": heading.cohort,
        "standard": heading.standard,
        "rule": heading.rule,
        "issuer": heading.issuer,
        "issued_on": heading.issued_on.isoformat(),
        "criterion": criterion.frozen(),
        "totals": _totals(trainees, completed, graduated, criterion),
        "levels": [_level(level, completed) for level in levels],
        "tasks": _tasks(standard, completed, criterion),
        "trainees": [_line(each, heading, standard, criterion) for each in trainees],
    }


def _completed(trainee: TraineeStanding, heading: Heading) -> bool:
    """Stayed to the end: who leaves on the last day or later has completed."""
    return trainee.left_on is None or trainee.left_on >= heading.ends_on


def _meets(trainee: TraineeStanding, criterion: Criterion) -> bool:
    return trainee.is_ready(criterion.scope, criterion.subject)


def _probabilities(trainees: Sequence[TraineeStanding], scope: str, subject: str) -> list[float]:
    """Return P(claim) of everybody who answered anything of it, rounded as it is printed."""
    cells = (_cell(each.claim(scope, subject))["probability"] for each in trainees)
    return [probability for probability in cells if probability is not None]


def _totals(
    trainees: Sequence[TraineeStanding],
    completed: Sequence[TraineeStanding],
    graduated: Sequence[TraineeStanding],
    criterion: Criterion,
) -> ReportTotals:
    sure = _probabilities(graduated, criterion.scope, criterion.subject)
    rate = expected_false_discovery_rate(sure)
    held = (criterion.scope, criterion.subject)
    return {
        "enrolled": len(trainees),
        "completed": len(completed),
        "left": len(trainees) - len(completed),
        "graduated": len(graduated),
        "not_ready": len(completed) - len(graduated),
        "certified": sum(held in each.certificates for each in graduated),
        "expected_false": round(expected_false_certifications(sure), DIGITS),
        "expected_false_rate": None if rate is None else round(rate, DIGITS),
    }


def _level(level: int, completed: Sequence[TraineeStanding]) -> ReportLevel:
    ready = sum(each.is_ready(ClaimScope.LEVEL.value, str(level)) for each in completed)
    return {"level": level, "ready_count": ready}


def _tasks(
    standard: StandardOutline, completed: Sequence[TraineeStanding], criterion: Criterion
) -> list[ReportTask]:
    keys, scope = task_keys(standard), ClaimScope.TASK.value
    lacking = _lacking(completed, criterion)
    tasks: list[ReportTask] = []
    for task in standard.tasks:
        key = keys[task.id]
        ready = [each for each in completed if each.is_ready(scope, key)]
        known = _probabilities(completed, scope, key)
        codes = [standard.competencies[i].code for i in task.competency_ids]
        tasks.append(
            {
                "key": key,
                "title": task.title,
                "level": task.level,
                "without_items": [code for code in codes if code in lacking],
                "ready_count": len(ready),
                "median": round(median(known), DIGITS) if known else None,
                "expected_false": round(
                    expected_false_certifications(_probabilities(ready, scope, key)), DIGITS
                ),
            }
        )
    return tasks


def _lacking(completed: Sequence[TraineeStanding], criterion: Criterion) -> set[str]:
    """Return the codes that nothing could be asked of when the claims were made."""
    found = set(criterion.without_items)
    for each in completed:
        for claim in each.claims.values():
            found.update(claim.without_items)
    return found


def _line(
    trainee: TraineeStanding, heading: Heading, standard: StandardOutline, criterion: Criterion
) -> ReportTrainee:
    scope = ClaimScope.TASK.value
    keys = [task_keys(standard)[task.id] for task in standard.tasks]
    claim = trainee.claim(criterion.scope, criterion.subject)
    result = _result(trainee, heading, criterion)
    return {
        "name": trainee.name,
        "number": trainee.number,
        "enrolled_on": trainee.enrolled_on.isoformat(),
        "left_on": trainee.left_on.isoformat() if trainee.left_on else None,
        "result": result.value,
        "reason": said(_reason(result, claim)),
        "tasks": [_cell(trainee.claim(scope, key)) for key in keys],
        "ready_count": sum(trainee.is_ready(scope, key) for key in keys),
        "probability": _cell(claim)["probability"],
        "status": _cell(claim)["status"],
        "level": trainee.level,
        "check_count": trainee.work.check_count,
        "practice_count": trainee.work.practice_count,
        "answered": trainee.work.answered,
        "first_on": trainee.work.first_on.isoformat() if trainee.work.first_on else None,
        "last_on": trainee.work.last_on.isoformat() if trainee.work.last_on else None,
        "certificate": trainee.certificates.get((criterion.scope, criterion.subject)),
    }


def _cell(claim: Claim | None) -> ReportCell:
    if claim is None:
        return {"status": ClaimStatus.NOT_ASSESSED.value, "probability": None}
    if claim.probability is None or claim.status is ClaimStatus.NOT_ASSESSED:
        return {"status": claim.status.value, "probability": None}
    return {"status": claim.status.value, "probability": round(claim.probability, DIGITS)}


def _result(trainee: TraineeStanding, heading: Heading, criterion: Criterion) -> Result:
    if not _completed(trainee, heading):
        return Result.LEFT
    return Result.GRADUATED if _meets(trainee, criterion) else Result.COMPLETED


def _reason(result: Result, claim: Claim | None) -> Wording:
    if result is Result.GRADUATED:
        return Wording(zh="", en="")
    if result is Result.LEFT:
        return Wording(zh="中途離班", en="left before the end")
    word = CLAIM_WORDS[claim.status if claim else ClaimStatus.NOT_ASSESSED]
    return Wording(zh=f"測驗{word.zh}", en=f"by quiz: {word.en.lower()}")
