import json
from dataclasses import asdict, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.errors import InvalidResponseError
from quizzes.items import kinds
from quizzes.items.content import ItemContent, Kind
from tests.quizzes.items.answers import guessed_raw, right_raw
from tests.quizzes.items.examples import SECRET, example, seeded

every_kind = pytest.mark.parametrize("kind", list(Kind))
KINDS = st.sampled_from(Kind)
RANDOMS = st.integers(0, 2**32).map(seeded)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=8,
)


@given(KINDS, RANDOMS)
def test_the_right_answer_scores_one_under_any_presentation(kind, random):
    content = example(kind)
    presentation = kinds.present(content, random)
    response = kinds.read_response(presentation, right_raw(content, presentation))
    assert kinds.score(content, presentation, response) == 1
    revealed = kinds.reveal(content, presentation, response)
    assert revealed.is_right
    assert revealed.given == revealed.answer or kind in {
        Kind.CLOZE,
        Kind.SHORT_TEXT,
        Kind.CASE,
        Kind.MULTIPLE_CHOICE,
    }


@given(KINDS, RANDOMS)
def test_any_guess_scores_between_zero_and_one(kind, random):
    content = example(kind)
    presentation = kinds.present(content, random)
    raw = guessed_raw(kinds.question(content, presentation), random)
    response = kinds.read_response(presentation, raw)
    assert 0 <= kinds.score(content, presentation, response) <= 1


@given(KINDS, RANDOMS, JSON)
def test_whatever_is_sent_is_read_or_refused(kind, random, raw):
    content = example(kind)
    presentation = kinds.present(content, random)
    try:
        response = kinds.read_response(presentation, raw)
    except InvalidResponseError:
        return
    assert 0 <= kinds.score(content, presentation, response) <= 1
    assert json.loads(json.dumps(response)) == response


@every_kind
@pytest.mark.parametrize("raw", [None, "", "  ", [], {}, [""], {"1": ""}])
def test_a_blank_is_an_empty_response_and_scores_nothing(kind, raw):
    content = example(kind)
    presentation = kinds.present(content, seeded())
    response = kinds.read_response(presentation, raw)
    assert response == {}
    assert kinds.score(content, presentation, response) == 0
    assert kinds.reveal(content, presentation, response).feedback == ()


@every_kind
def test_a_presentation_is_json_and_follows_from_its_seed(kind):
    content = example(kind)
    presentation = kinds.present(content, seeded(5))
    assert json.loads(json.dumps(presentation)) == presentation
    assert presentation == kinds.present(content, seeded(5))


@every_kind
def test_a_question_tells_no_key_rationale_feedback_or_source(kind):
    content = example(kind)
    shown = asdict(kinds.question(content, kinds.present(content, seeded())))
    text = json.dumps(shown, ensure_ascii=False)
    assert SECRET not in text
    assert "著作權法" not in text
    assert "key" not in text
    assert SECRET in json.dumps(
        asdict(kinds.reveal(content, kinds.present(content, seeded()), {})),
        ensure_ascii=False,
        default=str,
    )


@pytest.mark.parametrize("kind", [Kind.SINGLE_CHOICE, Kind.MULTIPLE_CHOICE])
def test_a_question_looks_the_same_whichever_option_is_the_key(kind):
    content = example(kind)
    turned = tuple(replace(option, key=not option.key) for option in content.options)
    other = replace(content, options=turned)
    presentation = kinds.present(content, seeded(3))
    assert presentation == kinds.present(other, seeded(3))
    assert kinds.question(content, presentation) == kinds.question(other, presentation)


def test_the_key_is_shown_in_each_place_about_equally_often():
    content = example(Kind.SINGLE_CHOICE)
    random = seeded(11)
    places = [
        next(
            place
            for place, option in enumerate(kinds.present(content, random)["options"])
            if option["index"] == 0
        )
        for _ in range(600)
    ]
    assert all(150 < places.count(place) < 250 for place in range(3))


def test_options_that_have_an_order_keep_it():
    content = example(Kind.SINGLE_CHOICE, shuffle=False)
    presentation = kinds.present(content, seeded())
    assert [option["index"] for option in presentation["options"]] == [0, 1, 2]


@given(RANDOMS)
def test_steps_are_never_shown_in_their_right_order(random):
    content = example(Kind.ORDERING)
    presentation = kinds.present(content, random)
    untouched = [step["id"] for step in presentation["steps"]]
    response = kinds.read_response(presentation, untouched)
    assert kinds.score(content, presentation, response) < 1


@pytest.mark.parametrize(
    "kind", [Kind.SINGLE_CHOICE, Kind.MULTIPLE_CHOICE, Kind.MATCHING, Kind.CLOZE]
)
def test_the_chance_is_what_guessing_scores(kind):
    content, random = example(kind), seeded(7)
    scores = [_guess(content, random) for _ in range(3000)]
    assert kinds.chance(content) == pytest.approx(sum(scores) / len(scores), abs=0.03)


def _guess(content: ItemContent, random) -> float:
    presentation = kinds.present(content, random)
    raw = guessed_raw(kinds.question(content, presentation), random)
    return kinds.score(content, presentation, kinds.read_response(presentation, raw))


def test_nobody_guesses_a_figure_a_word_or_an_order():
    assert [
        kinds.chance(example(kind)) for kind in (Kind.NUMERIC, Kind.SHORT_TEXT, Kind.ORDERING)
    ] == [0, 0, 0]
    assert kinds.chance(example(Kind.CASE)) == pytest.approx((0 + 1 / 3 + 1 / 4 + 1 / 4) / 4)


def test_the_last_paragraph_of_a_stem_is_what_it_asks():
    content = example(Kind.SINGLE_CHOICE)
    shown = kinds.question(content, kinds.present(content, seeded()))
    assert shown.ask == "執行製作此時應該提出什麼建議？"
    assert shown.situation == "劇團委託作曲家譜曲，合約只寫酬金。"
