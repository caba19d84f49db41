from datetime import timedelta

import pytest

from curriculum.errors import NotFoundError
from quizzes.delivery.queries import list_attempt_items
from quizzes.delivery.saving import AnswerPlace, GivenAnswer, save_answer
from quizzes.items.reading import item_from_mapping
from quizzes.remarks import answering
from quizzes.remarks.answering import count_remarks, get_remark, get_seen, list_remark_page
from quizzes.remarks.terms import Outcome, RemarkState
from quizzes.trainees.commands import enrol, leave_cohort
from quizzes.trainees.queries import find_enrolment
from tests.factories.people import MOMENT
from tests.factories.readiness import open_cohort
from tests.factories.standards import SMALL, add_standard


@pytest.fixture
def within(cohort):
    return [cohort.id]


@pytest.fixture
def attempt(trainee, begin):
    return begin(trainee)


@pytest.fixture
def small_pages(monkeypatch):
    monkeypatch.setattr(answering, "PAGE_SIZE", 2)


def test_what_waits_comes_first_then_the_newest(session, trainee, within, begin, say, reply):
    attempt = begin(trainee)
    first, second, third, fourth = (say(attempt, position=n) for n in (1, 2, 3, 4))
    reply(second, Outcome.PASSED_ON)
    reply(fourth)
    page = list_remark_page(session, cohort_ids=within)
    assert [line.id for line in page.remarks] == [third.id, first.id, second.id, fourth.id]
    assert [line.state for line in page.remarks] == [
        RemarkState.OPEN, RemarkState.OPEN, RemarkState.PASSED_ON, RemarkState.SETTLED
    ]  # fmt: skip
    assert list(count_remarks(session, cohort_ids=within).values()) == [2, 1, 1]
    for state, expected in zip(RemarkState, (2, 1, 1), strict=True):
        found = list_remark_page(session, cohort_ids=within, state=state).remarks
        assert len(found) == expected
        assert {line.state for line in found} == {state}


@pytest.mark.usefixtures("small_pages")
def test_pages_follow_each_other_without_gap_or_double(session, say, reply, within, attempt):
    remarks = [say(attempt, position=n) for n in range(1, 6)]
    for remark in remarks[::2]:
        reply(remark)
    read, after = [], ""
    while after is not None:
        page = list_remark_page(session, cohort_ids=within, after=after)
        read += [line.id for line in page.remarks]
        after = page.after
    assert read == [remarks[n].id for n in (3, 1, 4, 2, 0)]
    for nonsense in ("x", "9-1", "0-", "0-" + "9" * 40, "0-²"):
        page = list_remark_page(session, cohort_ids=within, after=nonsense)
        assert [line.id for line in page.remarks] == read[:2]


def test_remarks_on_one_item(session, trainee, within, begin, say):
    attempt = begin(trainee)
    remark, _other = say(attempt), say(attempt, position=2)
    item = remark.attempt_item.item_version.item
    page = list_remark_page(session, cohort_ids=within, item_public_id=item.public_id)
    assert [line.id for line in page.remarks] == [remark.id]
    assert count_remarks(session, cohort_ids=within, item_id=item.id)[RemarkState.OPEN] == 1


def is_seen(session, remark, cohort_ids) -> bool:
    listed = bool(list_remark_page(session, cohort_ids=cohort_ids).remarks)
    assert listed == bool(sum(count_remarks(session, cohort_ids=cohort_ids).values()))
    if listed:
        return get_remark(session, remark.public_id, cohort_ids=cohort_ids) is remark
    with pytest.raises(NotFoundError):
        get_remark(session, remark.public_id, cohort_ids=cohort_ids)
    return False


def test_only_the_cohorts_of_the_trainee_know_of_a_remark(
    session, standard, cohort, trainee, begin, say
):
    remark = say(begin(trainee))
    other = open_cohort(session, standard, "春季班")
    assert is_seen(session, remark, [other.id, cohort.id])
    assert not is_seen(session, remark, [other.id])
    assert not is_seen(session, remark, [])
    place = find_enrolment(session, cohort_id=cohort.id, trainee_id=trainee.id)
    leave_cohort(session, enrolment=place, on=MOMENT.date())
    assert not is_seen(session, remark, [cohort.id])


def test_a_cohort_for_another_standard_does_not_know_of_it(session, trainee, begin, say):
    remark = say(begin(trainee))
    other = add_standard(session, {**SMALL, "code": "ABC0001-001v1"})
    elsewhere = open_cohort(session, other, "別的班")
    enrol(session, cohort=elsewhere, trainee=trainee, on=MOMENT.date())
    assert not is_seen(session, remark, [elsewhere.id])


def test_who_answers_sees_what_the_trainee_saw_and_answered(session, trainee, within, begin, say):
    attempt = begin(trainee)
    remark = say(attempt)
    assert get_seen(session, remark).answered_at is None
    item = list_attempt_items(session, attempt.id)[0]
    content = item_from_mapping(item.item_version.content)
    shown = item.presentation["options"]
    wrong = next(o["id"] for o in shown if not content.options[o["index"]].key)
    place = AnswerPlace(attempt.public_id, trainee.id, 1)
    at = MOMENT + timedelta(minutes=1)
    save_answer(session, place=place, given=GivenAnswer(wrong, 1), now=at)
    seen = get_seen(session, get_remark(session, remark.public_id, cohort_ids=within))
    assert [option.id for option in seen.reveal.options] == [place["id"] for place in shown]
    assert [option.id for option in seen.reveal.options if option.is_chosen] == [wrong]
    assert [option.is_key for option in seen.reveal.options].count(True) == 1
    assert seen.reveal.rationale
    assert (seen.answered_at, seen.published_number) == (at, 1)
