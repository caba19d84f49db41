"""What may be said of an item, how often, and when a remark counts as answered."""

import re
from datetime import timedelta

from curriculum.errors import InvalidError
from quizzes.errors import TooManyRemarksError
from quizzes.remarks.terms import Outcome

TEXT_LIMIT = 1000  # characters, of the remark and of the answer
OPEN_LIMIT = 3  # unanswered remarks of one person on one version of an item
DAY_LIMIT = 30  # remarks of one person within DAY
DAY = timedelta(days=1)

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u2028\u2029]")


def said_text(text: str) -> str:
    """Return a text in its normal form, or raise InvalidError where it is empty or too long."""
    said = _CONTROL.sub("", text.replace("\r\n", "\n")).strip()
    if not said:
        raise InvalidError("寫一句話說明。", "Say it in a sentence.")
    if len(said) > TEXT_LIMIT:
        raise InvalidError(f"最多 {TEXT_LIMIT} 個字。", f"At most {TEXT_LIMIT} characters.")
    return said


def require_room(*, open_here: int, within_a_day: int) -> None:
    """Refuse one remark more where enough wait for an answer already."""
    if open_here >= OPEN_LIMIT:
        raise TooManyRemarksError(
            f"這一題你已經有 {OPEN_LIMIT} 則回報在等答覆。先等講師看過。",
            f"{OPEN_LIMIT} remarks of yours on this item wait for an answer. Wait for it first.",
        )
    if within_a_day >= DAY_LIMIT:
        raise TooManyRemarksError(
            f"一天最多回報 {DAY_LIMIT} 則。明天再送。",
            f"At most {DAY_LIMIT} remarks a day. Send it tomorrow.",
        )


def require_mended(outcome: Outcome, *, is_in_service: bool) -> None:
    """Refuse to call mended what is still put to trainees as it was."""
    if outcome is Outcome.MENDED and is_in_service:
        raise InvalidError(
            "學員看到的那一版還在上線。先修訂上線或停用，再答覆「已修改」。",
            "The version that the trainee saw is still in service. Revise or retire it first.",
        )
