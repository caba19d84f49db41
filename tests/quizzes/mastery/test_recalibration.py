"""Calibrations as rows: when one is made, what it keeps, and who is measured by which."""

from datetime import timedelta

import pytest
from sqlalchemy import text, update
from sqlalchemy.exc import DatabaseError

from curriculum.standards.commands import mark_critical
from curriculum.standards.queries import get_outline
from quizzes.delivery.queries import find_quiz
from quizzes.delivery.terms import Purpose
from quizzes.items.models import ItemVersion, VersionState
from quizzes.mastery.calibration import calibration_of
from quizzes.mastery.calibrations import (
    current_calibration,
    list_calibrations,
    numbered_calibration,
)
from quizzes.mastery.commands import (
    find_differences,
    store_draft,
)
from quizzes.mastery.drafting import drafted, read_known
from quizzes.mastery.models import CalibrationRecord, MasteryRecord
from quizzes.mastery.policy import BAR_ERROR_UNKNOWN, PRIOR, VERSION
from quizzes.mastery.queries import get_progress, measure
from quizzes.mastery.recalibration import recalibrate
from quizzes.sittings.commands import begin_sitting
from tests.factories.items import add_bank
from tests.factories.people import MOMENT
from tests.factories.readiness import join, open_cohort, sit_check

LATER = MOMENT + timedelta(days=1)


def calibrate(session, standard, *, now=MOMENT):
    return recalibrate(session, standard=standard, by="t", now=now)


def measure_anew(session, standard, trainee_ids):
    known = read_known(session, standard=standard, trainee_ids=trainee_ids)
    store_draft(session, standard=standard, draft=drafted(standard, known))


def test_before_the_first_calibration_bars_are_as_unsure_as_one_judge(session, standard):
    found = current_calibration(session, standard.id)
    assert (found.number, found.prior) == (0, PRIOR)
    assert found.bars.error("K01") == BAR_ERROR_UNKNOWN


def test_a_calibration_keeps_what_raters_said_and_reads_back_the_same(session, standard):
    record = calibrate(session, standard)
    found = current_calibration(session, standard.id)
    assert (record.number, record.rule_version, record.answers) == (1, VERSION, 0)
    assert (found.number, found.prior) == (1, PRIOR)
    assert 0.15 < found.bars.error("K01") < 0.25  # three judges: .60, .65, .70 on every item
    assert found.bars.error("K02") > 0.4  # nobody has rated anything of it
    assert set(found.difficulties) == {int(key) for key in record.difficulties}
    session.expire_all()
    assert numbered_calibration(session, standard.id, 1) is found


def test_nothing_new_makes_no_calibration_and_other_ratings_make_one(session, standard):
    calibrate(session, standard)
    assert calibrate(session, standard, now=LATER) is None
    add_bank(session, standard, "K02", count=3)
    assert calibrate(session, standard, now=LATER).number == 2
    assert [line.number for line in list_calibrations(session, standard.id)] == [2, 1]


def test_enough_more_answers_make_one(session, standard, trainee, monkeypatch):
    calibrate(session, standard)
    sit_check(session, standard, trainee, "K01")
    assert calibrate(session, standard, now=LATER) is None
    other = join(session, open_cohort(session, standard, "冬季班"), "林予安")
    sit_check(session, standard, other, "K01", right=False)
    monkeypatch.setattr("quizzes.mastery.recalibration.ANSWERS_GROWN_AT_LEAST", 4)
    record = calibrate(session, standard, now=LATER)
    assert (record.trainees, record.prior_trainees) == (2, 0)
    assert record.answers >= 10
    before, after = (numbered_calibration(session, standard.id, number) for number in (1, 2))
    assert before.difficulties != after.difficulties
    # Two people met at least five of nine items each: some item was met by both.
    assert set(after.exposures.values()) <= {0.5, 1.0}
    assert 1.0 in after.exposures.values()


