import numpy as np
import pytest

from benchmarks.measuring.outcomes import (
    Outcome,
    calibration_curve,
    calibration_error,
    figures,
    items_by_theta,
    share,
)

THETA = np.array([[-1.0, -0.5, 0.5, 1.0], [-1.0, -0.5, 0.5, 1.0]])
SAID = Outcome(
    certified=np.array([[False, True, True, True], [False, False, False, True]]),
    failed=np.array([[True, False, False, False], [True, True, True, False]]),
    items=np.array([[5.0, 7.0, 7.0, 5.0], [5.0, 5.0, 9.0, 5.0]]),
)


def test_error_rates_are_counted_among_those_whom_they_can_befall():
    found = figures(SAID, THETA)
    assert found["FC"] == 1 / 4
    assert found["FC_clear"] == 0.0
    assert found["FF"] == 1 / 4
    assert found["FF_clear"] == 0.0
    assert found["FDR"] == 1 / 4
    assert found["false_not_yet"] == 1 / 4
    assert found["undecided"] == 0.0
    assert found["items"] == 6.0


def test_the_error_of_a_share_grows_when_cases_hang_together():
    apart = np.array([[True, False]] * 50 + [[False, True]] * 50)
    together = np.array([[True, True]] * 50 + [[False, False]] * 50)
    among = np.ones((100, 2), dtype=bool)
    assert share(apart, among) == (0.5, 0.0)
    assert share(together, among) == pytest.approx((0.5, 0.5 / np.sqrt(99)))


def test_nothing_counted_is_no_error():
    assert share(np.ones((2, 2)), np.zeros((2, 2), dtype=bool)) == (0.0, 0.0)


def test_calibration_sees_what_the_average_hides():
    stated = np.array([[0.25], [0.75]])
    assert calibration_error(stated, np.array([[True], [False]])) == 0.75
    curve = calibration_curve(stated, np.array([[True], [False]]))
    assert list(curve) == ["P 0.2 to 0.3", "P 0.7 to 0.8"]
    assert curve["P 0.2 to 0.3"]["true"] == 1.0


def test_items_are_averaged_where_truth_lies():
    slices = items_by_theta(SAID, THETA, np.array([-2.0, 0.0, 2.0]))
    assert [row["items"] for row in slices.values()] == [5.5, 6.5]
    assert [row["certified"] for row in slices.values()] == [0.25, 0.75]
