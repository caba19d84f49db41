"""Remarks on items, made and answered by the commands that people use."""

from sqlalchemy.orm import Session

from quizzes.delivery.saving import AnswerPlace
from quizzes.remarks.commands import answer_remark, make_remark
from quizzes.remarks.models import Remark
from quizzes.remarks.terms import Outcome, RemarkKind
from quizzes.trainees.models import Trainee
from tests.factories.people import MOMENT


def add_remark(
    session: Session,
    attempt_id: str,
    trainee: Trainee,
    *,
    position: int = 1,
    text: str = "題目少了一個條件",
    is_answered: bool = False,
) -> Remark:
    """Add what a trainee says of an item of an own attempt, answered or not."""
    place = AnswerPlace(attempt_id, trainee.id, position)
    remark = make_remark(session, place=place, kind=RemarkKind.UNCLEAR, text=text, now=MOMENT)
    if is_answered:
        answer_remark(
            session,
            remark=remark,
            outcome=Outcome.NO_FAULT,
            words="條件寫在第二句。",
            seen_answers=0,
            by="instructor",
            now=MOMENT,
        )
    return remark
