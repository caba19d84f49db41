"""When an attempt may start, go on, and be handed in; how much time is left."""

from datetime import datetime

from quizzes.delivery.terms import Reveal
from quizzes.errors import AttemptClosedError, AttemptPausedError, NoAttemptsLeftError


def require_offered(*, is_offered: bool, closes_at: datetime | None, now: datetime) -> None:
    """Refuse a quiz that is not on offer, or that has closed for this person."""
    if not is_offered:
        raise AttemptClosedError("這份測驗目前沒有開放。", "This quiz is not on offer.")
    if closes_at is not None and now >= closes_at:
        raise AttemptClosedError("這份測驗已經截止。", "This quiz has closed.")


def require_opened(opens_at: datetime | None, now: datetime) -> None:
    """Refuse a quiz that has not opened yet."""
    if opens_at is not None and now < opens_at:
        raise AttemptClosedError("這份測驗還沒有開始。", "This quiz has not opened yet.")


def require_attempt_left(*, allowed: int | None, used: int) -> None:
    """Refuse a new attempt when all allowed ones are used."""
    if allowed is not None and used >= allowed:
        raise NoAttemptsLeftError(
            f"這份測驗可以作答 {allowed} 次，都用完了。", f"All {allowed} attempts are used."
        )


def is_overdue(deadline_at: datetime | None, now: datetime) -> bool:
    """Tell whether the time of an attempt is over."""
    return deadline_at is not None and now >= deadline_at


def require_running(paused_at: datetime | None) -> None:
    """Refuse to go on with an attempt that is paused."""
    if paused_at is not None:
        raise AttemptPausedError(
            "測驗已暫停。已存的答案都在，繼續之後再往下作答。",
            "The quiz is paused. Your answers are kept; go on when it resumes.",
        )


def require_in_time(deadline_at: datetime | None, now: datetime) -> None:
    """Refuse an answer that comes after the deadline."""
    if is_overdue(deadline_at, now):
        raise AttemptClosedError(
            "時間到了。截止前已儲存的答案會計分。", "Time is over. What was saved before it counts."
        )


def may_reveal(reveal: str, *, is_confirmed: bool, is_handed_in: bool) -> bool:
    """Tell whether key, rationale and feedback of an item may be shown to its trainee now."""
    if reveal == Reveal.AFTER_EACH:
        return is_confirmed
    return reveal == Reveal.AFTER_HAND_IN and is_handed_in
