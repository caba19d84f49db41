from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select, text, update
from sqlalchemy.exc import IntegrityError

from curriculum.errors import InvalidError
from quizzes.delivery.commands import offer_quizzes, set_quiz_settings
from quizzes.delivery.models import AttemptItem, Quiz
from quizzes.delivery.offers import DEFAULTS
from quizzes.delivery.queries import find_quiz, find_review_quiz, list_attempt_items
from quizzes.delivery.terms import Purpose, Reveal
from quizzes.errors import AttemptClosedError, NothingToAskError
from quizzes.items.commands import publish_version, retire_item, revise_item
from quizzes.items.models import Item, ItemVersion
from quizzes.mastery.commands import find_differences
from quizzes.mastery.models import MasteryRecord, ReadinessRecord
from quizzes.mastery.queries import measure
from quizzes.reviews.commands import find_card_differences, rebuild_cards
from quizzes.reviews.models import ReviewCard
from quizzes.reviews.queries import find_outlook, list_due
from quizzes.sittings.commands import begin_sitting, close_if_overdue, hand_in
from tests.factories.items import add_bank, choice_content
from tests.factories.people import MOMENT, add_trainee
from tests.factories.readiness import make_ready, sit_check
from tests.factories.sitting import confirm, go_through
from tests.factories.standards import add_standard

DAY = timedelta(days=1)
WEEK = timedelta(days=7)


@pytest.fixture
def standard(session):
    standard = add_standard(session)
    for code in ("K01", "K02", "S01"):
        add_bank(session, standard, code)
    return standard


@pytest.fixture
def trainee(session):
    return add_trainee(session)


@pytest.fixture
def begin(session, standard, trainee):
    def start(purpose, *, code="K01", task="T1.1", now=MOMENT):
        if purpose is Purpose.REVIEW:
            quiz = find_review_quiz(session, standard.id)
        elif purpose is Purpose.TASK_QUIZ:
            quiz = find_quiz(session, purpose, task_id=standard.task(task).id)
        else:
            quiz = find_quiz(session, purpose, competency_id=standard.competency(code).id)
        return begin_sitting(session, quiz=quiz, trainee_id=trainee.id, now=now)

    return start


@pytest.fixture
def due(session, standard, trainee):
    """Return the ids of the items that are due by a moment."""

    def ask(by):
        found = list_due(session, trainee_id=trainee.id, standard_id=standard.id, due_by=by)
        return [item.item_id for item in found]

    return ask


def items_of(session, attempt):
    return [item.item_version.item_id for item in list_attempt_items(session, attempt.id)]


def cards(session, trainee):
    session.expire_all()
    rows = session.scalars(select(ReviewCard).where(ReviewCard.trainee_id == trainee.id))
    return {row.item_id: row for row in rows}


def test_an_answer_confirmed_in_practice_comes_again(session, trainee, begin):
    attempt = begin(Purpose.PRACTICE)
    right, wrong, untouched, *_ = list_attempt_items(session, attempt.id)
    confirm(session, attempt, right, now=MOMENT)
    confirm(session, attempt, wrong, right=False, now=MOMENT)
    made = cards(session, trainee)
    assert made[right.item_version.item_id].due_at == MOMENT + 2 * DAY
    assert made[wrong.item_version.item_id].due_at == MOMENT + DAY
    assert untouched.item_version.item_id not in made


def test_an_answer_in_a_check_comes_again_only_after_the_hand_in(session, standard, trainee, begin):
    quiz = begin(Purpose.TASK_QUIZ)
    assert not cards(session, trainee)
    hand_in(session, attempt=quiz, key="a", by="t", now=MOMENT + DAY)
    made = cards(session, trainee)
    assert set(made) == set(items_of(session, quiz))
    assert {card.last_reviewed_at for card in made.values()} == {MOMENT + DAY}


def test_a_decided_check_makes_cards_by_itself(session, standard, trainee):
    sit_check(session, standard, trainee, "K01")
    assert len(cards(session, trainee)) >= 5


