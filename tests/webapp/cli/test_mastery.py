from datetime import UTC, datetime

import pytest

from quizzes.mastery.recalibration import recalibrate
from tests.factories.items import add_bank
from tests.factories.people import MOMENT, add_trainee
from tests.factories.readiness import sit_check
from tests.factories.standards import add_standard
from webapp.cli.mastery import calibrate, calibrations, rebuild
from webapp.clock import TAIPEI
from webapp.jobs import calibrate_at_night, next_night
from webapp.settings import Settings


def answering(session):
    standard = add_standard(session)
    add_bank(session, standard, "K01")
    sit_check(session, standard, add_trainee(session), "K01")
    session.commit()
    return standard


def test_calibrating_measures_everybody_by_it(app, client, session):
    standard = answering(session)
    runner = app.test_cli_runner()
    assert f"calibration {standard.code}.1 made" in runner.invoke(calibrate).output
    assert runner.invoke(rebuild, ["--check"]).output == "1 trainees, 0 differences\n"
    assert "nothing to calibrate" in runner.invoke(calibrate).output
    (line,) = runner.invoke(calibrations, [standard.code]).output.splitlines()
    assert line.startswith("R2.1 ")
    assert "answers of 1 trainees, start prior, by callboard mastery calibrate" in line


def test_everybody_is_measured_anew_and_a_difference_is_named(app, client, session):
    answering(session)
    runner = app.test_cli_runner()
    assert runner.invoke(rebuild, []).output == "1 trainees measured anew\n"
    session.connection().exec_driver_sql("UPDATE mastery_record SET probability = 0.123")
    session.commit()
    wrong = runner.invoke(rebuild, ["--check"])
    assert wrong.exit_code == 1
    assert "0.123" in wrong.output


def test_what_a_run_before_left_unmeasured_is_measured_by_the_next(app, client, session):
    standard = answering(session)
    recalibrate(session, standard=standard, by="t", now=MOMENT)
    session.commit()
    runner = app.test_cli_runner()
    assert runner.invoke(rebuild, ["--check"]).exit_code == 1
    assert "nothing to calibrate" in runner.invoke(calibrate).output
    assert runner.invoke(rebuild, ["--check"]).output == "1 trainees, 0 differences\n"


def test_at_night_what_wants_it_is_calibrated_once(app, client, session):
    standard = answering(session)
    calibrate_at_night(app)
    calibrate_at_night(app)
    runner = app.test_cli_runner()
    (line,) = runner.invoke(calibrations, [standard.code]).output.splitlines()
    assert line.endswith("by night")


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (datetime(2026, 3, 2, 12, tzinfo=UTC), datetime(2026, 3, 3, 3, 20, tzinfo=TAIPEI)),
        (datetime(2026, 3, 1, 18, tzinfo=UTC), datetime(2026, 3, 2, 3, 20, tzinfo=TAIPEI)),
        (datetime(2026, 3, 1, 19, 20, tzinfo=UTC), datetime(2026, 3, 3, 3, 20, tzinfo=TAIPEI)),
    ],
)
def test_the_next_night_is_between_three_and_four(moment, expected):
    assert next_night(moment, 20) == expected


def test_a_demonstration_does_not_calibrate_and_it_can_be_switched_off(monkeypatch, tmp_path):
    monkeypatch.setenv("CALLBOARD_INSTANCE", str(tmp_path))

    def calibrates(**environment):
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        return Settings.from_environment().to_flask()["CALIBRATES_AT_NIGHT"]

    monkeypatch.delenv("CALLBOARD_CALIBRATE", raising=False)
    monkeypatch.delenv("CALLBOARD_DEMO", raising=False)
    assert calibrates() is True
    assert calibrates(CALLBOARD_DEMO="1") is False
    assert calibrates(CALLBOARD_DEMO="0", CALLBOARD_CALIBRATE="0") is False
