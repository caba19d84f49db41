"""The sentence behind each status and each claim, made from the same figures as the status.

A percentage is rounded down, so that no sentence says more than the figure allows.
"""

import math
from collections.abc import Mapping
from types import MappingProxyType

from curriculum.wording import Wording
from quizzes.mastery.estimation import MasteryEstimate
from quizzes.mastery.policy import CLAIM_MINIMUM_ITEMS, CURRENT_FROM, LAPSED_BELOW
from quizzes.mastery.readiness import Freshness, Status
from quizzes.mastery.rollup import Claim, ClaimScope, ClaimStatus
from quizzes.mastery.stopping import is_held_by_guard, rule_of


def competency_sentence(
    code: str,
    estimate: MasteryEstimate | None,
    status: Status,
    fresh: Freshness = Freshness.CURRENT,
) -> Wording:
    """Say of one competency what was answered, what the bar asks, and how sure we are."""
    if estimate is None or estimate.answered == 0:
        started = status is Status.PRACTISING
        return Wording(
            zh=f"{code} {'已開始學習，' if started else ''}還沒有可以計入的作答。",
            en=f"{code}: {'studied, but ' if started else ''}no answer that counts yet.",
        )
    right, answered, bar = (
        right_count(estimate.right),
        estimate.answered,
        f"{estimate.expected_right:.1f}",
    )
    ending = _ending(estimate, status, fresh)
    return Wording(
        zh=f"{code} 你答對 {answered} 題中的 {right} 題；"
        f"剛好達標的人平均會對 {bar} 題；{ending.zh}",
        en=f"{code}: you got {right} of {answered} right; "
        f"someone who just meets the bar gets {bar} on average; {ending.en}",
    )


def claim_sentence(claim: Claim, met_count: int) -> Wording:
    """Say of one task, duty, level or standard how many of its K/S are met and how sure we are."""
    subject, total, ending = claim_subject(claim), len(claim.competencies), _claim_ending(claim)
    return Wording(
        zh=f"{subject.zh}：{total} 項職能中有 {met_count} 項達標；{ending.zh}",
        en=f"{subject.en}: {met_count} of {total} competencies met; {ending.en}",
    )


def percent(probability: float) -> Wording:
    """Write a probability as a whole percentage, rounded down, never 0 and never 100."""
    whole = min(math.floor(probability * 100.0 + 1e-9), 99)
    if whole < 1:
        return Wording(zh="不到 1%", en="less than 1%")
    return Wording(zh=f"{whole}%", en=f"{whole}%")


def right_count(score: float) -> str:
    """Write a sum of scores: whole where it is whole, else with one decimal."""
    return f"{score:.0f}" if abs(score - round(score)) < 0.05 else f"{score:.1f}"


def _ending(estimate: MasteryEstimate, status: Status, fresh: Freshness) -> Wording:
    is_held = status is Status.INSUFFICIENT_EVIDENCE and is_held_by_guard(estimate)
    said, rule = _GUARD if is_held else _STATUS_ENDINGS[status], rule_of(estimate)
    sure, unsure = percent(estimate.probability), percent(1.0 - estimate.probability)
    below = f"{LAPSED_BELOW if fresh is Freshness.LAPSED else CURRENT_FROM:.0%}"
    least = rule.min_items
    return Wording(
        zh=said.zh.format(sure=sure.zh, unsure=unsure.zh, minimum=least, below=below),
        en=said.en.format(sure=sure.en, unsure=unsure.en, minimum=least, below=below),
    )


_GUARD = Wording(
    zh="你其他部分的表現看來可以，但這一項的作答還不夠。",
    en="your other results look fine, but the answers on this one are not enough yet.",
)
_STATUS_ENDINGS: Mapping[Status, Wording] = MappingProxyType(
    {
        Status.MET: Wording(
            zh="我們有 {sure} 的把握你已達標。",
            en="we are {sure} sure that you meet it.",
        ),
        Status.REVIEW_DUE: Wording(
            zh="當時我們有 {sure} 的把握你已達標，之後沒有新的作答，把握已降到 {below} 以下。",
            en="we were {sure} sure that you met it; without new answers since, "
            "we are now less than {below} sure.",
        ),
        Status.NOT_MET: Wording(
            zh="我們有 {unsure} 的把握你還沒達標。",
            en="we are {unsure} sure that you do not meet it yet.",
        ),
        Status.INSUFFICIENT_EVIDENCE: Wording(
            zh="達標的把握是 {sure}，還不足以判定。",
            en="we are {sure} sure that you meet it, which does not decide it yet.",
        ),
        Status.PRACTISING: Wording(
            zh="達標的把握是 {sure}，滿 {minimum} 題才判定。",
            en="we are {sure} sure that you meet it; it is decided from {minimum} answers on.",
        ),
    }
)


def _claim_ending(claim: Claim) -> Wording:
    if claim.probability is None:
        return Wording(zh="尚無題目。", en="there are no items yet.")
    said, sure = _CLAIM_ENDINGS[claim.status], percent(claim.probability)
    thin, lacking, least = len(claim.thin), len(claim.without_items), CLAIM_MINIMUM_ITEMS
    beside = _SHARED_BAR if claim.shares_bar else Wording(zh="", en="")
    return Wording(
        zh=said.zh.format(sure=sure.zh, thin=thin, lacking=lacking, least=least) + beside.zh,
        en=said.en.format(sure=sure.en, thin=thin, lacking=lacking, least=least) + beside.en,
    )


_SHARED_BAR = Wording(
    zh="有些職能兩個級別都要求，門檻還沒分開評定，目前用同一個。",
    en=" Some competencies serve two levels whose bars have not been rated apart; one bar serves "
    "both for the time being.",
)


_CLAIM_ENDINGS: Mapping[ClaimStatus, Wording] = MappingProxyType(
    {
        ClaimStatus.READY: Wording(
            zh="我們有 {sure} 的把握你已就緒。", en="we are {sure} sure that you are ready."
        ),
        ClaimStatus.UNDECIDED: Wording(
            zh="就緒的把握是 {sure}，還不足以判定。",
            en="we are {sure} sure that you are ready, which does not decide it yet.",
        ),
        ClaimStatus.NOT_YET: Wording(
            zh="就緒的把握在 10% 以下。", en="we are at most 10% sure that you are ready."
        ),
        ClaimStatus.INSUFFICIENT_EVIDENCE: Wording(
            zh="還有 {thin} 項的作答不到 {least} 題，先不判定。",
            en="too few answers (under {least}) on {thin} of them, so nothing is decided yet.",
        ),
        ClaimStatus.NO_ITEMS: Wording(
            zh="可評的部分有 {sure} 的把握，但有 {lacking} 項尚無題目，不判就緒。",
            en="we are {sure} sure of what can be assessed, but there are no items for {lacking} "
            "of them, so it is not called ready.",
        ),
        ClaimStatus.NOT_ASSESSED: Wording(zh="還沒有作答。", en="nothing answered yet."),
    }
)


def claim_subject(claim: Claim) -> Wording:
    """Say what a claim is about; tasks and duties are said by their codes."""
    match claim.scope:
        case ClaimScope.LEVEL:
            return Wording(zh=f"第 {claim.subject} 級", en=f"Level {claim.subject}")
        case ClaimScope.STANDARD:
            return Wording(zh="整份職能基準", en="The whole standard")
        case ClaimScope.BLOCK:
            task, _, level = claim.subject.partition("/")
            return Wording(zh=f"{task} 第 {level} 級", en=f"{task}, level {level}")
        case _:
            return Wording(zh=claim.subject, en=claim.subject)
