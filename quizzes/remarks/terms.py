"""The words in which remarks speak: what was noticed, what became of it."""

from collections.abc import Mapping
from enum import StrEnum

from curriculum.wording import Wording


class RemarkKind(StrEnum):
    """What a trainee noticed about an item."""

    WRONG_KEY = "wrong_key"
    UNCLEAR = "unclear"
    MISPRINT = "misprint"
    OUTDATED = "outdated"
    OTHER = "other"


class Outcome(StrEnum):
    """What became of a remark; one that was passed on may be answered again."""

    MENDED = "mended"
    NO_FAULT = "no_fault"
    PASSED_ON = "passed_on"


class RemarkState(StrEnum):
    """Where a remark stands, in the order in which it wants to be seen."""

    OPEN = "open"  # nobody has answered
    PASSED_ON = "passed_on"
    SETTLED = "settled"  # mended, or no fault was found


KIND_WORDS: Mapping[RemarkKind, Wording] = {
    RemarkKind.WRONG_KEY: Wording(zh="答案有問題", en="The answer is wrong"),
    RemarkKind.UNCLEAR: Wording(zh="題目看不懂", en="The question is unclear"),
    RemarkKind.MISPRINT: Wording(zh="錯字或圖表有誤", en="A misprint, or a wrong figure"),
    RemarkKind.OUTDATED: Wording(zh="法規或數字過時", en="The law or a number is out of date"),
    RemarkKind.OTHER: Wording(zh="其他", en="Something else"),
}
KIND_NOTES: Mapping[RemarkKind, Wording] = {
    RemarkKind.WRONG_KEY: Wording(
        zh="該算對的沒算對，或別的選項也說得通",
        en="What is right was not taken as right, or another option holds too",
    ),
    RemarkKind.UNCLEAR: Wording(
        zh="少了條件，或可以有兩種讀法", en="Something is missing, or it can be read in two ways"
    ),
    RemarkKind.MISPRINT: Wording(
        zh="字、圖、表格或版面", en="A word, a drawing, a table or the layout"
    ),
    RemarkKind.OUTDATED: Wording(
        zh="條文修正了，費率或門檻換了",
        en="An article was amended, a rate or threshold has changed",
    ),
    RemarkKind.OTHER: Wording(zh="以上都不是", en="None of these"),
}
OUTCOME_WORDS: Mapping[Outcome, Wording] = {
    Outcome.MENDED: Wording(zh="已修改", en="Mended"),
    Outcome.NO_FAULT: Wording(zh="維持原題", en="Left as it is"),
    Outcome.PASSED_ON: Wording(zh="已轉交", en="Passed on"),
}
OUTCOME_NOTES: Mapping[Outcome, Wording] = {
    Outcome.MENDED: Wording(
        zh="學員看到的那一版已經換掉或停用",
        en="The version that the trainee saw was replaced or taken out of service",
    ),
    Outcome.NO_FAULT: Wording(zh="題目沒有錯，說明為什麼", en="The item has no fault; say why"),
    Outcome.PASSED_ON: Wording(
        zh="要由別人處理，之後可以再答覆一次",
        en="Somebody else has to see to it; it can be answered again later",
    ),
}
STATE_WORDS: Mapping[RemarkState, Wording] = {
    RemarkState.OPEN: Wording(zh="等答覆", en="Waiting for an answer"),
    RemarkState.PASSED_ON: Wording(zh="已轉交", en="Passed on"),
    RemarkState.SETTLED: Wording(zh="已答覆", en="Answered"),
}


def state_of(outcome: Outcome | None) -> RemarkState:
    """Return where a remark stands, from the outcome of its last answer."""
    if outcome is None:
        return RemarkState.OPEN
    return RemarkState.PASSED_ON if outcome is Outcome.PASSED_ON else RemarkState.SETTLED
