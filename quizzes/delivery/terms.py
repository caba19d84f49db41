"""The words in which delivery speaks: purposes, reveal rules, states."""

from enum import StrEnum


class Purpose(StrEnum):
    """Why a quiz is taken."""

    PRACTICE = "practice"  # 練習: feedback after each answer, any number
    MODULE_CHECK = "module_check"  # 單元檢核: adaptive, stops when decided
    TASK_QUIZ = "task_quiz"  # 任務測驗: over the K/S of one task
    LEVEL_QUIZ = "level_quiz"  # 分級測驗: adaptive, over a level and those below, in many sittings
    REVIEW = "review"  # 複習: what is due of what was met, over a whole standard; no evidence

    @property
    def is_adaptive(self) -> bool:
        """The answers decide what is asked next, and when it ends."""
        return self in {Purpose.MODULE_CHECK, Purpose.LEVEL_QUIZ}


class Reveal(StrEnum):
    """When key, rationale and feedback may be shown to the trainee."""

    AFTER_EACH = "after_each"
    AFTER_HAND_IN = "after_hand_in"
    NEVER = "never"


class LatePolicy(StrEnum):
    """What becomes of an answer that was chosen before the end and delivered after it."""

    ASK = "ask"  # an instructor decides
    COUNT = "count"  # it counts if it comes within a day; later ones wait for an instructor
    REFUSE = "refuse"  # it is kept, and never counts


class AttemptState(StrEnum):
    """Whether an attempt still takes answers."""

    PREPARED = "prepared"  # its items are chosen, before the quiz opens
    OPEN = "open"
    HANDED_IN = "handed_in"
