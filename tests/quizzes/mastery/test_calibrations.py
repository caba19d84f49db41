"""One calibration as it is read back whole."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from curriculum.errors import NotFoundError
from quizzes.items.models import ItemVersion, VersionState
from quizzes.mastery.calibrations import (
    get_calibration_report,
    list_calibrations,
    list_served_versions,
)
from quizzes.mastery.recalibration import recalibrate
from tests.factories.items import add_bank
from tests.factories.people import MOMENT
from tests.factories.readiness import join, open_cohort, sit_check

LATER = MOMENT + timedelta(days=1)


@pytest.fixture
def standard(session, standard):
    recalibrate(session, standard=standard, by="t", now=MOMENT)
    return standard


def answer_and_calibrate(session, standard):
    cohort = open_cohort(session, standard)
    for name in ("陳堃", "林予安"):
        sit_check(session, standard, join(session, cohort, name), "K01", right=False)
    add_bank(session, standard, "K02", count=3)
    recalibrate(session, standard=standard, by="t", now=LATER)


def test_the_first_calibration_has_nothing_before_it_and_moves_nothing(session, standard):
    report = get_calibration_report(session, standard, 1)
    assert (report.line.version, report.before, report.moves) == ("R2.1", None, [])
    assert report.levels == [3, 4]
    found = {each.code: (each.item_count, each.mean_move) for each in report.competencies}
    assert found == {"K01": (9, 0.0), "K02": (0, None), "S01": (9, 0.0)}


def test_the_next_one_says_what_answers_moved_since(session, standard):
    answer_and_calibrate(session, standard)
    report = get_calibration_report(session, standard, 2)
    assert (report.before.version, report.line.trainees) == ("R2.1", 2)
    assert {move.competency for move in report.moves} == {"K01"}
    moved = {each.code: each.mean_move for each in report.competencies}
    assert moved["K01"] > 0.0
    assert moved["K02"] == moved["S01"] == 0.0
    assert get_calibration_report(session, standard, 1).moves == []


def test_an_item_is_counted_as_long_as_it_was_in_service(session, standard):
    served = list_served_versions(session, standard.id)
    session.execute(
        update(ItemVersion)
        .where(ItemVersion.id == served[0].id)
        .values(state=VersionState.RETIRED, retired_at=LATER)
    )
    answer_and_calibrate(session, standard)
    counts = [
        {c.code: c.item_count for c in get_calibration_report(session, standard, n).competencies}
        for n in (1, 2)
    ]
    assert counts == [{"K01": 9, "K02": 0, "S01": 9}, {"K01": 8, "K02": 3, "S01": 9}]


def test_a_version_out_of_service_still_speaks_of_the_level_that_was_rated(session, standard):
    add_bank(session, standard, "K02", count=1, level=3, cognitive="remember", angoff={"4": [0.6]})
    session.execute(update(ItemVersion).values(state=VersionState.RETIRED, retired_at=LATER))
    levels = {v.competency: v.rated_level for v in list_served_versions(session, standard.id)}
    assert levels == {"K01": 4, "K02": 4, "S01": 4}


@pytest.mark.parametrize("number", [0, 2, 99])
def test_a_number_that_was_never_given_is_not_found(session, standard, number):
    with pytest.raises(NotFoundError):
        get_calibration_report(session, standard, number)


def test_the_list_goes_on_below_a_number(session, standard):
    answer_and_calibrate(session, standard)
    assert [line.number for line in list_calibrations(session, standard.id, limit=1)] == [2]
    assert [line.number for line in list_calibrations(session, standard.id, below=2)] == [1]
