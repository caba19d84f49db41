from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.delivery.deadlines import (
    Arrival,
    Incident,
    PersonTime,
    QuizTime,
    TimeEvent,
    TimeEventKind,
    arrival,
    closing_time,
    effective_deadline,
    incident_of,
)
from quizzes.trainees.allowances import TimeAllowance
from tests.factories.people import MOMENT

MINUTE = timedelta(minutes=1)
NOTHING = Incident()
CLOSES = MOMENT + 60 * MINUTE
minutes = st.integers(0, 600).map(lambda n: n * MINUTE)
timed = st.sampled_from([a for a in TimeAllowance if a.factor is not None])


def ends(limit=None, closes_at=None, allowance="1", incident=NOTHING):
    quiz = QuizTime(limit, None, closes_at)
    return effective_deadline(quiz, PersonTime(MOMENT, TimeAllowance(allowance)), incident)


def test_without_limit_and_closing_an_attempt_never_ends():
    assert ends() is None


@pytest.mark.parametrize(
    ("limit", "allowance", "after"),
    [(40, "1", 40), (40, "1.25", 50), (40, "1.5", 60), (40, "2", 80), (1, "1.25", 1.25)],
)
def test_the_limit_is_that_of_the_person(limit, allowance, after):
    assert ends(limit, allowance=allowance) == MOMENT + after * MINUTE


def test_the_closing_cuts_the_limit_short():
    assert ends(90, CLOSES) == CLOSES


def test_more_time_moves_the_closing_by_what_the_limit_grows():
    """Who begins at the last moment still gets all of their time."""
    assert closing_time(QuizTime(40, None, CLOSES), TimeAllowance.HALF_MORE) == CLOSES + 20 * MINUTE


def test_without_a_limit_more_time_stretches_the_period():
    quiz = QuizTime(None, MOMENT, CLOSES)
    assert closing_time(quiz, TimeAllowance.DOUBLE) == CLOSES + 60 * MINUTE


def test_who_is_untimed_never_ends_and_begins_before_the_closing():
    assert ends(40, CLOSES, "untimed") is None
    assert closing_time(QuizTime(40, None, CLOSES), TimeAllowance.UNTIMED) == CLOSES


def test_extra_minutes_and_pauses_move_limit_and_closing_alike():
    incident = Incident(extra=10 * MINUTE, paused_for=5 * MINUTE)
    assert ends(40, None, incident=incident) == MOMENT + 55 * MINUTE
    assert ends(90, CLOSES, incident=incident) == CLOSES + 15 * MINUTE


def test_while_it_is_paused_an_attempt_does_not_end():
    assert ends(40, incident=Incident(paused_since=MOMENT)) is None


@given(timed, timed, st.integers(1, 300), st.none() | minutes)
def test_more_time_never_ends_earlier(one, other, limit, closing):
    less, more = sorted((one, other), key=lambda allowance: allowance.factor)
    closes_at = None if closing is None else MOMENT + closing
    assert ends(limit, closes_at, less.value) <= ends(limit, closes_at, more.value)


@given(st.lists(st.tuples(st.sampled_from(TimeEventKind), minutes), max_size=12))
def test_events_never_take_time_away(steps):
    moment, events = MOMENT, []
    for kind, wait in steps:
        moment += wait
        events.append(TimeEvent(kind, moment, 5 if kind is TimeEventKind.EXTRA else 0))
    incident = incident_of(events)
    assert incident.extra >= timedelta()
    assert timedelta() <= incident.paused_for <= moment - MOMENT
    deadline = ends(40, incident=incident)
    assert deadline is None or deadline >= MOMENT + 40 * MINUTE


def test_a_pause_within_a_pause_and_a_resume_without_one_change_nothing():
    def event(kind, after):
        return TimeEvent(kind, MOMENT + after * MINUTE)

    pause, resume = TimeEventKind.PAUSE, TimeEventKind.RESUME
    events = [event(resume, 1), event(pause, 2), event(pause, 4), event(resume, 7)]
    assert incident_of(events) == Incident(paused_for=5 * MINUTE)


@pytest.mark.parametrize(
    ("now", "chosen", "expected"),
    [
        (39, 39, Arrival.IN_TIME),
        (39, None, Arrival.IN_TIME),
        (39, 500, Arrival.IN_TIME),  # a clock that is wrong costs nothing
        (40, 39, Arrival.LATE),
        (400, 39, Arrival.LATE),
        (40, 40, Arrival.AFTER_THE_END),
        (40, None, Arrival.AFTER_THE_END),
        (40, -1, Arrival.AFTER_THE_END),  # before the question was shown
    ],
)
def test_the_servers_clock_judges_when_an_answer_came(now, chosen, expected):
    found = arrival(
        shown_at=MOMENT,
        chosen_at=None if chosen is None else MOMENT + chosen * MINUTE,
        ends_at=MOMENT + 40 * MINUTE,
        now=MOMENT + now * MINUTE,
    )
    assert found is expected
