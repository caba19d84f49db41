"""How much time a person gets: agreed once, and good for every quiz."""

from enum import StrEnum

from curriculum.wording import Wording


class TimeAllowance(StrEnum):
    """The time of a person in proportion to that of the quiz."""

    STANDARD = "1"
    QUARTER_MORE = "1.25"
    HALF_MORE = "1.5"
    DOUBLE = "2"
    UNTIMED = "untimed"

    @property
    def factor(self) -> float | None:
        """By what a time limit is multiplied; None where there is none for this person."""
        return None if self is TimeAllowance.UNTIMED else float(self.value)


ALLOWANCE_WORDS = {
    TimeAllowance.STANDARD: Wording("一般時間", "standard time"),
    TimeAllowance.QUARTER_MORE: Wording("時間 1.25 倍", "1.25 times the time"),
    TimeAllowance.HALF_MORE: Wording("時間 1.5 倍", "1.5 times the time"),
    TimeAllowance.DOUBLE: Wording("時間 2 倍", "twice the time"),
    TimeAllowance.UNTIMED: Wording("不計時", "untimed"),
}
