"""Where bars stand and how surely, by hand and against what would be certain."""

from math import log, sqrt
from statistics import stdev

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.mastery.bars import EXACT_BARS, Bar, Bars, RatedItem, placed_bars
from quizzes.mastery.crossing import above_edges
from quizzes.mastery.draws import bar_draws
from quizzes.mastery.estimation import measurement
from quizzes.mastery.policy import BAR_ERROR_UNKNOWN, JUDGE_SD, PRIOR
from quizzes.mastery.posterior import grid
from tests.quizzes.mastery.answering import evidence_of

LATTICE = grid(PRIOR)
BAR = LATTICE.theta.size // 2


def logit(p, c=0.25):
    return -log((p - c) / (1 - p))


def items(*ratings, code="K22", chance=0.25):
    return [RatedItem(code, chance, each) for each in ratings]


def test_the_lower_bar_is_below_by_what_the_common_items_say():
    bar = placed_bars(["K22"], items(*[{3: (0.70, 0.70), 4: (0.85, 0.85)}] * 5)).bar("K22")
    # b = -.405 for 70 of 100 at level 3 and -1.386 for 85 of 100 at level 4: the same item.
    assert bar.at(4) == 0.0
    assert bar.at(3) == pytest.approx(logit(0.85) - logit(0.70)) == pytest.approx(-0.9808, abs=1e-4)
    assert bar.at(5) == 0.0
    assert bar.at(1) == bar.at(3)


@pytest.mark.parametrize(
    "ratings",
    [
        [{3: (0.7, 0.7), 4: (0.85, 0.85)}] * 4,  # too few common items
        [{4: (0.85, 0.85)}] * 8 + [{3: (0.7, 0.7)}] * 8,  # none
        [{3: (0.9, 0.9), 4: (0.7, 0.7)}] * 6,  # the lower bar would be the higher
    ],
)
def test_until_items_are_rated_for_both_one_bar_serves_both(ratings):
    bar = placed_bars(["K22"], items(*ratings)).bar("K22")
    assert bar.at(3) == bar.at(4) == 0.0


def test_the_error_of_a_panel_is_that_of_the_judges_mean_drawn_towards_the_usual_spread():
    ratings = [(0.6, 0.7, 0.8), (0.5, 0.7, 0.9)]
    bars = placed_bars(["K22"], items(*[{4: each} for each in ratings]))
    means = [(logit(a) + logit(b)) / 2 for a, b in zip(*ratings, strict=True)]
    pooled = (2 * stdev(means) ** 2 + 4 * 0.4**2) / 6
    # With one bank the panel's error is the bank's: nothing is left for the bank alone.
    assert bars.error("K22") == pytest.approx(bars.common_error) == pytest.approx(sqrt(pooled / 3))


def test_judges_who_think_alike_may_still_be_wrong_together():
    bars = placed_bars(["K22"], items(*[{4: (0.7, 0.7, 0.7)}] * 30))
    assert (
        bars.common_error == pytest.approx(sqrt(4 * 0.4**2 / 6 / 3)) == pytest.approx(0.1886, 1e-3)
    )


def test_judges_who_differ_on_one_bank_only_make_its_bar_uncertain_not_the_others():
    split = items({4: (0.4, 0.9)}, {4: (0.4, 0.9)}, code="K01")
    other = items({4: (0.9, 0.4)}, {4: (0.9, 0.4)}, code="K02")
    even = items({4: (0.7, 0.7)}, {4: (0.7, 0.7)}, code="K03")
    bars = placed_bars(["K01", "K02", "K03"], [*split, *other, *even])
    assert bars.bar("K01").error == pytest.approx(abs(logit(0.4) - logit(0.9)) / 2)
    assert bars.bar("K03").error == pytest.approx(0.0, abs=1e-12)
    assert bars.error("K03") == bars.common_error


def test_one_judge_is_as_unsure_as_judges_are_apart_and_no_judge_more_so():
    bars = placed_bars(["K01", "K02"], items({4: (0.7,)}, code="K01"))
    assert bars.error("K01") == pytest.approx(JUDGE_SD)
    assert bars.error("K02") == pytest.approx(BAR_ERROR_UNKNOWN)
    assert placed_bars(["K01"], []).common_error == BAR_ERROR_UNKNOWN


def test_an_exact_bar_counts_whole_cells():
    table = above_edges(LATTICE, EXACT_BARS, ("K22",))[0]
    assert table[:, BAR].tolist() == (LATTICE.theta > 0).astype(float).tolist()


@given(st.floats(0.01, 1.5))
def test_an_uncertain_bar_is_symmetric_and_rises_with_theta(error):
    column = above_edges(LATTICE, Bars({}, error), ("K22",))[0][:, BAR]
    assert (np.diff(column) >= -1e-12).all()
    assert column + column[::-1] == pytest.approx(np.ones_like(column))


def test_a_probability_under_an_uncertain_bar_is_the_mean_over_bars():
    found = {"K22": evidence_of("K22", [1, 1, 1, 0, 1, 1, 1])}
    sure = measurement(["K22"], found)
    shares = sure.posterior.marginal @ above_edges(LATTICE, EXACT_BARS, ("K22",))[0]
    bars = np.random.default_rng(5).normal(0.0, 0.4, 200_000)
    expected = np.interp(bars, LATTICE.edges, shares[0]).mean()
    unsure = measurement(["K22"], found, bars=Bars({"K22": Bar(error=0.4)}))
    assert unsure.estimates["K22"].probability == pytest.approx(expected, abs=2e-3)
    assert unsure.estimates["K22"].probability < sure.estimates["K22"].probability


def test_the_panel_moves_all_bars_of_a_draw_together_and_each_bar_its_own_way():
    codes = ("K01", "K02", "K03")
    shifts = bar_draws(Bars({"K03": Bar(error=0.4)}, common_error=0.3), codes)
    assert np.array_equal(shifts[:, 0], shifts[:, 1])
    assert shifts.mean(axis=0) == pytest.approx([0, 0, 0], abs=1e-9)
    assert shifts.std(axis=0) == pytest.approx([0.3, 0.3, 0.5], abs=0.01)
    assert not bar_draws(EXACT_BARS, codes).any()
