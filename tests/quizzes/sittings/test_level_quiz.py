"""The quiz of a level: whose turn it is, and where each sitting ends."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import insert

from quizzes.delivery.commands import prepare_attempt, set_quiz_settings
from quizzes.delivery.models import AttemptItem
from quizzes.delivery.offers import DEFAULTS
from quizzes.delivery.queries import find_level_quiz, find_quiz, list_attempt_items
from quizzes.delivery.record import list_tries
from quizzes.delivery.terms import AttemptState, Purpose
from quizzes.errors import NothingToAskError
from quizzes.items.commands import add_item, publish_version
from quizzes.mastery.policy import LEVEL_BUDGET
from quizzes.mastery.queries import get_progress
from quizzes.mastery.rollup import ClaimStatus
from quizzes.sittings.commands import (
    begin_sitting,
    close_if_overdue,
    confirm_answer,
    prepare_sitting,
)
from quizzes.trainees.allowances import TimeAllowance
from tests.factories.items import add_bank, choice_content
from tests.factories.people import MOMENT, add_trainee
from tests.factories.sittings import answer, never, sit
from tests.factories.standards import add_standard

DAY = timedelta(days=1)
LEVEL_3 = ("K01", "S01")


def by_turns(position):
    """Answer every other item right."""
    return position % 2 == 0


@pytest.fixture
def trainee(session):
    return add_trainee(session)


@pytest.fixture
def standard(session):
    standard = add_standard(session)
    for code in ("K01", "K02", "S01"):
        add_bank(session, standard, code)
    return standard


def asked(session, attempt):
    """The codes of the competencies that an attempt asked about, in order."""
    return [
        item.item_version.item.competency.code for item in list_attempt_items(session, attempt.id)
    ]


def of_level(session, standard, trainee, level=3, **fields):
    return sit(session, standard, trainee, Purpose.LEVEL_QUIZ, str(level), **fields)


def let_end_after(session, standard, items, **fields):
    settings = replace(DEFAULTS[Purpose.LEVEL_QUIZ], item_maximum=items, **fields)
    set_quiz_settings(
        session, standard_id=standard.id, purpose=Purpose.LEVEL_QUIZ, settings=settings
    )


def claim(session, standard, trainee, level=3):
    progress = get_progress(session, standard=standard, trainee_id=trainee.id)
    return progress.claims["level", str(level)]


def test_each_competency_is_asked_three_times_before_one_is_asked_on(session, standard, trainee):
    first = asked(session, of_level(session, standard, trainee, 4, right=by_turns))
    assert Counter(first[:9]) == {"K01": 3, "K02": 3, "S01": 3}
    assert len(first) > 9


def test_then_it_asks_where_a_gap_is_least_settled(session, standard, trainee):
    """S01 is met by a check beforehand: what is doubtful is K01."""
    sit(session, standard, trainee, Purpose.MODULE_CHECK, "S01")
    attempt = of_level(session, standard, trainee, right=by_turns, at=MOMENT + DAY)
    assert asked(session, attempt)[:6] == ["K01"] * 6


def test_it_ends_when_the_level_is_decided(session, standard, trainee):
    attempt = of_level(session, standard, trainee)
    assert attempt.state is AttemptState.HANDED_IN
    assert len(asked(session, attempt)) < attempt.item_maximum
    assert claim(session, standard, trainee).status is ClaimStatus.READY
    with pytest.raises(NothingToAskError, match="ready"):
        of_level(session, standard, trainee, at=MOMENT + DAY)


def test_who_is_clearly_below_is_told_before_everything_was_asked(session, standard, trainee):
    attempt = of_level(session, standard, trainee, 4, right=never)
    assert claim(session, standard, trainee, 4).status is ClaimStatus.NOT_YET
    assert len(asked(session, attempt)) < 9


def test_a_sitting_ends_at_its_maximum_and_the_next_goes_on_from_there(session, standard, trainee):
    let_end_after(session, standard, 4)
    first = of_level(session, standard, trainee)
    assert asked(session, first) == ["K01", "S01"] * 2
    second = of_level(session, standard, trainee, at=MOMENT + DAY)
    assert asked(session, second)[:2] == ["K01", "S01"]
    items = [i.item_version_id for a in (first, second) for i in list_attempt_items(session, a.id)]
    assert len(items) == len(set(items))


def test_the_answers_of_module_checks_count(session, standard, trainee):
    for code in LEVEL_3:
        sit(session, standard, trainee, Purpose.MODULE_CHECK, code)
    assert claim(session, standard, trainee).status is ClaimStatus.READY
    with pytest.raises(NothingToAskError):
        of_level(session, standard, trainee, at=MOMENT + DAY)


def test_it_ends_where_nothing_new_is_left(session, trainee):
    standard = add_standard(session)
    for code in LEVEL_3:
        add_bank(session, standard, code, count=2)
    attempt = of_level(session, standard, trainee)
    assert attempt.state is AttemptState.HANDED_IN
    assert len(asked(session, attempt)) == 4
    with pytest.raises(NothingToAskError, match="met every item"):
        of_level(session, standard, trainee, at=MOMENT + DAY)


def test_it_ends_when_the_budget_of_all_sittings_is_spent(session, standard, trainee):
    let_end_after(session, standard, 1)
    first = of_level(session, standard, trainee, right=never)
    spend(session, first, LEVEL_BUDGET - 3)
    let_end_after(session, standard, 30)
    last = of_level(session, standard, trainee, right=by_turns, at=MOMENT + DAY)
    assert last.item_maximum == len(asked(session, last)) == 2
    tries = list_tries(session, quiz_id=last.quiz_id, trainee_id=trainee.id)
    assert sum(each.item_count for each in tries) == LEVEL_BUDGET
    with pytest.raises(NothingToAskError, match="spent"):
        of_level(session, standard, trainee, at=MOMENT + 2 * DAY)


def spend(session, attempt, count):
    """Let an attempt have put many more items, none of them marked."""
    item = list_attempt_items(session, attempt.id)[0]
    fields = {name: getattr(item, name) for name in ("attempt_id", "item_version_id", "shown_at")}
    rows = [
        {**fields, "position": position, "presentation": {}, "is_first_exposure": False}
        for position in range(2, 2 + count)
    ]
    session.execute(insert(AttemptItem), rows)


def test_a_level_with_a_competency_without_items_is_never_called_ready(session, trainee):
    standard = add_standard(session)
    for code in LEVEL_3:
        add_bank(session, standard, code)
    attempt = of_level(session, standard, trainee, 4)
    assert attempt.state is AttemptState.HANDED_IN
    assert claim(session, standard, trainee, 4).status is ClaimStatus.NO_ITEMS
    with pytest.raises(NothingToAskError, match="no items"):
        of_level(session, standard, trainee, 4, at=MOMENT + DAY)


def test_items_of_the_level_asked_for_come_first(session, trainee):
    """S01 is asked for at level 4: its items of level 2 come only when the others are used up."""
    standard = add_standard(session)
    high = add_bank(session, standard, "S01", count=2)
    add_low_items(session, standard, "S01")
    attempt = of_level(session, standard, trainee, 4, right=by_turns)
    versions = [item.item_version_id for item in list_attempt_items(session, attempt.id)]
    assert set(versions[:2]) == {version.id for version in high}
    assert len(versions) > 2


def test_answers_to_items_below_the_level_fill_no_minimum(session, trainee):
    standard = add_standard(session)
    add_low_items(session, standard, "S01")
    sit(session, standard, trainee, Purpose.MODULE_CHECK, "S01")
    high = add_bank(session, standard, "S01", count=4)
    attempt = of_level(session, standard, trainee, 4, right=by_turns, at=MOMENT + DAY)
    versions = [item.item_version_id for item in list_attempt_items(session, attempt.id)]
    assert set(versions[:3]) < {version.id for version in high}


def add_low_items(session, standard, code):
    competency_id = standard.competency(code).id
    for number in range(50, 60):
        content = choice_content(code, number, "P1.1.1", level=2)
        version = add_item(
            session, competency_id=competency_id, content=content, by="test", now=MOMENT
        )
        publish_version(session, version=version, by="test", now=MOMENT)


def test_what_was_saved_counts_when_the_time_is_over(session, standard, trainee):
    let_end_after(session, standard, 30, time_limit_minutes=10)
    quiz = find_level_quiz(session, standard.id, 3)
    attempt = begin_sitting(session, quiz=quiz, trainee_id=trainee.id, now=MOMENT)
    item = list_attempt_items(session, attempt.id)[0]
    answer(session, attempt, item, right=True, at=MOMENT)
    confirm_answer(session, attempt=attempt, item=item, now=MOMENT)
    assert not get_progress(session, standard=standard, trainee_id=trainee.id).estimates
    assert close_if_overdue(session, attempt=attempt, now=MOMENT + timedelta(minutes=11))
    progress = get_progress(session, standard=standard, trainee_id=trainee.id)
    assert sorted(each.right for each in progress.estimates.values()) == [0.0, 1.0]
    assert begin_sitting(session, quiz=quiz, trainee_id=trainee.id, now=MOMENT + DAY).number == 2


def test_there_is_one_open_attempt(session, standard, trainee):
    quiz = find_level_quiz(session, standard.id, 3)
    begun = [
        begin_sitting(session, quiz=quiz, trainee_id=trainee.id, now=MOMENT + each * DAY)
        for each in (0, 1)
    ]
    assert begun[0].id == begun[1].id
    assert len(list_attempt_items(session, begun[0].id)) == 1


def test_what_breaks_off_between_answer_and_next_item_goes_on(session, standard, trainee):
    quiz = find_level_quiz(session, standard.id, 3)
    attempt = begin_sitting(session, quiz=quiz, trainee_id=trainee.id, now=MOMENT)
    item = list_attempt_items(session, attempt.id)[0]
    answer(session, attempt, item, right=True, at=MOMENT)
    broken = session.begin_nested()
    confirm_answer(session, attempt=attempt, item=item, now=MOMENT)
    broken.rollback()
    session.expire_all()
    assert [each.confirmed_at for each in list_attempt_items(session, attempt.id)] == [None]
    following = confirm_answer(session, attempt=attempt, item=item, now=MOMENT)
    assert following.position == 2
    assert confirm_answer(session, attempt=attempt, item=item, now=MOMENT) is None
    assert len(list_attempt_items(session, attempt.id)) == 2


@pytest.mark.parametrize("purpose", [Purpose.LEVEL_QUIZ, Purpose.MODULE_CHECK])
def test_an_item_that_waits_in_another_attempt_is_not_put(session, trainee, purpose):
    """A quiz that opens later would find its key told."""
    standard = add_standard(session)
    for code in LEVEL_3:
        add_bank(session, standard, code, count=8)
    waiting = prepare_sitting(
        session,
        quiz=find_quiz(session, Purpose.TASK_QUIZ, task_id=standard.task("T1.1").id),
        trainee_id=trainee.id,
        now=MOMENT,
    )
    subject = "3" if purpose is Purpose.LEVEL_QUIZ else "K01"
    attempt = sit(session, standard, trainee, purpose, subject, right=by_turns, at=MOMENT)
    put = {
        each.id: {item.item_version_id for item in list_attempt_items(session, each.id)}
        for each in (waiting, attempt)
    }
    assert put[waiting.id]
    assert not put[waiting.id] & put[attempt.id]


def test_where_all_is_in_another_attempt_it_says_so(session, trainee):
    standard = add_standard(session)
    for code in LEVEL_3:
        add_bank(session, standard, code, count=3)
    quiz = find_quiz(session, Purpose.TASK_QUIZ, task_id=standard.task("T1.1").id)
    begin_sitting(session, quiz=quiz, trainee_id=trainee.id, now=MOMENT)
    with pytest.raises(NothingToAskError, match="still open"):
        of_level(session, standard, trainee)


def test_an_attempt_that_only_waits_spends_nothing(session, standard, trainee):
    quiz = find_level_quiz(session, standard.id, 3)
    prepare_attempt(
        session, quiz=quiz, trainee_id=trainee.id, allowance=TimeAllowance.STANDARD, now=MOMENT
    )
    assert list_tries(session, quiz_id=quiz.id, trainee_id=trainee.id) == []
