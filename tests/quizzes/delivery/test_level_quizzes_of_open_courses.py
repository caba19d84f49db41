"""A database from before the level quizzes gets them when it is brought up to date."""

import pytest
from flask_migrate import downgrade, upgrade
from sqlalchemy import select, text

from quizzes.delivery.commands import offer_quizzes
from quizzes.delivery.models import Quiz
from quizzes.delivery.offers import DEFAULTS
from quizzes.delivery.queries import find_level_quiz, get_settings
from quizzes.delivery.terms import Purpose
from quizzes.sittings.commands import begin_sitting
from tests.factories.items import add_bank
from tests.factories.people import MOMENT, add_trainee
from tests.factories.standards import add_standard
from tests.factories.upgraded import revision_before, upgraded_app
from webapp.extensions import db

LEVELS = select(Quiz.level).where(Quiz.purpose == Purpose.LEVEL_QUIZ).order_by(Quiz.level)


@pytest.fixture
def standard(tmp_path):
    """A course with items, in a database that may be taken up and down."""
    with upgraded_app(tmp_path):
        standard = add_standard(db.session())
        add_bank(db.session(), standard, "K01")
        db.session.commit()
        db.session.close()
        yield standard


def test_an_open_course_gets_a_quiz_for_each_of_its_levels(standard):
    downgrade(revision=revision_before("add_level_quizzes"))
    assert db.session.scalar(text("SELECT count(*) FROM quiz WHERE purpose = 'level_quiz'")) == 0
    db.session.close()
    upgrade()
    session = db.session()
    assert session.scalars(LEVELS).all() == [3, 4]
    kept = get_settings(session, standard_id=standard.id, purpose=Purpose.LEVEL_QUIZ)
    assert kept == DEFAULTS[Purpose.LEVEL_QUIZ]
    offer_quizzes(session, standard=standard)
    assert session.scalars(LEVELS).all() == [3, 4]


def test_the_way_back_is_closed_once_a_level_quiz_was_sat(standard):
    session = db.session()
    quiz = find_level_quiz(session, standard.id, 3)
    begin_sitting(session, quiz=quiz, trainee_id=add_trainee(session).id, now=MOMENT)
    session.commit()
    session.close()
    with pytest.raises(SystemExit):
        downgrade(revision=revision_before("add_level_quizzes"))
    assert db.session.scalars(LEVELS).all() == [3, 4]
