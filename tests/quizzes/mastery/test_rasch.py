import math

import numpy as np
import pytest

from quizzes.mastery.rasch import (
    information_at_the_bar,
    probability_right,
    probability_right_at_the_bar,
)


def test_at_its_difficulty_half_of_what_guessing_leaves_is_right():
    assert probability_right_at_the_bar(0.0, 0.25) == pytest.approx(0.625)
    assert probability_right(np.array(1.3), np.array(1.3), np.array(0.0)) == pytest.approx(0.5)


def test_information_at_the_bar_is_the_squared_slope_over_the_variance():
    assert information_at_the_bar(0.0, 0.0) == pytest.approx(0.25)
    step = 1e-5
    right = probability_right_at_the_bar(-0.7, 0.25)
    slope = (
        probability_right_at_the_bar(-0.7 - step, 0.25)
        - probability_right_at_the_bar(-0.7 + step, 0.25)
    ) / (2 * step)
    expected = slope**2 / (right * (1 - right))
    assert information_at_the_bar(-0.7, 0.25) == pytest.approx(expected, rel=1e-6)


def test_the_logarithm_of_a_probability_is_always_finite():
    far = probability_right(np.array([-40.0, 40.0]), np.array(3.0), np.array(0.0))
    assert all(math.isfinite(math.log(p)) and math.isfinite(math.log1p(-p)) for p in far)
