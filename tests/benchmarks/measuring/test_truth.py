import ast
from pathlib import Path

import numpy as np

from benchmarks.measuring import truth


def test_the_simulator_shares_no_code_with_what_it_tests():
    tree = ast.parse(Path(truth.__file__).read_text(encoding="utf-8"))
    imported = {
        name
        for node in ast.walk(tree)
        for name in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [node.module]
            if isinstance(node, ast.ImportFrom)
            else []
        )
    }
    assert imported <= {"collections.abc", "dataclasses", "statistics", "numpy", "numpy.typing"}


def test_a_cohort_has_the_share_of_masters_asked_for():
    theta = truth.cohort(np.random.default_rng(1), 2000, 0.64)
    assert abs((theta >= 0.0).mean() - 0.64) < 0.02


def test_the_just_competent_get_right_what_an_unbiased_panel_says_on_average():
    rng = np.random.default_rng(1)
    bank = truth.bank(rng, 400)
    at_the_bar = np.zeros((1, truth.COMPETENCIES))
    right = truth.answers(rng, at_the_bar, bank).mean()
    said = bank.stated_chance + (1 - bank.stated_chance) / (1 + np.exp(bank.judged_difficulty))
    assert abs(right - said.mean()) < 0.015


def test_a_panel_that_sets_the_bar_high_takes_the_items_for_easy():
    high = truth.bank(np.random.default_rng(1), 400, 0.3)
    fair = truth.bank(np.random.default_rng(1), 400)
    shift = (high.judged_difficulty - fair.judged_difficulty).mean()
    assert abs(shift + 0.3) < 0.01
    assert (high.difficulty == fair.difficulty).all()


def test_study_lifts_what_was_studied_and_nothing_else():
    theta = np.zeros((50, 4))
    subjects = np.array([True, True, False, False])
    risen = truth.studied(np.random.default_rng(1), theta, subjects)
    assert (risen[:, 2:] == 0.0).all()
    assert abs(risen[:, :2].mean() - truth.GAIN) < 0.15
    assert (risen >= 0.0).all()


def test_forgetting_follows_the_logarithm_of_time():
    theta = np.zeros((500, 54))
    after = [
        truth.forgotten(np.random.default_rng(1), theta, days, 0.25).mean() for days in (30, 210)
    ]
    assert abs(after[0] + 0.25 * np.log(2)) < 0.01
    assert abs(after[1] / after[0] - 3.0) < 1e-9


def test_a_task_holds_without_gaps_and_falls_with_one_among_nine():
    members = np.arange(9)
    theta = np.full((1, 9), 1.0)
    assert truth.holds(theta, members).all()
    theta[0, 0] = truth.CLEAR_GAP
    assert not truth.holds(theta, members).any()
