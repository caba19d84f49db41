"""What an adaptive check takes into account beside what its trainee has met."""

from collections import Counter

from quizzes.delivery.queries import find_quiz, list_attempt_items
from quizzes.delivery.terms import Purpose
from quizzes.items.commands import add_item, publish_version
from quizzes.mastery.calibrations import current_calibration
from quizzes.mastery.recalibration import recalibrate
from quizzes.sittings.commands import begin_sitting
from tests.factories.items import add_bank, choice_content
from tests.factories.people import MOMENT, add_trainee
from tests.factories.sittings import sit
from tests.factories.standards import add_standard


def add_of_level(session, standard, code, numbers, **fields):
    """Publish more items of a competency."""
    competency = standard.competency(code)
    for number in numbers:
        content = choice_content(code, number, **fields)
        version = add_item(
            session, competency_id=competency.id, content=content, by="t", now=MOMENT
        )
        publish_version(session, version=version, by="t", now=MOMENT)


def test_a_check_first_asks_what_supports_the_highest_level_that_the_competency_serves(session):
    """K01 serves a task of level 3 and one of level 4; items of level 3 support only the one."""
    standard = add_standard(session)
    add_bank(session, standard, "K01", count=4)
    add_of_level(session, standard, "K01", range(5, 15), level=3, angoff=[0.65, 0.65])
    attempt = sit(session, standard, add_trainee(session), Purpose.MODULE_CHECK, "K01")
    levels = [item.item_version.level for item in list_attempt_items(session, attempt.id)]
    assert levels[:3] == [4, 4, 4]
    assert len(levels) >= 5


def test_what_too_many_have_met_waits(session):
    standard = add_standard(session)
    add_bank(session, standard, "K01", count=20)
    for number in range(4):
        sit(session, standard, add_trainee(session, f"學員{number}"), Purpose.MODULE_CHECK, "K01")
    recalibrate(session, standard=standard, by="t", now=MOMENT)
    exposures = current_calibration(session, standard.id).exposures
    spared = {version for version, share in exposures.items() if share > 0.25}
    assert spared
    quiz = find_quiz(session, Purpose.MODULE_CHECK, competency_id=standard.competency("K01").id)
    for number in range(12):
        trainee = add_trainee(session, f"新學員{number}")
        attempt = begin_sitting(session, quiz=quiz, trainee_id=trainee.id, now=MOMENT)
        (item,) = list_attempt_items(session, attempt.id)
        assert item.item_version_id not in spared


def test_what_answers_say_of_an_item_weighs_in_the_choice(session, monkeypatch):
    """Rated alike, but one item is far from the bar by its answers: it tells little there."""
    monkeypatch.setattr("quizzes.mastery.selection.SELECTION_NOISE", 0.0)
    standard = add_standard(session)
    versions = add_bank(session, standard, "K01", count=6)
    recalibrate(session, standard=standard, by="t", now=MOMENT)
    record = current_calibration(session, standard.id)
    near = versions[3].id
    moved = {v.id: 3.5 if v.id != near else -0.2 for v in versions}
    monkeypatch.setattr(
        "quizzes.sittings.choosing.numbered_calibration",
        lambda *_: type(record)(1, record.prior, record.bars, moved),
    )
    quiz = find_quiz(session, Purpose.MODULE_CHECK, competency_id=standard.competency("K01").id)
    chosen = Counter()
    for number in range(3):
        trainee = add_trainee(session, f"學員{number}")
        attempt = begin_sitting(session, quiz=quiz, trainee_id=trainee.id, now=MOMENT)
        chosen[list_attempt_items(session, attempt.id)[0].item_version_id] += 1
    assert chosen == {near: 3}
