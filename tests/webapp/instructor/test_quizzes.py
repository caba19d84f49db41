from dataclasses import replace

import pytest

from quizzes.delivery.offers import DEFAULTS
from quizzes.delivery.queries import get_settings
from quizzes.delivery.terms import LatePolicy, Purpose, Reveal
from tests.factories.standards import add_standard
from webapp.permissions import Role

GOOD = {
    "is_offered": "y",
    "item_minimum": "4",
    "item_maximum": "8",
    "rule": "economical",
    "attempts_allowed": "3",
    "time_limit_minutes": "",
    "late_policy": "count",
    "reveal": "after_hand_in",
}


@pytest.fixture
def standard(session, sign_in):
    standard = add_standard(session)
    session.commit()
    sign_in(Role.INSTRUCTOR)
    return standard


@pytest.mark.parametrize("purpose", list(Purpose))
def test_each_purpose_has_one_screen_of_settings(client, standard, purpose):
    assert client.get("/instructor/quizzes").status_code == 200
    assert client.get(f"/instructor/quizzes/{purpose}").status_code == 200


def test_settings_hold_for_every_quiz_of_the_purpose(client, session, standard):
    answer = client.post("/instructor/quizzes/module_check", data=GOOD)
    assert answer.status_code == 303
    kept = get_settings(session, standard_id=standard.id, purpose=Purpose.MODULE_CHECK)
    assert (kept.item_minimum, kept.item_maximum, kept.rule) == (4, 8, "economical")
    assert (kept.attempts_allowed, kept.time_limit_minutes) == (3, None)
    assert (kept.reveal, kept.late_policy) == (Reveal.AFTER_HAND_IN, LatePolicy.COUNT)
    others = get_settings(session, standard_id=standard.id, purpose=Purpose.TASK_QUIZ)
    assert others.time_limit_minutes == 40


def test_of_a_review_only_the_length_and_the_offer_can_be_set(client, session, standard):
    sent = {**GOOD, "item_maximum": "20", "reveal": "never", "time_limit_minutes": "5"}
    assert client.post("/instructor/quizzes/review", data=sent).status_code == 303
    kept = get_settings(session, standard_id=standard.id, purpose=Purpose.REVIEW)
    assert kept == replace(DEFAULTS[Purpose.REVIEW], item_maximum=20)
    client.post("/instructor/quizzes/review", data={"item_maximum": "5"})
    session.expire_all()
    kept = get_settings(session, standard_id=standard.id, purpose=Purpose.REVIEW)
    assert (kept.item_maximum, kept.is_offered) == (5, False)
    assert client.post("/instructor/quizzes/review", data={"item_maximum": "0"}).status_code == 422
    assert 'name="reveal"' not in client.get("/instructor/quizzes/review").text


@pytest.mark.parametrize(
    "change",
    [{"item_minimum": "9"}, {"item_maximum": "0"}, {"rule": "mine"}, {"reveal": ""}],
)
def test_settings_that_no_quiz_can_follow_are_refused(client, session, standard, change):
    before = get_settings(session, standard_id=standard.id, purpose=Purpose.MODULE_CHECK)
    answer = client.post("/instructor/quizzes/module_check", data={**GOOD, **change})
    assert answer.status_code == 422
    assert before == get_settings(session, standard_id=standard.id, purpose=Purpose.MODULE_CHECK)
