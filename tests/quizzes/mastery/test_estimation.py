import math
from dataclasses import asdict
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.mastery.estimation import measurement, renewed_estimate
from quizzes.mastery.evidence import Evidence
from quizzes.mastery.policy import Prior
from tests.quizzes.mastery.answering import evidence_of

SCORES = st.lists(st.sampled_from([0.0, 0.5, 1.0]), min_size=1, max_size=12)


def measured(*evidence, others=()):
    given_evidence = {one.competency: one for one in evidence}
    return measurement([*given_evidence, *others], given_evidence)


def integrated(*profiles, mean=0.0, general_sd=0.9, own_sd=0.9):
    """P(theta_1 >= 0) and E(theta_1) by brute force: fine steps, no code of the product.

    A profile is (scores, difficulty, chance) of one competency.
    """
    general = np.linspace(-6, 6, 241)
    theta = np.arange(-8 + 0.005, 8, 0.01)
    weight = np.exp(-(general**2) / 2)
    centre = mean + general_sd * general[:, None]
    density = np.exp(-(((theta - centre) / own_sd) ** 2) / 2)
    likelihoods = []
    for scores, difficulty, chance in profiles:
        right = chance + (1 - chance) / (1 + np.exp(difficulty - theta))
        likelihoods.append(np.prod([right**x * (1 - right) ** (1 - x) for x in scores], axis=0))
    for likelihood in likelihoods[1:]:
        weight = weight * (density * likelihood).sum(axis=1)
    joint = (weight[:, None] * density * likelihoods[0]).sum(axis=0)
    return joint[theta > 0].sum() / joint.sum(), (joint * theta).sum() / joint.sum()


def test_nothing_answered_leaves_even_odds():
    estimate = measured(others=["K22"]).estimates["K22"]
    assert estimate.probability == pytest.approx(0.5)
    assert estimate.sd == pytest.approx(math.sqrt(0.9**2 + 0.9**2), abs=0.01)
    assert (estimate.answered, estimate.last_evidence_at, estimate.review_due_on) == (0, None, None)


@pytest.mark.parametrize(
    ("scores", "difficulty", "chance"),
    [
        ([1, 1, 1, 1, 1, 1, 0], -1.0, 0.25),
        ([1, 0, 0, 1, 0], -1.0, 0.25),
        ([1, 1, 1, 1, 1], 0.5, 0.0),
        ([0.5, 0.25, 1.0], -0.3, 0.0),
    ],
)
def test_one_competency_agrees_with_brute_force_integration(scores, difficulty, chance):
    estimate = measured(evidence_of("K22", scores, b=difficulty, c=chance)).estimates["K22"]
    probability, mean = integrated((scores, difficulty, chance))
    assert estimate.probability == pytest.approx(probability, abs=0.002)
    assert estimate.mean == pytest.approx(mean, abs=0.015)


def test_three_competencies_agree_with_brute_force_integration():
    profiles = [([1, 1, 1, 0, 1], -1.0, 0.25), ([1] * 8, -0.5, 0.25), ([0, 1, 0], 0.2, 0.0)]
    found = measured(
        *(evidence_of(f"K{n}", x, b=b, c=c) for n, (x, b, c) in enumerate(profiles))
    ).estimates["K0"]
    probability, mean = integrated(*profiles)
    assert found.probability == pytest.approx(probability, abs=0.002)
    assert found.mean == pytest.approx(mean, abs=0.005)


def test_a_whole_standard_agrees_with_brute_force_integration():
    profiles = [([1] * (n % 8) + [0] * (n % 3), -1.0 + n / 60, 0.25) for n in range(5, 59)]
    found = measured(
        *(evidence_of(f"K{n}", x, b=b, c=c) for n, (x, b, c) in enumerate(profiles))
    ).estimates
    for row in (0, 17, 53):
        first = [profiles[row], *profiles[:row], *profiles[row + 1 :]]
        assert found[f"K{row}"].probability == pytest.approx(integrated(*first)[0], abs=0.002)


def test_another_prior_agrees_with_brute_force_integration():
    prior = Prior(mean=-0.4, general_sd=0.7, own_sd=0.6)
    evidence = {"K22": evidence_of("K22", [1, 1, 0, 1, 1])}
    found = measurement(["K22"], evidence, prior).estimates["K22"]
    expected, _ = integrated(([1, 1, 0, 1, 1], -1.0, 0.25), mean=-0.4, general_sd=0.7, own_sd=0.6)
    assert found.probability == pytest.approx(expected, abs=0.002)


def test_the_own_probability_sees_nothing_of_other_competencies():
    weak, strong = evidence_of("K23", [0] * 12), evidence_of("K23", [1] * 12)
    own = evidence_of("K22", [1, 1, 1, 0, 1])
    with_weak, with_strong = measured(own, weak), measured(own, strong)
    assert with_weak.estimates["K22"].probability < with_strong.estimates["K22"].probability
    assert (
        with_weak.estimates["K22"].own_probability == with_strong.estimates["K22"].own_probability
    )
    theta = np.arange(-8 + 0.005, 8, 0.01)
    right = 0.25 + 0.75 / (1 + np.exp(-1.0 - theta))
    density = np.exp(-((theta / 1.3) ** 2) / 2) * right**4 * (1 - right)
    expected = density[theta > 0].sum() / density.sum()
    assert with_weak.estimates["K22"].own_probability == pytest.approx(expected, abs=0.002)


