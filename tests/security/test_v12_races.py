"""V12 and P2: twelve at the same moment get what one would have got."""

from collections import Counter

import pytest
from sqlalchemy import func, select, update

from curriculum.standards.models import Standard
from curriculum.standards.queries import get_outline
from quizzes.delivery.models import Attempt, AttemptItem, HandIn, Response
from quizzes.grading.models import Mark
from quizzes.mastery.commands import find_differences
from quizzes.mastery.models import MasteryRecord
from quizzes.remarks.models import Remark
from quizzes.remarks.rules import OPEN_LIMIT
from quizzes.reviews.models import ReviewCard
from quizzes.trainees.models import Cohort, Trainee
from tests.factories.items import add_bank
from tests.factories.people import MOMENT, add_login
from tests.factories.readiness import join, open_cohort
from tests.factories.standards import add_standard
from tests.security.conftest import PASSWORD
from tests.security.racing import at_once, racing_app, reading
from webapp.accounts.models import Throttle
from webapp.audit.models import AuditEntry
from webapp.audit.queries import find_broken_entry
from webapp.extensions import db
from webapp.measuring import measure_everybody
from webapp.permissions import Role

MANY = 12
pytestmark = pytest.mark.database


@pytest.fixture(scope="module")
def race(settings, app, tmp_path_factory):
    with racing_app(settings, app, tmp_path_factory.mktemp("race")) as racing:
        with racing.app_context():
            session = db.session()
            standard = add_standard(session)
            for code in ("K01", "K02", "S01"):
                add_bank(session, standard, code)
            open_cohort(session, standard)
            db.session.commit()
        yield racing


@pytest.fixture
def cookie(race):
    """Sign a new trainee in; return the cookie that all their devices share."""
    with race.app_context():
        session = db.session()
        trainee = join(session, session.scalars(select(Cohort)).one(), "林予安")
        user, _ = add_login(session, [Role.TRAINEE], trainee_id=trainee.id)
        db.session.commit()
        login = user.login
    browser = race.test_client()
    assert browser.post("/sign-in", data={"login": login, "password": PASSWORD}).status_code == 302
    return browser.get_cookie("session").value


@pytest.fixture
def devices(race, cookie):
    """Return twelve browsers in which the same trainee is signed in."""
    browsers = [race.test_client() for _ in range(MANY)]
    for browser in browsers:
        browser.set_cookie("session", cookie)
    return browsers


def start(browser, purpose, subject):
    answer = browser.post(f"/quizzes/{purpose}/{subject}")
    assert answer.status_code == 303
    return answer.headers["Location"].split("/")[2]


def count(session, model, *conditions):
    return session.scalar(select(func.count()).select_from(model).where(*conditions))


def items_of(session, public_id):
    return session.scalars(
        select(AttemptItem.id).join(Attempt).where(Attempt.public_id == public_id)
    ).all()


@pytest.mark.parametrize(
    ("purpose", "subject"), [("task_quiz", "T1.2"), ("module_check", "K01"), ("level_quiz", "4")]
)
def test_twelve_starts_begin_one_attempt(race, devices, purpose, subject):
    begun = at_once(MANY, lambda n: start(devices[n], purpose, subject))
    assert len(set(begun)) == 1
    with reading(race) as session:
        items = items_of(session, begun[0])
        assert len(items) == (12 if purpose == "task_quiz" else 1)
        trainee_id = session.scalar(select(Attempt.trainee_id).where(Attempt.public_id == begun[0]))
        assert count(session, Attempt, Attempt.trainee_id == trainee_id) == 1
        assert count(session, AuditEntry, AuditEntry.subject == begun[0]) == 1


def test_twelve_starts_begin_one_review(race, devices):
    """Also while the same answers are handed in and make the cards that the review asks."""
    quiz = start(devices[0], "task_quiz", "T1.2")
    at_once(MANY, lambda n: devices[n].post(f"/attempts/{quiz}/hand-in", data={"key": f"{n}"}))
    with race.app_context():
        db.session.execute(update(ReviewCard).values(due_at=MOMENT))
        db.session.commit()
    answers = at_once(MANY, lambda n: devices[n].post("/quizzes/review"))
    assert {answer.status_code for answer in answers} == {303}
    begun = {answer.headers["Location"].split("/")[2] for answer in answers}
    assert len(begun) == 1
    with reading(race) as session:
        [review] = begun
        items = items_of(session, review)
        assert len(items) == len(items_of(session, quiz)) == 12
        assert count(session, AuditEntry, AuditEntry.subject == review) == 1


