"""The settings with which each purpose of a quiz starts out."""

from dataclasses import dataclass

from curriculum.errors import InvalidError
from quizzes.delivery.terms import LatePolicy, Purpose, Reveal


@dataclass(frozen=True, slots=True)
class QuizSettings:
    """What an instructor decides about the quizzes of one purpose."""

    rule: str
    item_minimum: int
    item_maximum: int
    attempts_allowed: int | None
    time_limit_minutes: int | None
    reveal: Reveal
    is_offered: bool = True
    late_policy: LatePolicy = LatePolicy.ASK


DEFAULTS = {
    Purpose.PRACTICE: QuizSettings("recommended", 6, 6, None, None, Reveal.AFTER_EACH),
    Purpose.MODULE_CHECK: QuizSettings("recommended", 5, 18, None, None, Reveal.AFTER_HAND_IN),
    Purpose.TASK_QUIZ: QuizSettings("recommended", 12, 12, None, 40, Reveal.AFTER_HAND_IN),
    Purpose.LEVEL_QUIZ: QuizSettings("recommended", 1, 30, None, None, Reveal.AFTER_HAND_IN),
    Purpose.REVIEW: QuizSettings("recommended", 1, 12, None, None, Reveal.AFTER_EACH),
}


def require_sound(settings: QuizSettings, purpose: Purpose) -> None:
    """Refuse settings that no quiz of a purpose can follow."""
    if purpose is Purpose.REVIEW and settings.reveal is not Reveal.AFTER_EACH:
        raise InvalidError(
            "複習一定是每題確認後就看解析。", "A review shows the key after each answer."
        )
    if settings.item_minimum > settings.item_maximum:
        raise InvalidError(
            "最少的題數不能比最多的多。", "The minimum of items cannot be above the maximum."
        )