def test_a_calibration_is_never_changed(session, standard):
    record = calibrate(session, standard)
    session.commit()
    for change in ("UPDATE calibration SET answers = 9", "DELETE FROM calibration"):
        with pytest.raises(DatabaseError), session.begin_nested():
            session.execute(text(change))
    assert session.get(CalibrationRecord, record.id).answers == 0


def test_stored_figures_name_their_calibration_and_the_next_one_is_measured_by(
    session, standard, trainee
):
    sit_check(session, standard, trainee, "K01")
    first = session.scalar(text("SELECT calibration FROM mastery_record"))
    calibrate(session, standard)
    ids = [trainee.id]
    assert find_differences(session, standard=standard, trainee_ids=ids)
    measure_anew(session, standard, ids)
    session.expire_all()
    row = session.get(
        MasteryRecord,
        {"trainee_id": trainee.id, "competency_id": standard.competency("K01").id},
    )
    assert (first, row.calibration, row.rule) == (0, 1, "recommended")
    assert find_differences(session, standard=standard, trainee_ids=ids) == []
    stored = get_progress(session, standard=standard, trainee_id=trainee.id).estimates["K01"]
    fresh = measure(session, standard=standard, trainee_id=trainee.id).measurement.estimates["K01"]
    assert stored.probability == pytest.approx(fresh.probability)


def test_an_attempt_keeps_the_calibration_it_began_with(session, standard, trainee):
    calibrate(session, standard)
    quiz = find_quiz(session, Purpose.MODULE_CHECK, competency_id=standard.competency("K01").id)
    attempt = begin_sitting(session, quiz=quiz, trainee_id=trainee.id, now=MOMENT)
    add_bank(session, standard, "K02", count=3)
    calibrate(session, standard, now=LATER)
    again = begin_sitting(session, quiz=quiz, trainee_id=trainee.id, now=LATER)
    assert (again.id, again.calibration) == (attempt.id, 1)


def test_an_answer_to_a_wording_that_is_out_of_service_still_counts_as_calibrated(
    session, standard, trainee
):
    sit_check(session, standard, trainee, "K01")
    session.execute(update(ItemVersion).values(state=VersionState.RETIRED))
    calibrate(session, standard)
    found = current_calibration(session, standard.id)
    asked = set(session.scalars(text("SELECT item_version_id FROM attempt_item")))
    assert asked <= set(found.difficulties)


def test_a_check_by_the_economical_rule_is_decided_by_it_and_later_settings_restate_nothing(
    session, standard, trainee
):
    calibrate(session, standard)
    quiz = find_quiz(session, Purpose.MODULE_CHECK, competency_id=standard.competency("K01").id)
    quiz.rule = "economical"
    sit_check(session, standard, trainee, "K01")
    quiz.rule = "recommended"
    measure_anew(session, standard, [trainee.id])
    stored = get_progress(session, standard=standard, trainee_id=trainee.id).estimates["K01"]
    assert stored.rule == "economical"


def test_critical_competencies_count_from_the_next_calibration_on(session, standard):
    calibrate(session, standard)
    mark_critical(session, standard_id=standard.id, codes=["K02"])
    marked = get_outline(session, standard.code)
    assert current_calibration(session, standard.id).critical == frozenset()
    assert calibrate(session, marked, now=LATER).number == 2
    assert current_calibration(session, standard.id).critical == {"K02"}
    assert numbered_calibration(session, standard.id, 1).critical == frozenset()
    assert calibrate(session, marked, now=LATER) is None
    mark_critical(session, standard_id=standard.id, codes=[])
    assert calibrate(session, get_outline(session, standard.code), now=LATER).number == 3
    assert current_calibration(session, standard.id).critical == frozenset()


def test_a_calibration_from_before_there_were_critical_ones_names_none(session, standard):
    record = calibrate(session, standard)
    scale = {key: value for key, value in record.scale.items() if key != "critical"}
    found = calibration_of(record.number, scale, record.difficulties, record.exposures)
    assert found.critical == frozenset()