def test_what_is_never_shown_never_comes_again(session, standard, trainee, begin):
    session.execute(update(Quiz).values(reveal=Reveal.NEVER))
    session.expire_all()
    go_through(session, begin(Purpose.PRACTICE), now=MOMENT)
    assert not cards(session, trainee)


def test_a_review_asks_what_is_due_and_nothing_else(session, trainee, begin, due):
    practice = begin(Purpose.PRACTICE)
    go_through(session, practice, now=MOMENT)
    assert due(MOMENT + DAY) == []
    with pytest.raises(NothingToAskError):
        begin(Purpose.REVIEW, now=MOMENT + DAY)


def test_a_review_asks_the_most_overdue_of_every_competency_and_at_most_twelve(
    session, standard, trainee, begin
):
    make_ready(session, standard, trainee)
    review = begin(Purpose.REVIEW, now=MOMENT + WEEK)
    asked = list_attempt_items(session, review.id)
    assert len(asked) == review.item_maximum == 12
    first_three = {item.item_version.item.competency_id for item in asked[:3]}
    assert first_three == {standard.competency(code).id for code in ("K01", "K02", "S01")}


def test_an_answer_in_a_review_moves_its_card_at_once(session, trainee, begin, due):
    go_through(session, begin(Purpose.PRACTICE), now=MOMENT)
    now = MOMENT + 2 * DAY
    review = begin(Purpose.REVIEW, now=now)
    first, second, *_ = list_attempt_items(session, review.id)
    confirm(session, review, first, now=now)
    confirm(session, review, second, right=False, now=now)
    made = cards(session, trainee)
    kept, forgotten = (made[item.item_version.item_id] for item in (first, second))
    assert kept.due_at > now + 2 * DAY
    assert now < forgotten.due_at < kept.due_at
    assert (kept.review_count, kept.last_reviewed_at) == (2, now)


def test_what_a_review_left_unconfirmed_stays_due(session, trainee, begin, due):
    go_through(session, begin(Purpose.PRACTICE), now=MOMENT)
    now = MOMENT + 2 * DAY
    review = begin(Purpose.REVIEW, now=now)
    first, *others = list_attempt_items(session, review.id)
    confirm(session, review, first, now=now)
    assert due(now) == []  # under way
    hand_in(session, attempt=review, key="a", by="t", now=now)
    assert set(due(now)) == {item.item_version.item_id for item in others}


def measured(session, standard, trainee):
    """Everything that is kept and computed of a trainee's mastery."""
    session.expire_all()
    stored = [
        tuple(row)
        for table in (MasteryRecord.__table__, ReadinessRecord.__table__)
        for row in session.execute(select(table).where(table.c.trainee_id == trainee.id))
    ]
    fresh = measure(session, standard=standard, trainee_id=trainee.id)
    return stored, fresh.evidence, fresh.measurement.estimates, fresh.claims, fresh.answers


@pytest.mark.parametrize("right", [True, False])
def test_a_review_is_no_evidence(session, standard, trainee, begin, right):
    make_ready(session, standard, trainee)
    sit_check(session, standard, trainee, "K01")
    before = measured(session, standard, trainee)
    assert before[0]
    for days in (7, 14, 40):
        review = begin(Purpose.REVIEW, now=MOMENT + days * DAY)
        asked = list_attempt_items(session, review.id)
        assert not any(item.is_first_exposure for item in asked)
        confirm(session, review, asked[0], right=right, now=MOMENT + days * DAY)
        assert measured(session, standard, trainee) == before
        go_through(session, review, right=right, now=MOMENT + days * DAY)
        assert measured(session, standard, trainee) == before
    assert find_differences(session, standard=standard, trainee_ids=[trainee.id]) == []


