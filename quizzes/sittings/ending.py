"""Why an attempt ended where it did."""

from enum import StrEnum

from curriculum.wording import Wording
from quizzes.mastery.estimation import MasteryEstimate
from quizzes.mastery.stopping import Decision, StoppingRule, decision


class Ending(StrEnum):
    """What ended an attempt."""

    DECIDED = "decided"  # a check: the rule had what it needs
    MAXIMUM = "maximum"  # a check: as many items as one sitting asks
    NOTHING_NEW = "nothing_new"  # a check: every item left was met before
    TIME_OVER = "time_over"
    COMPLETE = "complete"  # practice, quiz: every item answered
    WITH_BLANKS = "with_blanks"  # practice, quiz: handed in with items left open


def check_ending(
    estimate: MasteryEstimate, rule: StoppingRule, *, asked: int, is_time_over: bool
) -> Ending:
    """Say why a module check stopped, from the estimate that it stopped at."""
    if is_time_over:
        return Ending.TIME_OVER
    match decision(estimate, rule, asked=asked):
        case Decision.MASTERED | Decision.NOT_YET:
            return Ending.DECIDED
        case Decision.UNDECIDED:
            return Ending.MAXIMUM
        case _:
            return Ending.NOTHING_NEW


def quiz_ending(*, asked: int, answered: int, is_time_over: bool) -> Ending:
    """Say why practice or a quiz of a fixed length ended."""
    if is_time_over:
        return Ending.TIME_OVER
    return Ending.COMPLETE if answered == asked else Ending.WITH_BLANKS


def ending_sentence(ending: Ending, *, asked: int, answered: int) -> Wording:
    """Say it in words."""
    said, blank = _WORDS[ending], asked - answered
    return Wording(
        zh=said.zh.format(asked=asked, answered=answered, blank=blank),
        en=said.en.format(asked=asked, answered=answered, blank=blank),
    )


_WORDS = {
    Ending.DECIDED: Wording(
        zh="問到第 {asked} 題就足以判定，所以停在這裡。",
        en="Item {asked} was enough to decide, so the check stopped there.",
    ),
    Ending.MAXIMUM: Wording(
        zh="一次最多問 {asked} 題，問完還不足以判定；下一次檢核會從這裡接著問。",
        en="One check asks {asked} items at most, and they did not decide it; the next check "
        "goes on from here.",
    ),
    Ending.NOTHING_NEW: Wording(
        zh="題庫沒有你還沒遇過的題目了，所以停在第 {asked} 題。",
        en="The bank holds no item that you have not met, so the check stopped at item {asked}.",
    ),
    Ending.TIME_OVER: Wording(
        zh="時間到，已儲存的 {answered} 題計分。",
        en="Time was over; the {answered} answers saved by then count.",
    ),
    Ending.COMPLETE: Wording(zh="{asked} 題都作答了。", en="All {asked} items were answered."),
    Ending.WITH_BLANKS: Wording(
        zh="{blank} 題沒有作答，以 0 分計。", en="{blank} left unanswered; each scores 0."
    ),
}
