"""A database from before the reviews gets them when it is brought up to date."""

import pytest
from flask_migrate import downgrade, upgrade
from sqlalchemy import insert, select, text

from curriculum.standards.models import Standard
from quizzes.delivery.models import Attempt
from quizzes.delivery.offers import DEFAULTS
from quizzes.delivery.queries import find_review_quiz, get_settings
from quizzes.delivery.terms import Purpose
from tests.factories.people import MOMENT, add_trainee
from tests.factories.standards import add_standard
from tests.factories.upgraded import revision_before, upgraded_app
from webapp.extensions import db


@pytest.fixture
def older(tmp_path):
    """An app whose database stands where it stood before the reviews, with a course in it."""
    with upgraded_app(tmp_path) as app:
        add_standard(db.session())
        db.session.commit()
        db.session.close()
        downgrade(revision=revision_before("add_reviews"))
        yield app


def test_a_course_that_is_open_gets_its_one_review(older):
    assert db.session.scalar(text("SELECT count(*) FROM quiz WHERE purpose = 'review'")) == 0
    db.session.close()
    upgrade()
    session = db.session()
    standard = session.scalars(select(Standard)).one()
    assert find_review_quiz(session, standard.id).reveal == "after_each"
    kept = get_settings(session, standard_id=standard.id, purpose=Purpose.REVIEW)
    assert kept == DEFAULTS[Purpose.REVIEW]


def test_the_way_back_is_closed_once_a_review_was_sat(older):
    upgrade()
    session = db.session()
    standard_id = session.scalar(select(Standard.id))
    quiz = find_review_quiz(session, standard_id)
    trainee = add_trainee(session)
    columns = {"state": "open", "reveal": "after_each", "rule": "recommended", "seed": 1}
    session.execute(
        insert(Attempt).values(
            public_id="a", quiz_id=quiz.id, trainee_id=trainee.id, number=1, item_minimum=1,
            item_maximum=1, started_at=MOMENT, **columns,
        )
    )  # fmt: skip
    db.session.commit()
    db.session.close()
    with pytest.raises(SystemExit):
        downgrade(revision=revision_before("add_reviews"))
    assert db.session.scalar(text("SELECT count(*) FROM quiz WHERE purpose = 'review'")) == 1