def test_evidence_after_a_review_weighs_what_it_would_without(session, standard, trainee, begin):
    """A review is no session of study either: who reviews every day loses nothing by it."""
    sit_check(session, standard, trainee, "K01", right=False)
    other = add_trainee(session, "陳堃")
    sit_check(session, standard, other, "K01", right=False)
    go_through(session, begin(Purpose.REVIEW, now=MOMENT + WEEK), now=MOMENT + WEEK)
    weights = []
    for each in (trainee, other):
        quiz = find_quiz(session, Purpose.TASK_QUIZ, task_id=standard.task("T1.1").id)
        later = MOMENT + 2 * WEEK
        attempt = begin_sitting(session, quiz=quiz, trainee_id=each.id, now=later)
        hand_in(session, attempt=attempt, key="a", by="t", now=later)
        found = measure(session, standard=standard, trainee_id=each.id).evidence["K01"]
        weights.append({answer.weight for answer in found.counted})
    assert weights == [{1.0}, {1.0}]


def test_a_retired_item_is_not_asked(session, standard, trainee, begin, due):
    go_through(session, begin(Purpose.PRACTICE), now=MOMENT)
    gone, *others = due(MOMENT + WEEK)
    retire_item(session, item=session.get_one(Item, gone), by="test", now=MOMENT)
    assert set(due(MOMENT + WEEK)) == set(others)
    assert gone not in items_of(session, begin(Purpose.REVIEW, now=MOMENT + WEEK))


def test_the_version_in_service_is_asked(session, standard, trainee, begin, due):
    go_through(session, begin(Purpose.PRACTICE), now=MOMENT)
    item = session.get_one(Item, due(MOMENT + WEEK)[0])
    met = session.scalars(select(ItemVersion).where(ItemVersion.item_id == item.id)).one()
    number = int(item.code.rpartition("-")[2])
    content = choice_content("K01", number, stem="換了說法的題幹，執行製作應該怎麼做？")
    newer = revise_item(session, item=item, content=content, by="test", now=MOMENT)
    publish_version(session, version=newer, by="test", now=MOMENT)
    review = begin(Purpose.REVIEW, now=MOMENT + WEEK)
    asked = {each.item_version_id for each in list_attempt_items(session, review.id)}
    assert newer.id in asked
    assert met.id not in asked


def test_an_item_under_way_is_in_no_review_and_a_review_in_no_quiz(session, trainee, begin, due):
    go_through(session, begin(Purpose.PRACTICE), now=MOMENT)
    later = MOMENT + WEEK
    everything = set(due(later))
    again = begin(Purpose.PRACTICE, now=later)
    under_way = set(items_of(session, again)) & everything
    assert under_way == everything - set(due(later))
    hand_in(session, attempt=again, key="b", by="t", now=later)
    review = begin(Purpose.REVIEW, now=later)
    practice = begin(Purpose.PRACTICE, now=later)
    assert not set(items_of(session, review)) & set(items_of(session, practice))


def test_the_same_review_goes_on_until_it_is_handed_in(session, begin):
    go_through(session, begin(Purpose.PRACTICE), now=MOMENT)
    review = begin(Purpose.REVIEW, now=MOMENT + WEEK)
    assert begin(Purpose.REVIEW, now=MOMENT + 2 * WEEK).id == review.id


def test_the_outlook_tells_what_is_due_and_what_comes_next(session, standard, trainee, begin):
    attempt = begin(Purpose.PRACTICE)
    first, second, *_ = list_attempt_items(session, attempt.id)
    confirm(session, attempt, first, right=False, now=MOMENT)
    confirm(session, attempt, second, now=MOMENT)
    hand_in(session, attempt=attempt, key="a", by="t", now=MOMENT)
    wanted = {"trainee_id": trainee.id, "standard_id": standard.id}
    _, outlook = find_outlook(session, due_by=MOMENT + DAY, **wanted)
    assert (outlook.due_count, outlook.next_due_at) == (1, MOMENT + 2 * DAY)
    _, outlook = find_outlook(session, due_by=MOMENT + WEEK, **wanted)
    assert (outlook.due_count, outlook.next_due_at) == (2, None)
    other = {"trainee_id": trainee.id, "standard_id": 0}
    assert find_outlook(session, due_by=MOMENT + WEEK, **other) is None


