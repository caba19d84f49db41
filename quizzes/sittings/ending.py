"""Why an attempt ended where it did."""

from enum import StrEnum

from curriculum.wording import Wording
from quizzes.mastery.estimation import MasteryEstimate
from quizzes.mastery.policy import LEVEL_BUDGET
from quizzes.mastery.rollup import ClaimStatus
from quizzes.mastery.stopping import Decision, StoppingRule, decision
from quizzes.sittings.level_quiz import LevelProgress


class Ending(StrEnum):
    """What ended an attempt."""

    DECIDED = "decided"  # a check: the rule had what it needs
    MAXIMUM = "maximum"  # a check: as many items as one sitting asks
    NOTHING_NEW = "nothing_new"  # an adaptive quiz: every item left was met before
    LEVEL_READY = "level_ready"
    LEVEL_NOT_YET = "level_not_yet"
    LEVEL_LACKS_ITEMS = "level_lacks_items"  # decided as far as its items allow
    SITTING_FULL = "sitting_full"  # a level quiz: as many items as one sitting asks
    BUDGET_SPENT = "budget_spent"  # a level quiz: as many items as all sittings may ask
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


def level_ending(
    progress: LevelProgress, *, asked: int, maximum: int, is_time_over: bool
) -> Ending:
    """Say why a sitting of a level quiz stopped, from where its trainee stood at its end."""
    if is_time_over:
        return Ending.TIME_OVER
    if progress.claim.status in _BY_CLAIM:
        return _BY_CLAIM[progress.claim.status]
    if progress.is_settled:
        return Ending.BUDGET_SPENT
    return Ending.SITTING_FULL if asked >= maximum else Ending.NOTHING_NEW


def quiz_ending(*, asked: int, answered: int, is_time_over: bool) -> Ending:
    """Say why practice or a quiz of a fixed length ended."""
    if is_time_over:
        return Ending.TIME_OVER
    return Ending.COMPLETE if answered == asked else Ending.WITH_BLANKS


def ending_sentence(
    ending: Ending, *, asked: int, answered: int, progress: LevelProgress | None = None
) -> Wording:
    """Say it in words; `progress` belongs to a level quiz."""
    said = _WORDS[ending]
    figures = {"asked": asked, "answered": answered, "blank": asked - answered}
    if progress is not None:
        figures |= {"spent": progress.spent, "lacking": len(progress.claim.without_items)}
    level = progress.claim.subject if progress else ""
    return Wording(
        zh=said.zh.format(level=level, **figures), en=said.en.format(level=level, **figures)
    )


_BY_CLAIM = {
    ClaimStatus.READY: Ending.LEVEL_READY,
    ClaimStatus.NOT_YET: Ending.LEVEL_NOT_YET,
    ClaimStatus.NO_ITEMS: Ending.LEVEL_LACKS_ITEMS,
}
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
        en="The bank holds no item that you have not met, so it stopped at item {asked}.",
    ),
    Ending.LEVEL_READY: Wording(
        zh="問到第 {asked} 題就足以判定第 {level} 級就緒，所以停在這裡。",
        en="Item {asked} was enough to call level {level} ready, so the quiz stopped there.",
    ),
    Ending.LEVEL_NOT_YET: Wording(
        zh="問到第 {asked} 題就足以判定第 {level} 級尚未就緒，所以停在這裡。"
        "補強弱的幾項之後，可以從這裡接著測。",
        en="Item {asked} was enough to say that level {level} is not ready yet, so the quiz "
        "stopped there. Work on the weak competencies, then go on from here.",
    ),
    Ending.LEVEL_LACKS_ITEMS: Wording(
        zh="問到第 {asked} 題，可評的部分已經足夠，所以停在這裡；"
        "還有 {lacking} 項尚無題目，不能判定就緒。",
        en="At item {asked} what can be assessed was sufficient, so the quiz stopped there; "
        "{lacking} competencies have no items, so ready cannot be said.",
    ),
    Ending.SITTING_FULL: Wording(
        zh="一次最多問 {asked} 題，問完還不足以判定；下一次從這裡接著問。"
        f"{LEVEL_BUDGET} 題的上限已用 {{spent}} 題。",
        en="One sitting asks {asked} items at most, and they did not decide it; the next one goes "
        f"on from here. {{spent}} of {LEVEL_BUDGET} items are spent.",
    ),
    Ending.BUDGET_SPENT: Wording(
        zh=f"{LEVEL_BUDGET} 題都用完了，還不足以判定。之後的單元檢核和任務測驗仍會計入。",
        en=f"All {LEVEL_BUDGET} items are spent and did not decide it. Module checks and task "
        "quizzes still count towards it.",
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
