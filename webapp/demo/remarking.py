"""What simulated trainees say of questions, and what one of them is answered."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from curriculum.standards.queries import StandardOutline
from quizzes.delivery.queries import get_attempt, list_attempt_items
from quizzes.delivery.record import list_attempts
from quizzes.delivery.saving import AnswerPlace
from quizzes.delivery.terms import AttemptState
from quizzes.items.content import ItemContent, Kind
from quizzes.items.reading import stored_item
from quizzes.remarks.commands import answer_remark, make_remark
from quizzes.remarks.terms import Outcome, RemarkKind

if TYPE_CHECKING:
    from quizzes.delivery.models import AttemptItem


@dataclass(frozen=True, slots=True)
class Said:
    """One remark: by whom, how long ago, on which sort of item; its answer, where it has one."""

    name: str
    hours_ago: float
    kind: RemarkKind
    text: str
    fits: Callable[[ItemContent], bool]
    answer: tuple[Outcome, str] | None = None


REMARKS = (
    Said(
        "林予安",
        30,
        RemarkKind.UNCLEAR,
        "題目沒有說要取到整數還是小數第一位，我不確定該怎麼填。",
        lambda content: content.kind is Kind.NUMERIC,
        (
            Outcome.PASSED_ON,
            "題幹要寫明取到第幾位。已轉給出題的人，改好上線後再告訴你。",
        ),
    ),
    Said(
        "周昱辰",
        20,
        RemarkKind.WRONG_KEY,
        "如果事先得到場館的書面同意，我選的做法應該也可以。題目沒有排除這種情形。",
        lambda content: content.kind is Kind.SINGLE_CHOICE,
    ),
    Said(
        "陳堃",
        5,
        RemarkKind.OUTDATED,
        "依據的條文好像在題目寫的日期之後又修正過，要不要再對一次？",
        lambda content: any(source.law for source in content.sources),
    ),
)


def make_remarks(
    session: Session,
    standard: StandardOutline,
    trainee_ids: Mapping[str, int],
    *,
    answered_by: str,
    now: datetime,
) -> None:
    """Let the trainees say it, each of an item that they met, and one of them be answered."""
    for said in REMARKS:
        trainee_id = trainee_ids[said.name]
        place = next(_places(session, standard, trainee_id, said.fits), None)
        if place is None:
            continue
        made_at = now - timedelta(hours=said.hours_ago)
        remark = make_remark(session, place=place, kind=said.kind, text=said.text, now=made_at)
        if said.answer is not None:
            outcome, words = said.answer
            answer_remark(
                session,
                remark=remark,
                outcome=outcome,
                words=words,
                seen_answers=0,
                by=answered_by,
                now=made_at + timedelta(hours=3),
            )


def _places(
    session: Session,
    standard: StandardOutline,
    trainee_id: int,
    fits: Callable[[ItemContent], bool],
) -> Iterator[AnswerPlace]:
    """Yield the items of attempts handed in that fit, newest attempt first."""
    for line in list_attempts(session, trainee_id=trainee_id, standard_id=standard.id):
        if line.state is AttemptState.HANDED_IN:
            attempt = get_attempt(session, line.public_id, trainee_id=trainee_id)
            for item in list_attempt_items(session, attempt.id):
                if fits(_content(item)):
                    yield AnswerPlace(line.public_id, trainee_id, item.position)


def _content(item: "AttemptItem") -> ItemContent:
    return stored_item(item.item_version.content)