def test_twelve_confirmations_in_a_review_move_its_card_once(race, devices):
    quiz = start(devices[0], "task_quiz", "T1.2")
    devices[0].post(f"/attempts/{quiz}/hand-in", data={"key": "a"})
    with race.app_context():
        db.session.execute(update(ReviewCard).values(due_at=MOMENT))
        db.session.commit()
    review = devices[0].post("/quizzes/review").headers["Location"].split("/")[2]
    path = f"/attempts/{review}/1"
    answers = at_once(MANY, lambda n: devices[n].post(path, data={"seq": 2}))
    assert {answer.status_code for answer in answers} == {303}
    with reading(race) as session:
        first = select(AttemptItem).join(Attempt).where(Attempt.public_id == review)
        item = session.scalars(first.where(AttemptItem.position == 1)).one()
        trainee_id = item.attempt.trainee_id
        card = session.get_one(
            ReviewCard, {"trainee_id": trainee_id, "item_id": item.item_version.item_id}
        )
        assert card.review_count == 2


def test_twelve_hand_ins_give_one_result(race, devices):
    attempt = start(devices[0], "task_quiz", "T1.2")
    path = f"/attempts/{attempt}/hand-in"
    answers = at_once(MANY, lambda n: devices[n].post(path, data={"key": f"tab-{n}"}))
    assert Counter(answer.status_code for answer in answers) == {303: MANY}
    assert {answer.headers["Location"] for answer in answers} == {f"/attempts/{attempt}/result"}
    with reading(race) as session:
        items = items_of(session, attempt)
        row = session.scalars(select(Attempt).where(Attempt.public_id == attempt)).one()
        assert count(session, HandIn, HandIn.attempt_id == row.id) == 1
        assert count(session, Mark, Mark.attempt_item_id.in_(items)) == len(items)
        acts = [AuditEntry.subject == attempt, AuditEntry.action == "attempt.hand_in"]
        assert count(session, AuditEntry, *acts) == 1
        records = select(MasteryRecord.competency_id).where(
            MasteryRecord.trainee_id == row.trainee_id
        )
        kept = session.scalars(records).all()
        assert kept
        assert len(kept) == len(set(kept))


def test_quizzes_handed_in_at_once_while_everybody_is_measured_leave_nothing_out(race, devices):
    quizzes = [("task_quiz", "T1.2"), ("practice", "K01"), ("practice", "K02"), ("practice", "S01")]
    begun = [start(devices[0], *quiz) for quiz in quizzes]
    for attempt in begun:
        devices[0].put(f"/attempts/{attempt}/1", json={"seq": 1, "answer": []})
    with reading(race) as session:
        standard = get_outline(session, session.scalars(select(Standard.code)).one())

    def act(number):
        if number < len(begun):
            path = f"/attempts/{begun[number]}/hand-in"
            return devices[number].post(path, data={"key": "a"}).status_code
        with race.app_context():
            return measure_everybody(standard.code)

    done = at_once(len(begun) + 2, act)
    assert done[: len(begun)] == [303] * len(begun)
    with reading(race) as session:
        wanted = select(Attempt.trainee_id).where(Attempt.public_id == begun[0])
        trainee_id = session.scalars(wanted).one()
        assert count(session, MasteryRecord, MasteryRecord.trainee_id == trainee_id) == 3
        assert find_differences(session, standard=standard, trainee_ids=[trainee_id]) == []


def test_who_starts_again_when_time_is_over_and_who_hands_in_do_not_block_each_other(race, devices):
    over = start(devices[0], "task_quiz", "T1.2")
    with race.app_context():
        ended = update(Attempt).where(Attempt.public_id == over).values(deadline_at=MOMENT)
        db.session.execute(ended)
        db.session.commit()

    def act(number):
        if number % 2:
            return devices[number].post(f"/attempts/{over}/hand-in", data={"key": f"{number}"})
        return devices[number].post("/quizzes/task_quiz/T1.2")

    answers = at_once(MANY, act)
    assert {answer.status_code for answer in answers} == {303}
    begun = {answer.headers["Location"].split("/")[2] for answer in answers[::2]}
    assert len(begun) == 1
    assert over not in begun