def test_an_attempt_that_ended_long_ago_takes_its_place_in_the_order(
    session, standard, trainee, begin
):
    """Its time ran out on the first day; it is noticed a week later, after a review."""
    go_through(session, begin(Purpose.PRACTICE), now=MOMENT - WEEK)
    forgotten = begin(Purpose.TASK_QUIZ)
    session.execute(
        update(AttemptItem)
        .where(AttemptItem.attempt_id == forgotten.id)
        .values(item_version_id=_some_version_practised(session, trainee))
    )
    session.expire_all()
    item_id = items_of(session, forgotten)[0]
    before = cards(session, trainee)[item_id]
    assert before.last_reviewed_at == MOMENT - WEEK
    assert close_if_overdue(session, attempt=forgotten, now=MOMENT + WEEK)
    assert cards(session, trainee)[item_id].last_reviewed_at == forgotten.deadline_at
    assert find_card_differences(session, standard_id=standard.id, trainee_ids=[trainee.id]) == []


def _some_version_practised(session, trainee):
    card = min(cards(session, trainee))
    return session.scalar(select(ItemVersion.id).where(ItemVersion.item_id == card))


def test_rebuilding_gives_the_cards_that_are_kept(session, standard, trainee, begin):
    sit_check(session, standard, trainee, "K01", right=False)
    make_ready(session, standard, trainee)
    go_through(session, begin(Purpose.PRACTICE, code="K02"), now=MOMENT + DAY)
    for days in (7, 20):
        go_through(session, begin(Purpose.REVIEW, now=MOMENT + days * DAY), now=MOMENT + WEEK)
    wanted = {"standard_id": standard.id, "trainee_ids": [trainee.id]}
    assert find_card_differences(session, **wanted) == []
    kept = session.execute(select(ReviewCard.__table__).order_by("item_id")).all()
    session.execute(text("UPDATE review_card SET stability = 99"))
    session.execute(text("DELETE FROM review_card WHERE item_id IN (SELECT min(id) FROM item)"))
    assert len(find_card_differences(session, **wanted)) == len(kept)
    rebuild_cards(session, **wanted)
    assert session.execute(select(ReviewCard.__table__).order_by("item_id")).all() == kept


def test_a_standard_has_one_review_whoever_offers_it(session, standard):
    offer_quizzes(session, standard=standard)
    quiz = session.scalars(select(Quiz).where(Quiz.purpose == Purpose.REVIEW)).one()
    fields = {c.name: getattr(quiz, c.name) for c in Quiz.__table__.columns if c.name != "id"}
    with pytest.raises(IntegrityError), session.begin_nested():
        session.add(Quiz(**{**fields, "public_id": "another"}))


def test_a_review_can_be_switched_off_and_made_shorter(session, standard, begin):
    go_through(session, begin(Purpose.PRACTICE), now=MOMENT)
    set_review(session, standard, item_maximum=3)
    review = begin(Purpose.REVIEW, now=MOMENT + WEEK)
    assert len(list_attempt_items(session, review.id)) == 3
    hand_in(session, attempt=review, key="a", by="t", now=MOMENT + WEEK)
    set_review(session, standard, is_offered=False)
    with pytest.raises(AttemptClosedError):
        begin(Purpose.REVIEW, now=MOMENT + WEEK)


def set_review(session, standard, **fields):
    settings = replace(DEFAULTS[Purpose.REVIEW], **fields)
    set_quiz_settings(session, standard_id=standard.id, purpose=Purpose.REVIEW, settings=settings)


def test_a_review_always_shows_the_key_after_each_answer(session, standard):
    with pytest.raises(InvalidError):
        set_review(session, standard, reveal=Reveal.NEVER)
