"""The words in which certification speaks: events, states, results, the shape of what is frozen.

What is frozen is plain data with the keys of these types: stored, sealed and printed as it is.
"""

from enum import StrEnum
from typing import TypedDict

from curriculum.wording import Wording


class CertificateEventKind(StrEnum):
    """What happened to a certificate."""

    ISSUED = "issued"
    REVOKED = "revoked"
    SUPERSEDED = "superseded"


class CertificateState(StrEnum):
    """What a certificate is worth on a day."""

    VALID = "valid"
    EXPIRED = "expired"
    REVOKED = "revoked"
    SUPERSEDED = "superseded"
    MISMATCH = "mismatch"  # the stored fields are not those that were sealed


class Result(StrEnum):
    """How a trainee's time in a cohort ended."""

    GRADUATED = "graduated"  # 結訓: stayed to the end and meets the criterion
    COMPLETED = "completed"  # 完訓: stayed to the end
    LEFT = "left"  # 未完訓: left before the end


class Said(TypedDict):
    """One statement in both languages, as it was worded on the day of issue."""

    zh: str
    en: str


class StandardNamed(TypedDict):
    """The standard that a paper speaks of."""

    code: str
    version: str
    name: str
    level: int | None
    released_on: str | None  # as the document prints it


class RuleNamed(TypedDict):
    """The rule by which readiness was judged."""

    version: str
    text: Said


class IssuerNamed(TypedDict):
    """Who answers for a paper."""

    organisation: str
    name: str


class PrintedClaim(TypedDict):
    """The claim that a certificate makes."""

    scope: str
    subject: str
    text: Said
    probability: float
    percent: int  # rounded down


class PrintedLamp(TypedDict):
    """One competency of the bridge, lit as it was."""

    code: str
    kind: str
    step: str
    is_stale: bool


class PrintedTask(TypedDict):
    """One task of the bridge."""

    key: str
    title: str
    is_ready: bool
    is_claimed: bool
    lamps: list[PrintedLamp]


class PrintedDuty(TypedDict):
    """One duty of the bridge."""

    code: str
    title: str
    tasks: list[PrintedTask]


class PrintedEvidence(TypedDict):
    """What the judgement rests on."""

    answered: int  # first exposures that count
    right: float
    first_on: str | None
    last_on: str | None


class PrintedCertificate(TypedDict):
    """Every field on the paper of a certificate."""

    id: str
    number: str
    title: Said
    holder: str
    claim: PrintedClaim
    odds: Said
    bridge: list[PrintedDuty]
    bridge_text: Said
    says: list[Said]
    says_not: list[Said]
    evidence: PrintedEvidence
    standard: StandardNamed
    rule: RuleNamed
    bank: Said
    issuer: IssuerNamed
    issued_on: str
    valid_until: str


class ReportCriterion(TypedDict):
    """結訓標準: the claim that has to be ready."""

    scope: str
    subject: str
    text: Said
    competency_count: int
    without_items: list[str]


class ReportTask(TypedDict):
    """One task of a report, over those who completed."""

    key: str
    title: str
    level: int | None
    without_items: list[str]
    ready_count: int
    median: float | None
    expected_false: float


class ReportLevel(TypedDict):
    """How many of those who completed are ready at a level."""

    level: int
    ready_count: int


class ReportCell(TypedDict):
    """One trainee in one task."""

    status: str
    probability: float | None


class ReportTrainee(TypedDict):
    """One line of 學員名單及成績總表."""

    name: str
    number: str | None
    enrolled_on: str
    left_on: str | None
    result: str
    reason: Said  # empty for who graduated
    tasks: list[ReportCell]  # in the order of the report's tasks
    ready_count: int
    probability: float | None  # of the criterion
    status: str  # of the criterion
    level: int | None  # highest level that is ready
    check_count: int
    practice_count: int
    answered: int
    first_on: str | None
    last_on: str | None
    certificate: str | None  # number of the valid one for the criterion


class ReportTotals(TypedDict):
    """The figures that head a report: enrolled = completed + left, and so on."""

    enrolled: int
    completed: int
    left: int
    graduated: int
    not_ready: int
    certified: int
    expected_false: float
    expected_false_rate: float | None


class ReportCohort(TypedDict):
    """The cohort of a report."""

    name: str
    starts_on: str
    ends_on: str


class CompletionContent(TypedDict):
    """Every figure of a completion report."""

    cohort: ReportCohort
    standard: StandardNamed
    rule: RuleNamed
    issuer: IssuerNamed
    issued_on: str
    criterion: ReportCriterion
    totals: ReportTotals
    levels: list[ReportLevel]
    tasks: list[ReportTask]
    trainees: list[ReportTrainee]


def said(wording: Wording) -> Said:
    """Freeze a wording."""
    return {"zh": wording.zh, "en": wording.en}
