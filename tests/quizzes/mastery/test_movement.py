"""What a calibration says in figures, worked out by hand."""

import pytest

from quizzes.mastery.bars import Bar, Bars
from quizzes.mastery.calibration import Calibration, ServedVersion
from quizzes.mastery.holding import BlockScope
from quizzes.mastery.movement import (
    BarAt,
    competency_scales,
    item_moves,
    share_moved_by,
    share_right,
)
from quizzes.mastery.policy import PRIOR

BARS = Bars({"K01": Bar({4: 0.0, 3: -0.6}, 0.1), "K02": Bar({4: 0.0}, 0.2), "S01": Bar({}, 0.5)})
BLOCKS = (
    BlockScope("T1", "T1.1", 3, ("K01", "K02")),
    BlockScope("T1", "T1.2", 4, ("K01", "K02", "S01")),
)
NAMES = {"K01": "預算", "K02": "票房", "S01": "詢價"}


def served(number, *, competency="K01", level=4, difficulty=-1.0):
    return ServedVersion(
        number, f"{competency}-{number:02}", competency, level, 0.25, difficulty, 0.5, None
    )


def calibration(number, **difficulties):
    b = {int(key.removeprefix("v")): at for key, at in difficulties.items()}
    return Calibration(number, PRIOR, BARS, b)


def test_one_at_the_bar_gets_80_in_100_right_and_others_by_the_model():
    assert share_right(0.0) == pytest.approx(0.80)
    # odds of .55/.20 times e: .75 * 7.475/8.475 + .25
    assert share_right(1.0) == pytest.approx(0.9115, abs=1e-4)
    assert share_right(-20.0) == pytest.approx(0.25)


def test_an_error_of_the_panel_moves_the_share_by_the_slope_at_80():
    assert share_moved_by(0.3) == pytest.approx(0.3 * 0.55 * 0.20 / 0.75)  # 4.4 points
    small = 1e-4
    assert share_moved_by(small) == pytest.approx(share_right(small) - 0.80, rel=1e-3)


def test_each_level_has_its_bar_or_shares_that_of_the_level_above():
    scales = {each.code: each for each in competency_scales(NAMES, BLOCKS, [], calibration(1))}
    assert scales["K01"].bars == {
        4: BarAt(0.0, is_shared=False),
        3: BarAt(-0.6, is_shared=False),
    }
    assert scales["K02"].bars == {4: BarAt(0.0, is_shared=False), 3: BarAt(0.0, is_shared=True)}
    assert scales["S01"].bars == {}
    assert [scales[code].error for code in NAMES] == [0.1, 0.2, 0.5]


def test_how_far_answers_moved_a_bank_is_counted_from_its_ratings_on_the_scale():
    """An item rated for level 3 at -1.0 stands at -1.6: the bar of that level is at -0.6."""
    versions = [served(1), served(2, level=3), served(3, competency="K02")]
    made = calibration(1, v1=-1.0, v2=-1.3, v3=-1.0)
    scales = {each.code: each for each in competency_scales(NAMES, BLOCKS, versions, made)}
    assert scales["K01"].item_count == 2
    assert scales["K01"].mean_move == pytest.approx(0.15)
    assert scales["K02"].mean_move == 0.0
    assert (scales["S01"].item_count, scales["S01"].mean_move) == (0, None)


def test_items_moved_from_the_calibration_before_else_from_their_ratings():
    versions = [served(number) for number in (1, 2, 3)]
    before = calibration(1, v1=-1.2, v2=-0.9)
    moves = item_moves(versions, calibration(2, v1=-0.7, v2=-0.9, v3=-0.8), before)
    assert [(move.code, move.before, move.after) for move in moves] == [
        ("K01-01", -1.2, -0.7),
        ("K01-03", -1.0, -0.8),
    ]
    assert moves[0].share_before == pytest.approx(0.8264, abs=1e-4)  # .25 + .75/(1 + e^-1.2)
    assert moves[0].share_after == pytest.approx(0.7511, abs=1e-4)
