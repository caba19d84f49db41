import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.mastery.ageing import days_until_below
from quizzes.mastery.bars import EXACT_BARS
from quizzes.mastery.crossing import above_edges
from quizzes.mastery.policy import AGEING_DAYS, AGEING_RATE, PRIOR
from quizzes.mastery.posterior import grid, normalised

EDGES = grid(PRIOR).edges


def marginal(mean, sd):
    return normalised(np.exp(-(((grid(PRIOR).theta - mean) / sd) ** 2) / 2))


def shares_above(shape):
    """P(theta > edge) for each edge."""
    return shape @ above_edges(grid(PRIOR), EXACT_BARS, ("K22",))[0]


def aged_probability(shape, edges, days):
    """P_t = P(theta > .25 ln(1 + days / 30)): the rule itself, for whole days."""
    bar = AGEING_RATE * np.log1p(days / AGEING_DAYS)
    return float(np.interp(bar, edges, shares_above(shape)))


def test_after_thirty_days_the_bar_stands_a_quarter_of_ln_2_higher():
    shape, bar = marginal(0.5, 0.6), 0.25 * 0.693147
    above = float(np.interp(bar, EDGES, shares_above(shape)))
    assert aged_probability(shape, EDGES, 30) == pytest.approx(above)


@given(st.floats(-2, 3), st.floats(0.2, 1.3), st.integers(0, 2000), st.integers(0, 2000))
def test_ageing_never_raises_the_probability(mean, sd, days, more):
    young = aged_probability(marginal(mean, sd), EDGES, days)
    assert aged_probability(marginal(mean, sd), EDGES, days + more) <= young + 1e-12


def days_of(shape, bound):
    (days,) = days_until_below(shares_above(shape)[None, :], EDGES, bound)
    return days


@given(st.floats(0.6, 2.0), st.floats(0.2, 0.9), st.sampled_from([0.8, 0.7]))
def test_the_day_found_is_the_first_below_the_bound(mean, sd, bound):
    shape = marginal(mean, sd)
    days = days_of(shape, bound)
    if not days:
        return
    assert aged_probability(shape, EDGES, days) < bound + 1e-9
    assert aged_probability(shape, EDGES, days - 1) >= bound - 1e-9


def test_a_known_posterior_falls_due_on_the_day_worked_out_by_hand():
    # Uniform from -1 to 4: P(theta > x) = (4 - x) / 5 is .75 at x = .25, and
    # 30 (exp(.25 / .25) - 1) = 51.5 days, so the 52nd day is the first below.
    shape = normalised(((grid(PRIOR).theta > -1) & (grid(PRIOR).theta < 4)).astype(float))
    assert days_of(shape, 0.75) == 52


def test_what_never_reached_the_bound_and_what_holds_for_ten_years_has_no_day():
    assert days_of(marginal(-1.0, 0.5), 0.8) is None
    assert days_of(marginal(4.0, 0.2), 0.8) is None


def test_each_row_has_days_of_its_own():
    rows = [shares_above(marginal(mean, 0.5)) for mean in (-1.0, 0.8, 1.2)]
    alone = [days_of(marginal(mean, 0.5), 0.8) for mean in (-1.0, 0.8, 1.2)]
    assert days_until_below(np.array(rows), EDGES, 0.8) == alone
    assert alone[0] is None
    assert alone[1] < alone[2]