def test_the_estimate_tells_what_was_answered_and_what_the_bar_expects():
    estimate = measured(evidence_of("K22", [1, 0.5, 0], b=0.0, c=0.25, at=2)).estimates["K22"]
    assert (estimate.answered, estimate.right) == (3, 1.5)
    assert estimate.expected_right == pytest.approx(3 * 0.625)
    assert estimate.last_evidence_at.hour == 11


@given(SCORES, st.integers(min_value=0), st.floats(-3, 3), st.sampled_from([0.0, 0.25, 0.5]))
def test_a_better_answer_never_lowers_any_probability(scores, place, difficulty, chance):
    place %= len(scores)
    better = [1.0 if n == place else score for n, score in enumerate(scores)]
    other = evidence_of("S05", [1, 0, 1])
    before = measured(evidence_of("K22", scores, b=difficulty, c=chance), other).estimates
    after = measured(evidence_of("K22", better, b=difficulty, c=chance), other).estimates
    for code in ("K22", "S05"):
        assert after[code].probability >= before[code].probability - 1e-12
        assert after[code].own_probability >= before[code].own_probability - 1e-12


@given(SCORES)
def test_one_more_right_answer_never_lowers_the_probability(scores):
    before = measured(evidence_of("K22", scores)).estimates["K22"].probability
    after = measured(evidence_of("K22", [*scores, 1.0])).estimates["K22"].probability
    assert after >= before - 1e-12


def figures(estimate):
    return [value for value in asdict(estimate).values() if isinstance(value, float | int)]


@given(SCORES, SCORES)
def test_an_answer_of_weight_nothing_is_as_if_it_had_not_been_given(scores, ignored):
    kept = evidence_of("K22", scores)
    both = Evidence("K22", (*evidence_of("K22", ignored, weight=0.0).answers, *kept.answers))
    found, expected = measured(both).estimates["K22"], measured(kept).estimates["K22"]
    assert figures(found) == pytest.approx(figures(expected), abs=1e-12)


@given(SCORES)
def test_less_weight_brings_the_estimate_nearer_to_the_start(scores):
    full = measured(evidence_of("K22", scores)).estimates["K22"]
    light = measured(evidence_of("K22", scores, weight=0.01)).estimates["K22"]
    assert abs(light.probability - 0.5) <= abs(full.probability - 0.5) + 0.02


@given(st.permutations([1.0, 0.0, 1.0, 0.5, 1.0, 0.0]))
def test_the_order_of_answers_within_a_sitting_does_not_matter(scores):
    found = measured(evidence_of("K22", scores)).estimates["K22"]
    expected = measured(evidence_of("K22", sorted(scores))).estimates["K22"]
    assert found.probability == pytest.approx(expected.probability, abs=1e-12)


@pytest.mark.parametrize("difficulty", [-3.0, 0.0, 3.0])
@pytest.mark.parametrize("chance", [0.0, 0.25])
@pytest.mark.parametrize("scores", [[1.0] * 5000, [0.0] * 5000, [0.7] * 5000, [1.0], [0.0]])
def test_extreme_evidence_gives_finite_figures(scores, difficulty, chance):
    found = measured(
        evidence_of("K22", scores, b=difficulty, c=chance), others=["S05"]
    ).estimates.values()
    for estimate in found:
        assert 0.0 <= estimate.probability <= 1.0
        assert math.isfinite(estimate.mean)
        assert math.isfinite(estimate.sd)


def test_all_right_everywhere_and_all_wrong_everywhere_are_finite():
    for score, low, high in ((1.0, 0.99, 1.0), (0.0, 0.0, 0.01)):
        found = measured(*(evidence_of(f"K{n}", [score] * 90) for n in range(54))).estimates
        assert all(low <= one.probability <= high for one in found.values())


def test_a_renewed_estimate_equals_a_new_measurement():
    other, first = evidence_of("S05", [1, 1, 0]), evidence_of("K22", [1, 0])
    more = evidence_of("K22", [1, 0, 1, 1])
    renewed = renewed_estimate(measured(first, other), more)
    fresh = measured(more, other).estimates["K22"]
    assert renewed.probability == pytest.approx(fresh.probability, abs=1e-12)
    assert (renewed.answered, renewed.review_due_on) == (fresh.answered, fresh.review_due_on)


def test_review_falls_due_before_the_claim_lapses_and_only_for_what_was_reached():
    strong = measured(evidence_of("K22", [1] * 8)).estimates["K22"]
    assert date(2026, 3, 2) < strong.review_due_on < strong.lapsed_on
    weak = measured(evidence_of("K22", [0] * 8)).estimates["K22"]
    assert (weak.review_due_on, weak.lapsed_on) == (None, None)
