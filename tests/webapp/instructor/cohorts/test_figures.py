from hypothesis import given
from hypothesis import strategies as st

from webapp.instructor.cohort_readiness import certainty, step_of
from webapp.instructor.matrix import figures_adding_up

probabilities = st.floats(0, 1)


@given(st.lists(st.floats(0, 50), max_size=30))
def test_rounded_figures_add_up_to_their_rounded_sum(exact):
    figures = dict(zip(map(str, range(len(exact))), exact, strict=True))
    rounded = figures_adding_up(figures)
    assert round(sum(rounded.values()) * 100) == round(sum(exact) * 100)
    assert all(abs(rounded[key] - figures[key]) < 0.01 + 1e-9 for key in figures)


def test_the_largest_remainders_are_rounded_up():
    exact = {"a": 0.004, "b": 0.006, "c": 0.01}
    assert figures_adding_up(exact) == {"a": 0.0, "b": 0.01, "c": 0.01}


@given(probabilities)
def test_a_certainty_lies_on_its_own_side_of_the_bounds(probability):
    value = certainty(probability)
    assert (value <= 10) == (probability <= 0.10)
    assert (value >= 90) == (probability >= 0.90 - 1e-11)
    assert 0 <= value <= 99


def test_the_grounds_begin_at_the_published_bounds():
    steps = [step_of(value, is_ready=False) for value in (0, 10, 11, 49, 50, 74, 75, 89, 99)]
    assert steps == [0, 0, 1, 1, 2, 2, 3, 3, 3]
    assert step_of(90, is_ready=True) == 4
