import numpy as np
import pytest

from quizzes.mastery.estimation import measurement
from tests.quizzes.mastery.answering import drawn, evidence_of

EVIDENCE = {
    "K22": evidence_of("K22", [1, 1, 1, 0, 1]),
    "K23": evidence_of("K23", [1, 0, 0, 1]),
    "S05": evidence_of("S05", [1] * 9),
}
MEASURED = measurement([*EVIDENCE, "S16"], EVIDENCE)


def test_each_competency_is_drawn_from_its_own_posterior():
    theta = drawn(MEASURED.posterior)
    assert theta.shape == (1000, 4)
    for column, estimate in zip(theta.T, MEASURED.estimates.values(), strict=True):
        assert (column > 0).mean() == pytest.approx(estimate.probability, abs=0.02)
        assert column.mean() == pytest.approx(estimate.mean, abs=0.03)
        assert column.std() == pytest.approx(estimate.sd, abs=0.04)


def test_competencies_are_drawn_together_as_the_general_factor_binds_them():
    # Prior only: the correlation of two thetas is .81 / (.81 + .81).
    theta = drawn(measurement(["K22", "K23"], {}).posterior, count=20_000)
    assert np.corrcoef(theta.T)[0, 1] == pytest.approx(0.5, abs=0.02)


def test_the_same_evidence_gives_the_same_draws_and_another_seed_others():
    again = measurement([*EVIDENCE, "S16"], EVIDENCE)
    assert np.array_equal(drawn(MEASURED.posterior), drawn(again.posterior))
    assert not np.array_equal(drawn(MEASURED.posterior), drawn(MEASURED.posterior, seed="other"))


def test_the_first_draws_never_change():
    # Rebuilding must find what was stored, on any machine and with any version of numpy.
    first = drawn(measurement(["K22", "K23"], {}).posterior, count=200)[[0, 100, 199]]
    assert first.round(6).tolist() == GOLDEN


GOLDEN = [[-1.702127, -1.40327], [-1.380956, 0.141871], [0.451301, 2.649941]]


def test_sure_knowledge_leaves_no_spread():
    posterior = measurement(["K22"], {"K22": evidence_of("K22", [1, 0] * 2500, c=0.0)}).posterior
    theta = drawn(posterior)
    assert theta.mean() == pytest.approx(-1.0, abs=0.1)
    assert theta.std() < 0.15
