import pytest
from hypothesis import given
from hypothesis import strategies as st

from curriculum.errors import InvalidError
from quizzes.errors import TooManyRemarksError
from quizzes.remarks.rules import (
    DAY_LIMIT,
    OPEN_LIMIT,
    TEXT_LIMIT,
    require_mended,
    require_room,
    said_text,
)
from quizzes.remarks.terms import (
    KIND_NOTES,
    KIND_WORDS,
    OUTCOME_NOTES,
    OUTCOME_WORDS,
    STATE_WORDS,
    Outcome,
    RemarkKind,
    RemarkState,
    state_of,
)


@given(st.text(max_size=TEXT_LIMIT))
def test_what_is_kept_is_in_its_normal_form(text):
    try:
        said = said_text(text)
    except InvalidError:
        return
    assert said == said_text(said) == said.strip()
    assert said
    assert "\0" not in said
    assert "\r" not in said


@pytest.mark.parametrize("text", ["", "  \n ", "\x00\x07", "字" * (TEXT_LIMIT + 1)])
def test_nothing_and_too_much_are_refused(text):
    with pytest.raises(InvalidError):
        said_text(text)


def test_the_longest_text_may_be_used():
    assert len(said_text("字" * TEXT_LIMIT)) == TEXT_LIMIT


def test_there_is_room_up_to_both_limits():
    require_room(open_here=OPEN_LIMIT - 1, within_a_day=DAY_LIMIT - 1)
    with pytest.raises(TooManyRemarksError):
        require_room(open_here=OPEN_LIMIT, within_a_day=0)
    with pytest.raises(TooManyRemarksError):
        require_room(open_here=0, within_a_day=DAY_LIMIT)


def test_only_mended_asks_that_the_version_is_gone():
    require_mended(Outcome.MENDED, is_in_service=False)
    for outcome in set(Outcome) - {Outcome.MENDED}:
        require_mended(outcome, is_in_service=True)
    with pytest.raises(InvalidError):
        require_mended(Outcome.MENDED, is_in_service=True)


def test_a_remark_that_was_passed_on_is_not_settled():
    assert state_of(None) is RemarkState.OPEN
    assert state_of(Outcome.PASSED_ON) is RemarkState.PASSED_ON
    assert state_of(Outcome.MENDED) is state_of(Outcome.NO_FAULT) is RemarkState.SETTLED


def test_everything_that_can_be_chosen_has_words():
    assert set(KIND_WORDS) == set(KIND_NOTES) == set(RemarkKind)
    assert set(OUTCOME_WORDS) == set(OUTCOME_NOTES) == set(Outcome)
    assert set(STATE_WORDS) == set(RemarkState)
