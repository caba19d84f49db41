"""V11 and P4: time is the server's; what the device says of its clock gains and loses nothing."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from quizzes.delivery.models import Attempt, AttemptItem, Response
from quizzes.delivery.queries import get_attempt
from quizzes.late_answers.models import LateAnswer
from quizzes.timing.commands import agree_on_time
from quizzes.trainees.allowances import TimeAllowance
from webapp.jobs import hand_in_what_is_over

LIMIT = timedelta(minutes=40)
SECOND = timedelta(seconds=1)
WHO = "classmate"


@pytest.fixture
def trainee(browser):
    return browser(WHO)


@pytest.fixture
def quiz(trainee, clock):
    """Start the quiz of a task; return its address and the moment at which it ends."""
    answer = trainee.post("/quizzes/task_quiz/T1.2")
    assert answer.status_code == 303
    return "/attempts/" + answer.headers["Location"].split("/")[2], clock.at + LIMIT


def save(trainee, path, *, seq=1, chosen_at=None):
    body = {"seq": seq, "answer": [], "chosen_at": chosen_at and chosen_at.isoformat()}
    return trainee.put(f"{path}/1", json=body)


def attempt_of(session, world, path):
    session.expire_all()
    trainee_id = world.trainees[WHO].id
    return get_attempt(session, path.rpartition("/")[2], trainee_id=trainee_id)


def kept(session, world, path):
    attempt = attempt_of(session, world, path)
    ours = select(Response).join(AttemptItem).where(AttemptItem.attempt_id == attempt.id)
    return session.scalars(ours).all()


def test_an_answer_a_second_before_the_end_is_kept(trainee, clock, quiz):
    path, end = quiz
    clock.at = end - SECOND
    assert save(trainee, path).status_code == 200


@pytest.mark.parametrize("chosen", [None, timedelta(), LIMIT, timedelta(days=365)])
def test_an_answer_a_second_after_the_end_is_refused(session, world, trainee, clock, quiz, chosen):
    path, end = quiz
    clock.at = end + SECOND
    answer = save(trainee, path, chosen_at=None if chosen is None else end + chosen)
    assert answer.status_code == 409
    assert kept(session, world, path) == []


def test_an_answer_chosen_before_the_end_is_kept_as_late(session, world, trainee, clock, quiz):
    path, end = quiz
    clock.at = end + timedelta(minutes=3)
    answer = save(trainee, path, chosen_at=end - SECOND)
    assert (answer.status_code, answer.json["is_late"]) == (202, True)
    [late] = session.scalars(select(LateAnswer))
    assert (late.chosen_at, late.received_at) == (end - SECOND, clock.at)
    assert kept(session, world, path) == []
    assert attempt_of(session, world, path).handed_in_at == end


@pytest.mark.parametrize("skew", [timedelta(days=-1), timedelta(days=1), timedelta(days=3650)])
def test_the_devices_clock_changes_nothing_while_there_is_time(trainee, clock, quiz, skew):
    path, end = quiz
    clock.at = end - timedelta(minutes=1)
    answer = save(trainee, path, chosen_at=clock.at + skew)
    assert answer.status_code == 200
    assert answer.json["saved_at"] == clock.at.isoformat()
    assert answer.json["deadline_at"] == end.isoformat()


@pytest.mark.parametrize("moment", ["yesterday", "2026-01-01T10:00:00", 5, {"a": 1}])
def test_a_moment_that_is_none_is_refused(trainee, quiz, moment):
    path, _end = quiz
    body = {"seq": 1, "answer": [], "chosen_at": moment}
    assert trainee.put(f"{path}/1", json=body).status_code == 422


def test_more_time_is_that_persons_alone(session, world, browser, clock):
    agree_on_time(
        session,
        trainee_id=world.trainees[WHO].id,
        allowance=TimeAllowance.HALF_MORE,
        reason="依個別需求",
        by="test",
        now=clock.at,
    )
    session.commit()
    ends = {}
    for name in (WHO, "trainee elsewhere"):
        path = browser(name).post("/quizzes/task_quiz/T1.2").headers["Location"]
        ends[name] = browser(name).get(f"{path}/state").json["deadline_at"]
    assert ends[WHO] == (clock.at + 1.5 * LIMIT).isoformat()
    assert ends["trainee elsewhere"] == (clock.at + LIMIT).isoformat()


def test_starting_again_starts_no_new_time(trainee, clock, quiz):
    path, end = quiz
    clock.at += timedelta(minutes=30)
    again = trainee.post("/quizzes/task_quiz/T1.2")
    assert again.headers["Location"] == path
    assert trainee.get(f"{path}/state").json["deadline_at"] == end.isoformat()


def test_what_is_over_is_handed_in_although_nobody_comes_back(app, session, world, clock, quiz):
    path, end = quiz
    clock.at = end - SECOND
    assert hand_in_what_is_over(app) == 0
    clock.at = end + timedelta(hours=5)
    hand_in_what_is_over(app)
    assert attempt_of(session, world, path).handed_in_at == end
    assert hand_in_what_is_over(app) == 0


def test_a_clock_that_steps_back_opens_nothing_again(app, trainee, clock, quiz):
    """F20: an hour back, and what was handed in stays handed in."""
    path, end = quiz
    clock.at = end + SECOND
    hand_in_what_is_over(app)
    clock.at = end - timedelta(hours=1)
    assert save(trainee, path, seq=2).status_code == 409
    assert trainee.get(f"{path}/state").json["state"] == "handed_in"


def test_a_hand_in_after_the_end_leads_to_what_the_server_handed_in(trainee, clock, quiz):
    path, end = quiz
    clock.at = end + timedelta(minutes=1)
    headers = {"Accept": "application/json", "Idempotency-Key": "k"}
    replies = [trainee.post(f"{path}/hand-in", headers=headers).json for _ in range(2)]
    assert replies[0] == replies[1]
    assert replies[0]["handed_in_at"] == end.isoformat()


def test_a_pause_stops_hand_in_and_hides_the_question(session, browser, world, trainee, quiz):
    path, _end = quiz
    instructor = browser("instructor")
    form = {"do": "pause", "reason": "疏散", "whom": "all"}
    cohort = world.ids["cohort"]["a"]
    assert instructor.post(f"/instructor/cohorts/{cohort}/sittings", data=form).status_code == 303
    assert trainee.get(f"{path}/state").json["is_paused"] is True
    assert "這是 " not in trainee.get(f"{path}/1").text
    assert trainee.post(f"{path}/hand-in", data={"key": "a"}).status_code == 409
    assert save(trainee, path).status_code == 200  # it was on its way
    form["do"] = "resume"
    instructor.post(f"/instructor/cohorts/{cohort}/sittings", data=form)
    assert "這是 " in trainee.get(f"{path}/1").text
    assert trainee.post(f"{path}/hand-in", data={"key": "a"}).status_code == 303
    session.expire_all()
    assert session.scalars(select(Attempt).where(Attempt.paused_at.is_not(None))).all() == []
