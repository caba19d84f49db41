"""Standings for the pure tests: who is how ready, without a database."""

from datetime import date

from curriculum.standards.models import CompetencyKind
from curriculum.standards.queries import (
    BlockOutline,
    CompetencyOutline,
    DutyOutline,
    StandardOutline,
    TaskOutline,
)
from quizzes.certification.criteria import criteria
from quizzes.certification.reporting import Heading, completion_report
from quizzes.certification.standing import TraineeStanding, Work
from quizzes.mastery.rollup import Claim, ClaimScope, ClaimStatus

DAY = date(2026, 11, 22)
NAMED = {
    "code": "XYZ1234-001v1", "version": "V1", "name": "測試用職能基準", "level": 4,
    "released_on": "2017-12-31",
}  # fmt: skip
HEADING = Heading(
    cohort={"name": "秋季班", "starts_on": "2026-09-01", "ends_on": "2026-11-20"},
    standard=NAMED,
    rule={"version": "R1", "text": {"zh": "規則", "en": "rule"}},
    issuer={"organisation": "訓練中心", "name": "周佳蓉"},
    ends_on=date(2026, 11, 20),
    issued_on=DAY,
)


def outline():
    """Build a standard of two tasks, at levels 3 and 4."""
    k1 = CompetencyOutline(1, CompetencyKind.KNOWLEDGE, "K01", "知識一", (), is_critical=False)
    k2 = CompetencyOutline(2, CompetencyKind.KNOWLEDGE, "K02", "知識二", (), is_critical=False)
    tasks = (
        TaskOutline(1, "T1.1", "編列預算", (BlockOutline(1, 3, (1,)),)),
        TaskOutline(2, "T1.2", "預估票房", (BlockOutline(2, 4, (1, 2)),)),
    )
    return StandardOutline(
        1, "XYZ1234-001v1", "V1", "測試用職能基準", 4,
        (DutyOutline(1, "T1", "籌備", tasks),), {1: k1, 2: k2},
    )  # fmt: skip


def claim(scope, subject, probability, status=None, without_items=()):
    """Build a claim; ready from .90 on."""
    found = status or (ClaimStatus.READY if probability >= 0.9 else ClaimStatus.UNDECIDED)
    return Claim(ClaimScope(scope), subject, probability, found, ("K01",), tuple(without_items), ())


def standing(number, probability, *, left_on=None, certificate=None, status=None):
    """Build a trainee whose every claim has one probability."""
    keys = (("standard", ""), ("level", "3"), ("level", "4"), ("task", "T1.1"), ("task", "T1.2"))
    claims = {} if probability is None else {k: claim(*k, probability, status) for k in keys}
    return TraineeStanding(
        id=number,
        public_id=f"t{number}",
        name=f"學員{number}",
        number=None,
        enrolled_on=date(2026, 9, 1),
        left_on=left_on,
        work=Work(check_count=2, answered=12, right=10.0),
        claims=claims,
        certificates={("standard", ""): certificate} if certificate else {},
    )


def report(trainees, key="standard", assessable=("K01", "K02")):
    """Report on these trainees by one criterion."""
    offered = criteria(outline(), assessable=assessable)
    criterion = next(each for each in offered if each.key == key)
    return completion_report(HEADING, standard=outline(), criterion=criterion, trainees=trainees)