@pytest.mark.parametrize(("purpose", "subject"), [("module_check", "K01"), ("level_quiz", "4")])
def test_twelve_confirmations_of_one_answer_lead_to_one_next_question(
    race, devices, purpose, subject
):
    attempt = start(devices[0], purpose, subject)
    path = f"/attempts/{attempt}/1"
    answers = at_once(MANY, lambda n: devices[n].post(path, data={"seq": 2}))
    assert {answer.status_code for answer in answers} == {303}
    with reading(race) as session:
        items = items_of(session, attempt)
        assert len(items) == 2
        assert count(session, Mark, Mark.attempt_item_id.in_(items)) == 1


def test_every_saved_answer_is_kept_and_the_highest_counts(race, devices):
    attempt = start(devices[0], "task_quiz", "T1.2")
    path = f"/attempts/{attempt}/1"

    def save(number):
        return devices[number].put(path, json={"seq": number // 2 + 1, "answer": []})

    answers = at_once(MANY, save)
    assert {answer.status_code for answer in answers} == {200}
    told = {(answer.json["seq"], answer.json["saved_at"]) for answer in answers}
    with reading(race) as session:
        kept = select(Response.seq).where(Response.attempt_item_id.in_(items_of(session, attempt)))
        assert sorted(session.scalars(kept)) == [1, 2, 3, 4, 5, 6]
        moments = session.execute(kept.add_columns(Response.saved_at)).all()
        assert told <= {(seq, saved_at.isoformat()) for seq, saved_at in moments}


def test_an_answer_that_was_acknowledged_is_judged(race, devices):
    """P1: a hand-in at the same moment either comes after a saved answer, or refuses it."""
    attempt = start(devices[0], "task_quiz", "T1.2")

    def act(number):
        if number == 0:
            return devices[0].post(f"/attempts/{attempt}/hand-in", data={"key": "a"})
        path = f"/attempts/{attempt}/{number}"
        return devices[number].put(path, json={"seq": 1, "answer": []})

    answers = at_once(MANY, act)
    assert {answer.status_code for answer in answers[1:]} <= {200, 409}
    acknowledged = {n for n, answer in enumerate(answers) if answer.status_code == 200}
    with reading(race) as session:
        judged = session.scalars(
            select(AttemptItem.position)
            .join(Attempt)
            .join(Mark, Mark.attempt_item_id == AttemptItem.id)
            .where(Attempt.public_id == attempt, Mark.response_seq.is_not(None))
        )
        assert set(judged) == acknowledged


@pytest.mark.parametrize(("words", "kept"), [("{0}", OPEN_LIMIT), ("少了條件", 1)])
def test_twelve_remarks_at_once_keep_to_the_limit(race, devices, words, kept):
    attempt = start(devices[0], "practice", "K02")

    def say(number):
        form = {"kind": "unclear", "text": words.format(number)}
        return devices[number].post(f"/attempts/{attempt}/1/remark", data=form).status_code

    statuses = Counter(at_once(MANY, say))
    with reading(race) as session:
        made = count(session, Remark, Remark.attempt_item_id.in_(items_of(session, attempt)))
        assert made == kept
    assert statuses == ({303: MANY} if kept == 1 else {303: kept, 422: MANY - kept})


def test_twelve_wrong_guesses_are_twelve(race):
    def guess(_number):
        form = {"login": "somebody", "password": "not it"}
        return race.test_client().post("/sign-in", data=form).status_code

    assert set(at_once(MANY, guess)) <= {422, 429}
    with reading(race) as session:
        counted = session.scalar(
            select(Throttle.failure_count).where(Throttle.key == "login:somebody")
        )
        assert counted >= 10
    assert guess(0) == 429


def test_the_audit_trail_is_whole_after_the_races(race, devices):
    """Entries are sealed to the one before, also when two acts end at the same moment."""
    codes = ("K01", "K02", "S01")
    at_once(MANY, lambda n: start(devices[n], "practice", codes[n % 3]))
    with reading(race) as session:
        assert find_broken_entry(session) is None
        assert session.scalar(select(func.count(Trainee.id))) > 0
