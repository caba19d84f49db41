"""Measuring many: whom it concerns, and what came between reading and storing."""

import pytest
from sqlalchemy import select

from quizzes.items.commands import add_item, publish_version, retire_item
from quizzes.items.models import Item
from quizzes.mastery.commands import find_differences, store_draft
from quizzes.mastery.drafting import drafted, list_outdated_trainees, read_known
from quizzes.mastery.queries import get_progress
from quizzes.mastery.recalibration import recalibrate
from tests.factories.items import add_bank, choice_content
from tests.factories.people import MOMENT
from tests.factories.readiness import join, open_cohort, sit_check


@pytest.fixture
def trainee(session, standard, trainee):
    sit_check(session, standard, trainee, "K01")
    return trainee


@pytest.fixture
def other(session, standard):
    other = join(session, open_cohort(session, standard, "冬季班"), "林予安")
    sit_check(session, standard, other, "K01")
    return other


def measured(session, standard, trainee_ids):
    known = read_known(session, standard=standard, trainee_ids=trainee_ids)
    return drafted(standard, known)


def outdated(session, standard):
    return list_outdated_trainees(session, standard=standard)


def test_a_draft_overwrites_nothing_that_was_answered_meanwhile(session, standard, trainee, other):
    ids = [trainee.id, other.id]
    draft = measured(session, standard, ids)
    sit_check(session, standard, trainee, "S01")
    store_draft(session, standard=standard, draft=draft)
    assert find_differences(session, standard=standard, trainee_ids=ids) == []
    stored = get_progress(session, standard=standard, trainee_id=trainee.id).estimates
    assert set(stored) == {"K01", "S01"}


def test_a_draft_made_before_a_calibration_is_made_again(session, standard, trainee):
    draft = measured(session, standard, [trainee.id])
    recalibrate(session, standard=standard, by="t", now=MOMENT)
    store_draft(session, standard=standard, draft=draft)
    assert find_differences(session, standard=standard, trainee_ids=[trainee.id]) == []


def test_nobody_is_outdated_who_was_just_measured_nor_by_one_more_item(session, standard, trainee):
    assert outdated(session, standard) == []
    competency = standard.competency("K01")
    version = add_item(
        session,
        competency_id=competency.id,
        content=choice_content("K01", 10),
        by="t",
        now=MOMENT,
    )
    publish_version(session, version=version, by="t", now=MOMENT)
    assert outdated(session, standard) == []


def test_a_calibration_outdates_everybody_until_they_are_measured(
    session, standard, trainee, other
):
    recalibrate(session, standard=standard, by="t", now=MOMENT)
    assert outdated(session, standard) == [trainee.id, other.id]
    draft = measured(session, standard, [trainee.id])
    store_draft(session, standard=standard, draft=draft)
    assert outdated(session, standard) == [other.id]


def test_the_first_item_of_a_competency_and_its_last_one_outdate_everybody(
    session, standard, trainee
):
    add_bank(session, standard, "K02", count=1)
    assert outdated(session, standard) == [trainee.id]
    assert find_differences(session, standard=standard, trainee_ids=[trainee.id])
    draft = measured(session, standard, [trainee.id])
    store_draft(session, standard=standard, draft=draft)
    assert outdated(session, standard) == []
    (item,) = session.scalars(
        select(Item).where(Item.competency_id == standard.competency("K02").id)
    )
    retire_item(session, item=item, by="t", now=MOMENT)
    session.flush()
    assert outdated(session, standard) == [trainee.id]
