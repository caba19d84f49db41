"""The trainee who is signed in, and the standard that they train for."""

from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy.orm import Session

from curriculum.errors import NotFoundError
from curriculum.standards.queries import StandardOutline, outline_of
from quizzes.trainees.queries import find_standard_of


class NoCohortError(NotFoundError):
    """The person belongs to no cohort yet."""


def my_trainee_id() -> int:
    """Return the id of the trainee who is signed in, or raise NotFoundError."""
    if current_user.trainee_id is None:
        raise NotFoundError("這個帳號沒有學員資料。", "This account is not tied to a trainee.")
    return int(current_user.trainee_id)


def my_standard(session: Session) -> StandardOutline:
    """Return the standard of the person's newest cohort in three selects."""
    standard = find_standard_of(session, my_trainee_id())
    if standard is None:
        raise NoCohortError(
            "你還沒有加入班級。把你的帳號告訴講師，加入後就能開始練習。",
            "You belong to no cohort yet. Tell your instructor your account to be added.",
        )
    return outline_of(session, standard)


def purpose_word(purpose: str) -> str:
    """Say what a quiz is for."""
    words: dict[str, str] = {
        "practice": _("練習"),
        "module_check": _("單元檢核"),
        "task_quiz": _("任務測驗"),
        "level_quiz": _("分級測驗"),
        "review": _("複習"),
    }
    return words[purpose]
