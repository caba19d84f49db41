"""Somebody takes the check of a shipped module three times in a row."""

from datetime import timedelta
from random import Random

import pytest
from sqlalchemy import select

from curriculum.icap.reading import read_standard
from quizzes.delivery.models import Attempt, AttemptItem
from quizzes.delivery.queries import find_quiz, list_attempt_items
from quizzes.delivery.saving import AnswerPlace, GivenAnswer, save_answer
from quizzes.delivery.terms import Purpose
from quizzes.items.formats.yaml_bank import read_bank
from quizzes.items.models import ItemVersion
from quizzes.items.reading import stored_item
from quizzes.sittings.commands import begin_sitting, confirm_answer
from tests.courses.conftest import STANDARD
from tests.factories.people import MOMENT, add_trainee
from webapp.courses import import_as_proposed, publish_banks
from webapp.demo.answering import simulated_answer
from webapp.shipped import bank_files, shipped_document

BANKS = {file.stem: file for file in bank_files(STANDARD)}


@pytest.fixture
def standard(session, code):
    """The shipped standard with the bank of one module."""
    path = shipped_document(STANDARD)
    content = path.read_bytes()
    reading = read_standard(content, filename=path.name)
    standard = import_as_proposed(
        session, content=content, reading=reading, by="t", now=MOMENT
    ).standard
    bank = read_bank(BANKS[code].read_text(encoding="utf-8"), file=BANKS[code].name).bank
    publish_banks(session, standard=standard, banks=[bank], by="t", now=MOMENT)
    return standard


@pytest.mark.parametrize("code", BANKS)
def test_no_item_comes_twice_in_three_checks(session, standard, code):
    trainee, random = add_trainee(session), Random(code)
    competency_id = standard.competency(code).id
    quiz = find_quiz(session, Purpose.MODULE_CHECK, competency_id=competency_id)
    for hours in range(3):
        moment = MOMENT + timedelta(hours=hours)
        attempt = begin_sitting(session, quiz=quiz, trainee_id=trainee.id, now=moment)
        item = list_attempt_items(session, attempt.id)[0]
        while item is not None:
            raw = simulated_answer(
                stored_item(item.item_version.content),
                item.presentation,
                knows=random.random() < 0.7,
                random=random,
            )
            place = AnswerPlace(attempt.public_id, trainee.id, item.position)
            save_answer(session, place=place, given=GivenAnswer(raw, 1), now=moment)
            item = confirm_answer(session, attempt=attempt, item=item, now=moment)
    met = session.scalars(
        select(ItemVersion.item_id)
        .join(AttemptItem, AttemptItem.item_version_id == ItemVersion.id)
        .join(Attempt)
        .where(Attempt.trainee_id == trainee.id)
    ).all()
    assert len(met) == len(set(met))
    assert 3 * quiz.item_minimum <= len(met) <= 27
