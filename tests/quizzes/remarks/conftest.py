from datetime import timedelta

import pytest

from quizzes.delivery.queries import find_quiz
from quizzes.delivery.saving import AnswerPlace
from quizzes.delivery.terms import Purpose
from quizzes.remarks.commands import answer_remark, make_remark
from quizzes.remarks.terms import Outcome, RemarkKind
from quizzes.sittings.commands import begin_sitting
from tests.factories.items import add_bank
from tests.factories.people import MOMENT
from tests.factories.readiness import join, open_cohort
from tests.factories.standards import add_standard

LATER = MOMENT + timedelta(hours=1)


@pytest.fixture
def standard(session):
    standard = add_standard(session)
    add_bank(session, standard, "K01")
    return standard


@pytest.fixture
def cohort(session, standard):
    return open_cohort(session, standard)


@pytest.fixture
def trainee(session, cohort):
    return join(session, cohort, "林予安")


@pytest.fixture
def begin(session, standard):
    """Begin an attempt at K01."""

    def of(trainee, purpose=Purpose.PRACTICE, now=MOMENT):
        quiz = find_quiz(session, purpose, competency_id=standard.competency("K01").id)
        return begin_sitting(session, quiz=quiz, trainee_id=trainee.id, now=now)

    return of


@pytest.fixture
def say(session):
    """Make a remark on an item of an attempt."""

    def of(attempt, text="少了條件", position=1, trainee=None, now=MOMENT, kind=RemarkKind.UNCLEAR):
        who = trainee.id if trainee else attempt.trainee_id
        place = AnswerPlace(attempt.public_id, who, position)
        return make_remark(session, place=place, kind=kind, text=text, now=now)

    return of


@pytest.fixture
def reply(session):
    """Answer a remark."""

    def of(remark, outcome=Outcome.NO_FAULT, words="條件寫在第二句。", seen=None, by="wang"):
        return answer_remark(
            session,
            remark=remark,
            outcome=outcome,
            words=words,
            seen_answers=len(remark.answers) if seen is None else seen,
            by=by,
            now=LATER,
        )

    return of
