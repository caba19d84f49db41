"""A database whose ratings named no level gets the levels when it is brought up to date."""

import pytest
from flask_migrate import downgrade, upgrade
from sqlalchemy import inspect, select, update
from sqlalchemy.exc import DatabaseError

from quizzes.items.models import ItemVersion
from quizzes.panels.commands import record_panel
from quizzes.panels.models import Rating
from tests.databases import database_address
from tests.factories.items import add_bank
from tests.factories.people import MOMENT
from tests.factories.standards import add_standard
from tests.factories.upgraded import upgraded_app
from tests.quizzes.panels.test_panels import HEAD
from webapp.extensions import db

BEFORE = "0006"
SHARES = (0.6, 0.7, 0.8)


@pytest.fixture
def app(tmp_path, request):
    """An app with a database of its own, with one item of level 4 in it."""
    database = request.config.getoption("--database")
    with database_address(database, tmp_path) as address, upgraded_app(tmp_path, address) as app:
        add_bank(db.session(), add_standard(db.session()), "K01", count=1)
        yield app


def record(ratings) -> None:
    session = db.session()
    version = session.scalars(select(ItemVersion)).one()
    standard_id = version.item.competency.standard_id
    record_panel(
        session,
        standard_id=standard_id,
        head=HEAD,
        ratings={"K01-01": ratings},
        by="t",
        now=MOMENT,
    )
    db.session.commit()
    db.session.close()


def test_ratings_without_a_level_were_made_for_that_of_their_item(app):
    record({4: SHARES})
    before = db.session.execute(select(Rating.probability, Rating.recorded_at)).all()
    db.session.close()
    downgrade(revision=BEFORE)
    assert "level" not in [each["name"] for each in inspect(db.engine).get_columns("rating")]
    upgrade()
    assert db.session.scalars(select(Rating.level)).all() == [4, 4, 4]
    assert db.session.execute(select(Rating.probability, Rating.recorded_at)).all() == before


def test_ratings_are_kept_for_ever_on_both_sides(app):
    record({4: SHARES})
    for move in (lambda: downgrade(revision=BEFORE), upgrade):
        move()
        with pytest.raises(DatabaseError, match="history is only added to"):
            db.session.execute(update(Rating).values(probability=0.1))
        db.session.rollback()
        db.session.close()


def test_the_way_back_is_closed_once_another_level_was_rated(app):
    record({3: SHARES, 4: SHARES})
    with pytest.raises(SystemExit):
        downgrade(revision=BEFORE)
    assert len(db.session.scalars(select(Rating)).all()) == 6
