"""Trainees who sat their checks, through the commands that real trainees use."""

from datetime import timedelta

from sqlalchemy.orm import Session

from curriculum.standards.queries import StandardOutline
from quizzes.delivery.queries import find_quiz, list_attempt_items
from quizzes.delivery.saving import AnswerPlace, GivenAnswer, save_answer
from quizzes.delivery.terms import Purpose
from quizzes.items.reading import item_from_mapping
from quizzes.sittings.commands import begin_sitting, confirm_answer, hand_in
from quizzes.trainees.commands import add_cohort, enrol
from quizzes.trainees.models import Cohort, Trainee
from tests.factories.people import MOMENT, add_trainee

ENDS_ON = (MOMENT + timedelta(days=60)).date()


def open_cohort(session: Session, standard: StandardOutline, name: str = "秋季班") -> Cohort:
    """Open a cohort of sixty days."""
    return add_cohort(
        session,
        standard_id=standard.id,
        name=name,
        starts_on=MOMENT.date(),
        ends_on=ENDS_ON,
        now=MOMENT,
    )


def join(session: Session, cohort: Cohort, name: str) -> Trainee:
    """Add a trainee to a cohort."""
    trainee = add_trainee(session, name)
    enrol(session, cohort=cohort, trainee=trainee, on=MOMENT.date())
    return trainee


def sit_check(
    session: Session, standard: StandardOutline, trainee: Trainee, code: str, *, right: bool = True
) -> None:
    """Sit the module check of a competency, with every answer right or every answer wrong."""
    quiz = find_quiz(session, Purpose.MODULE_CHECK, competency_id=standard.competency(code).id)
    attempt = begin_sitting(session, quiz=quiz, trainee_id=trainee.id, now=MOMENT)
    item = list_attempt_items(session, attempt.id)[0]
    while item is not None:
        _answer(session, attempt, trainee, item, right=right)
        item = confirm_answer(session, attempt=attempt, item=item, now=MOMENT)


def _answer(session, attempt, trainee, item, *, right):
    content = item_from_mapping(item.item_version.content)
    chosen = next(
        each["id"]
        for each in item.presentation["options"]
        if content.options[each["index"]].key == right
    )
    place = AnswerPlace(attempt.public_id, trainee.id, item.position)
    save_answer(session, place=place, given=GivenAnswer([chosen], 1), now=MOMENT)


def make_ready(session: Session, standard: StandardOutline, trainee: Trainee) -> None:
    """Let a trainee answer everything right in the quiz of every task."""
    for task in standard.tasks:
        quiz = find_quiz(session, Purpose.TASK_QUIZ, task_id=task.id)
        attempt = begin_sitting(session, quiz=quiz, trainee_id=trainee.id, now=MOMENT)
        for item in list_attempt_items(session, attempt.id):
            _answer(session, attempt, trainee, item, right=True)
        hand_in(session, attempt=attempt, key="once", by="test", now=MOMENT)
