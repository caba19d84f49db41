"""Every field on the paper of a certificate, put together as it is on the day of issue."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from curriculum.standards.queries import StandardOutline, TaskOutline
from curriculum.wording import Wording
from quizzes.certification.criteria import Criterion
from quizzes.certification.policy import last_valid_day
from quizzes.certification.standing import TraineeStanding
from quizzes.certification.statements import (
    TITLE,
    bank_text,
    claimed_tasks,
    odds,
    percent_down,
    rule_text,
    says,
    says_not,
)
from quizzes.certification.terms import (
    IssuerNamed,
    PrintedCertificate,
    PrintedDuty,
    PrintedLamp,
    PrintedTask,
    RuleNamed,
    StandardNamed,
    said,
)
from quizzes.mastery.calibration import printed_version
from quizzes.mastery.readiness import competency_status, lamp
from quizzes.mastery.rollup import ClaimScope
from quizzes.mastery.scopes import task_keys

DIGITS = 4


@dataclass(frozen=True, slots=True)
class Course:
    """What a certificate says of the course: its standard, bank and issuer."""

    standard: StandardOutline
    named: StandardNamed
    attitude_count: int
    items: Mapping[str, int]  # published items by code of the competency
    calibration: int  # that the claims were made with
    issuer: IssuerNamed


def printed_certificate(  # noqa: PLR0913 (a certificate says all of this)
    course: Course,
    trainee: TraineeStanding,
    criterion: Criterion,
    probability: float,
    *,
    identity: tuple[str, str],
    studied: Collection[str],
    issued_on: date,
) -> PrintedCertificate:
    """Put together what is printed; `identity` is the public id and the number."""
    bridge = _bridge(course, trainee, criterion, studied=studied, today=issued_on)
    claimed = claimed_tasks(course.standard, criterion.scope, criterion.subject)
    lacking = [c.code for c in course.standard.competencies.values() if c.code not in course.items]
    counted = [trainee.estimates[c] for c in criterion.competencies if c in trainee.estimates]
    answered, right = sum(e.answered for e in counted), sum(e.right for e in counted)
    work = trainee.work
    return {
        "id": identity[0],
        "number": identity[1],
        "title": said(TITLE),
        "holder": trainee.name,
        "claim": {
            "scope": criterion.scope,
            "subject": criterion.subject,
            "text": said(criterion.text),
            "probability": round(probability, DIGITS),
            "percent": percent_down(probability),
        },
        "odds": said(odds(probability, answered=answered, right=right)),
        "bridge": bridge,
        "bridge_text": said(_bridge_text(bridge)),
        "says": [said(each) for each in says(len(claimed))],
        "says_not": [said(each) for each in says_not(course.attitude_count, lacking)],
        "evidence": {
            "answered": answered,
            "right": round(right, DIGITS),
            "first_on": work.first_on.isoformat() if work.first_on else None,
            "last_on": work.last_on.isoformat() if work.last_on else None,
        },
        "standard": course.named,
        "rule": named_rule(course.calibration),
        "bank": said(bank_text(sum(course.items.values()), len(course.items))),
        "issuer": course.issuer,
        "issued_on": issued_on.isoformat(),
        "valid_until": last_valid_day(issued_on).isoformat(),
    }


def named_rule(calibration: int) -> RuleNamed:
    """Name the rule, with its calibration, by which readiness is judged today."""
    version = printed_version(calibration)
    return {"version": version, "text": said(rule_text(version))}


def _bridge(
    course: Course,
    trainee: TraineeStanding,
    criterion: Criterion,
    *,
    studied: Collection[str],
    today: date,
) -> list[PrintedDuty]:
    keys = task_keys(course.standard)
    claimed = claimed_tasks(course.standard, criterion.scope, criterion.subject)
    lamps = _lamps(course, trainee, studied=studied, today=today)

    def drawn(task: TaskOutline) -> PrintedTask:
        return {
            "key": keys[task.id],
            "title": task.title,
            "is_ready": trainee.is_ready(ClaimScope.TASK.value, keys[task.id]),
            "is_claimed": keys[task.id] in claimed,
            "lamps": [lamps[i] for i in task.competency_ids],
        }

    return [
        {"code": duty.code, "title": duty.title, "tasks": [drawn(task) for task in duty.tasks]}
        for duty in course.standard.duties
    ]


def _lamps(
    course: Course, trainee: TraineeStanding, *, studied: Collection[str], today: date
) -> dict[int, PrintedLamp]:
    lamps: dict[int, PrintedLamp] = {}
    for competency in course.standard.competencies.values():
        estimate = trainee.estimates.get(competency.code)
        status = competency_status(estimate, today=today, has_studied=competency.code in studied)
        lit = lamp(estimate, status, has_items=competency.code in course.items)
        lamps[competency.id] = {
            "code": competency.code,
            "kind": competency.kind.value,
            "step": lit.step,
            "is_stale": lit.is_stale,
        }
    return lamps


_STEPS: Sequence[tuple[str, Wording]] = (
    ("4", Wording(zh="精通", en="mastered")),
    ("3", Wording(zh="熟練", en="proficient")),
    ("2", Wording(zh="熟悉", en="familiar")),
    ("1", Wording(zh="起步", en="begun")),
    ("0", Wording(zh="未開始", en="not begun")),
    ("n", Wording(zh="尚無題目", en="without items")),
)


def _bridge_text(bridge: Sequence[PrintedDuty]) -> Wording:
    """Say how many lamps are lit how far; each competency is counted once."""
    steps = {
        each["code"]: each["step"]
        for duty in bridge
        for task in duty["tasks"]
        for each in task["lamps"]
    }
    count = Counter(steps.values())
    lit = [(count[step], word) for step, word in _STEPS if count[step]]
    return Wording(
        zh="核發當天的就緒橋。一盞燈是一項職能，圓是知識、方是技能，越滿越熟；"
        f"{len(steps)} 項中 {'、'.join(f'{n} 項{word.zh}' for n, word in lit)}。",
        en="The bridge of readiness on the day of issue. A lamp is a competency, round for "
        "knowledge, square for skill, the fuller the better known; "
        f"of {len(steps)}: {', '.join(f'{n} {word.en}' for n, word in lit)}.",
    )
