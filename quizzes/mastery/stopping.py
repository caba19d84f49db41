"""When enough was asked: a sequential decision with an indifference region left to practice.

Kingsbury & Weiss (1979), Spray & Reckase (1996); the own-evidence guard keeps what is known of
other competencies from deciding alone (it lets 9 % of isolated gaps through instead of 27 %).
A sitting also ends where right answers alone could no longer certify (`reach`).
"""

from dataclasses import dataclass
from enum import StrEnum

from quizzes.mastery.estimation import MasteryEstimate
from quizzes.mastery.policy import VERSION


class Decision(StrEnum):
    """What the evidence on one competency allows to say."""

    MASTERED = "mastered"
    NOT_YET = "not_yet"
    ASK_ON = "ask_on"
    UNDECIDED = "undecided"


@dataclass(frozen=True, slots=True)
class StoppingRule:
    """The published bounds of a decision."""

    id: str  # printed on every result
    mastered_from: float  # P from all answers
    own_from: float  # P from the answers on the competency alone: the guard
    not_yet_to: float
    min_items: int
    max_items: int  # in one sitting


RECOMMENDED = StoppingRule(
    VERSION, mastered_from=0.85, own_from=0.70, not_yet_to=0.15, min_items=5, max_items=18
)
ECONOMICAL = StoppingRule(
    f"{VERSION}-E", mastered_from=0.75, own_from=0.60, not_yet_to=0.25, min_items=4, max_items=18
)
RULES = {"recommended": RECOMMENDED, "economical": ECONOMICAL}


def rule_of(estimate: MasteryEstimate) -> StoppingRule:
    """Return the published rule that decides an estimate."""
    return RULES[estimate.rule]


def decision(
    estimate: MasteryEstimate,
    rule: StoppingRule | None = None,
    *,
    asked: int | None = None,
    is_within_reach: bool = True,
) -> Decision:
    """Decide by the rule, else by that of the estimate.

    `asked` is the number of items of this sitting, else all that count.

    A sitting asks its own minimum: what earlier sittings left over must not decide it at once.
    After that it goes on only while mastered is within reach.
    """
    rule = rule or rule_of(estimate)
    asked = estimate.answered if asked is None else asked
    has_asked_enough = min(asked, estimate.answered) >= rule.min_items
    if has_asked_enough:
        if estimate.probability >= rule.mastered_from and estimate.own_probability >= rule.own_from:
            return Decision.MASTERED
        if estimate.probability <= rule.not_yet_to:
            return Decision.NOT_YET
    is_over = asked >= rule.max_items or (has_asked_enough and not is_within_reach)
    return Decision.UNDECIDED if is_over else Decision.ASK_ON


def is_held_by_guard(estimate: MasteryEstimate) -> bool:
    """Whether only the own answers are still missing for a decision of mastered."""
    rule = rule_of(estimate)
    return (
        estimate.answered > 0
        and estimate.probability >= rule.mastered_from
        and estimate.own_probability < rule.own_from
    )
