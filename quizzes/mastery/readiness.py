"""What a trainee is told of one competency: its status and how far its lamp is lit.

One function each, used by every page, report and export. The rules, in this order:

    未評量    nothing answered and nothing studied
    練習中    studied or answered, but fewer first exposures than a decision needs (5)
    達標      P >= .85 by all answers and >= .70 by its own, and P_t has not fallen below .80
    待複習    the same, but P_t has fallen below .80
    未達標    P <= .15
    證據不足  anything else: the answers do not decide it yet

Lamp: 0 未開始 = 未評量; 3 熟練 = 達標; 4 精通 = 達標 with P >= .95 and >= .85 by its own answers;
2 熟悉 = more likely met than not (P >= .50) after 3 first exposures, 待複習 included (with a dashed
ring); 1 起步 = everything else; n 尚無題目 = no published item and no answer.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from curriculum.wording import Wording
from quizzes.mastery.estimation import MasteryEstimate
from quizzes.mastery.policy import (
    CLAIM_MINIMUM_ITEMS,
    CURRENT_FROM,
    FAMILIAR_FROM,
    MASTERED_LAMP_FROM,
    MASTERED_LAMP_OWN_FROM,
)
from quizzes.mastery.rollup import ClaimStatus
from quizzes.mastery.stopping import Decision, StoppingRule, decision, rule_of


class Status(StrEnum):
    """The six statuses of a competency."""

    NOT_ASSESSED = "not_assessed"
    PRACTISING = "practising"
    MET = "met"
    NOT_MET = "not_met"
    INSUFFICIENT_EVIDENCE = "insufficient_evidence"
    REVIEW_DUE = "review_due"


@dataclass(frozen=True, slots=True)
class Lamp:
    """How far the lamp of a competency is lit, and whether its ring is dashed."""

    step: str  # 0…4, or n: 尚無題目
    is_stale: bool = False


def competency_status(
    estimate: MasteryEstimate | None,
    *,
    today: date,
    has_studied: bool = False,
) -> Status:
    """Tell the status of one competency on a day; no estimate means that nothing was ever asked."""
    if estimate is None or estimate.answered == 0:
        return Status.PRACTISING if has_studied else Status.NOT_ASSESSED
    if estimate.answered < rule_of(estimate).min_items:
        return Status.PRACTISING
    match decision(estimate):
        case Decision.MASTERED:
            return Status.REVIEW_DUE if is_review_due(estimate, today) else Status.MET
        case Decision.NOT_YET:
            return Status.NOT_MET
        case _:
            return Status.INSUFFICIENT_EVIDENCE


class Freshness(StrEnum):
    """How much time has taken from what was once known; apart from the verdict itself."""

    CURRENT = "current"
    REVIEW_DUE = "review_due"
    LAPSED = "lapsed"


def freshness(estimate: MasteryEstimate, today: date) -> Freshness:
    """Tell whether P_t is still at least .80, below it, or below .70, by this day."""
    if estimate.lapsed_on is not None and today >= estimate.lapsed_on:
        return Freshness.LAPSED
    return Freshness.REVIEW_DUE if is_review_due(estimate, today) else Freshness.CURRENT


def is_review_due(estimate: MasteryEstimate, today: date) -> bool:
    """Whether P_t has fallen below .80 by this day."""
    due_on = estimate.review_due_on or estimate.lapsed_on
    return due_on is not None and today >= due_on


def lamp(estimate: MasteryEstimate | None, status: Status, *, has_items: bool) -> Lamp:
    """Light the lamp of one competency from its estimate and its status."""
    if estimate is None or estimate.answered == 0:
        if not has_items:
            return Lamp("n")
        return Lamp("0" if status is Status.NOT_ASSESSED else "1")
    if status is Status.MET:
        is_bright = (
            estimate.probability >= MASTERED_LAMP_FROM
            and estimate.own_probability >= MASTERED_LAMP_OWN_FROM
        )
        return Lamp("4" if is_bright else "3")
    is_familiar = estimate.answered >= CLAIM_MINIMUM_ITEMS and estimate.probability >= FAMILIAR_FROM
    return Lamp("2" if is_familiar else "1", is_stale=status is Status.REVIEW_DUE)


STATUS_WORDS: Mapping[Status, Wording] = MappingProxyType(
    {
        Status.NOT_ASSESSED: Wording(zh="未評量", en="Not assessed"),
        Status.PRACTISING: Wording(zh="練習中", en="Practising"),
        Status.MET: Wording(zh="達標", en="Met"),
        Status.NOT_MET: Wording(zh="未達標", en="Not met"),
        Status.INSUFFICIENT_EVIDENCE: Wording(zh="證據不足", en="Not enough evidence"),
        Status.REVIEW_DUE: Wording(zh="待複習", en="Review due"),
    }
)


def status_rules(rule: StoppingRule) -> Mapping[Status, Wording]:
    """Say of each status by which of the rule's figures it is given."""
    least = rule.min_items
    sure, own, unsure = (
        f"{bound:.0%}" for bound in (rule.mastered_from, rule.own_from, rule.not_yet_to)
    )
    current = f"{CURRENT_FROM:.0%}"
    return {
        Status.NOT_ASSESSED: Wording(
            zh="還沒有作答，也還沒有學習。", en="Nothing answered and nothing studied yet."
        ),
        Status.PRACTISING: Wording(
            zh=f"已經開始，但第一次作答的題目還不到 {least} 題。",
            en=f"Started, with fewer than {least} items answered for the first time.",
        ),
        Status.MET: Wording(
            zh=f"至少 {least} 題第一次作答；依全部作答，達標的把握有 {sure} 以上，"
            f"只看這一項的作答也有 {own} 以上。",
            en=f"At least {least} first answers; {sure} sure or more by all answers, and {own} or "
            "more by the answers on this competency alone.",
        ),
        Status.NOT_MET: Wording(
            zh=f"至少 {least} 題第一次作答；達標的把握在 {unsure} 以下。",
            en=f"At least {least} first answers; {unsure} sure or less that it is met.",
        ),
        Status.INSUFFICIENT_EVIDENCE: Wording(
            zh=f"至少 {least} 題第一次作答，但還不足以判定達標或未達標。",
            en=f"At least {least} first answers, which do not yet decide it either way.",
        ),
        Status.REVIEW_DUE: Wording(
            zh=f"曾經達標；隔了一段時間沒有新的作答，把握已降到 {current} 以下。",
            en=f"It was met; after a time without new answers we are less than {current} sure.",
        ),
    }


CLAIM_WORDS: Mapping[ClaimStatus, Wording] = MappingProxyType(
    {
        ClaimStatus.READY: Wording(zh="就緒", en="Ready"),
        ClaimStatus.UNDECIDED: Wording(zh="未定", en="Undecided"),
        ClaimStatus.NOT_YET: Wording(zh="尚未", en="Not yet"),
        ClaimStatus.INSUFFICIENT_EVIDENCE: Wording(zh="證據不足", en="Not enough evidence"),
        ClaimStatus.NO_ITEMS: Wording(zh="尚無題目", en="No items yet"),
        ClaimStatus.NOT_ASSESSED: Wording(zh="未評量", en="Not assessed"),
    }
)
