from fractions import Fraction

import pytest

from quizzes.items.content import Kind, Variable
from quizzes.items.placeholders import filled
from quizzes.items.problems import MalformedItemError
from quizzes.items.variables import drawn, possible_values, typical_draws
from tests.quizzes.items.examples import example, seeded


def test_figures_are_filled_in_and_gaps_are_left_alone():
    values = {"seats": "240", "rate": "0.65"}
    text = "{seats} 席 × {rate:%} ＝ {= seats * rate:,.1} 張，{{1}}"
    assert filled(text, values) == "240 席 × 65% ＝ 156.0 張，{{1}}"
    assert filled("{seats}", {}) == "{seats}"


def test_a_range_holds_both_its_ends():
    assert possible_values(Variable("x", range=(0.1, 0.5, 0.2))) == [
        Fraction(1, 10),
        Fraction(3, 10),
        Fraction(5, 10),
    ]


def test_every_figure_is_drawn_and_no_other():
    variables = (Variable("x", range=(3, 6, 1)), Variable("y", choices=(0.5, 240)))
    random = seeded()
    draws = [drawn(variables, random) for _ in range(200)]
    assert {draw["x"] for draw in draws} == {"3", "4", "5", "6"}
    assert {draw["y"] for draw in draws} == {"0.5", "240"}


def test_many_draws_are_tried_at_their_ends():
    variables = (Variable("x", range=(1, 100, 1)), Variable("y", range=(1, 100, 1)))
    assert {tuple(draw.values()) for draw in typical_draws(variables)} == {
        (1, 1),
        (1, 100),
        (100, 1),
        (100, 100),
    }


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"stem": "有 {rows} 排，共幾席？"}, "stem"),
        ({"stem": "有 {seats:x} 排，共幾席？"}, "stem"),
        ({"stem": "有 {= seats * rows} 排，共幾席？"}, "stem"),
        ({"rationale": "{= seats / (shows - 3)}"}, "rationale"),
        ({"rationale": "{= seats +}"}, "rationale"),
        ({"answer": "seats / (shows - 6)"}, "answer"),
        ({"answer": "seats * rows"}, "answer"),
        ({"answer": ""}, "answer"),
        (
            {"missteps": [{"answer": "price * shows * seats", "feedback": "對的"}]},
            "missteps[1].answer",
        ),
        ({"missteps": [{"answer": "rows", "feedback": "錯"}]}, "missteps[1].answer"),
        ({"missteps": [{"answer": "seats"}]}, "missteps[1]"),
        ({"tolerance": "about"}, "tolerance"),
        ({"variables": {"Seats": {"choices": [1]}}}, "variables.Seats"),
        ({"variables": {"min": {"choices": [1]}}}, "variables.min"),
        ({"variables": {"seats": {}}}, "variables.seats"),
        ({"variables": {"seats": {"range": [1, 2]}}}, "variables.seats"),
        ({"variables": {"seats": {"range": [1, 2, 0]}}}, "variables.seats"),
        ({"variables": {"seats": {"range": [0, 9999, 1]}}}, "variables.seats"),
        ({"variables": {"seats": {"choices": list(range(1, 52))}}}, "variables.seats.choices"),
        ({"variables": {f"x{n}": {"choices": [1]} for n in range(9)}}, "variables"),
        ({"variables": {"seats": 3}}, "variables.seats"),
        ({"variables": [3]}, "variables"),
    ],
)
def test_a_numeric_item_that_cannot_be_worked_out_is_refused(changes, field):
    with pytest.raises(MalformedItemError) as refused:
        example(Kind.NUMERIC, **changes)
    assert field in [found.field for found in refused.value.problems]


def test_placeholders_need_variables():
    with pytest.raises(MalformedItemError) as refused:
        example(Kind.SINGLE_CHOICE, rationale="{= 3 * 4}")
    assert [found.field for found in refused.value.problems] == ["rationale"]
