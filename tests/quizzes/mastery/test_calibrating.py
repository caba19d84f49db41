"""Difficulties and prior from answers whose truth is known."""

import numpy as np
import pytest

from quizzes.mastery.calibrating import ItemPriors, Responses, fitted
from quizzes.mastery.policy import PRIOR, Prior

BANKS, ITEMS = 12, 20
NOBODY = Responses(np.zeros(0, np.intp), np.zeros(0, np.intp), np.zeros(0))


def made_up(people, *, each=8, truth=PRIOR, seed=11):
    """People answer some items of each bank; the judges err by half a logit an item."""
    rng = np.random.default_rng(seed)
    b = rng.normal(-0.6, 0.7, (BANKS, ITEMS))
    theta = (
        truth.mean
        + truth.general_sd * rng.normal(size=(people, 1))
        + truth.own_sd * rng.normal(size=(people, BANKS))
    )
    asked = np.argsort(rng.random((people, BANKS, ITEMS)), axis=2)[:, :, :each]
    place = asked + np.arange(BANKS)[:, None] * ITEMS
    p = 0.25 + 0.75 / (1 + np.exp(b.ravel()[place] - theta[:, :, None]))
    judged = b + rng.normal(0, 0.5, b.shape)
    judged += (b.mean(axis=1) - judged.mean(axis=1))[:, None]
    items = ItemPriors(
        bank=np.repeat(np.arange(BANKS), ITEMS),
        chance=np.full(b.size, 0.25),
        difficulty=judged.ravel(),
        sd=np.full(b.size, 0.6),
    )
    who = np.broadcast_to(np.arange(people)[:, None, None], place.shape)
    right = (rng.random(p.shape) < p).astype(float)
    return b.ravel(), items, Responses(who.ravel(), place.ravel(), right.ravel())


def error(found, truth):
    return float(np.sqrt(np.mean((found - truth) ** 2)))


def test_answers_bring_difficulties_nearer_to_the_truth_than_judges_are():
    truth, items, responses = made_up(400)
    found = fitted(items, responses).difficulty
    assert error(items.difficulty, truth) > 0.4
    assert error(found, truth) < 0.3
    assert np.corrcoef(found, truth)[0, 1] > np.corrcoef(items.difficulty, truth)[0, 1]


def test_people_say_where_the_bar_is_and_data_cannot_move_it():
    _, items, responses = made_up(200, truth=Prior(mean=1.0))
    found = fitted(items, responses).difficulty
    for bank in range(BANKS):
        own = items.bank == bank
        assert found[own].mean() == pytest.approx(items.difficulty[own].mean(), abs=1e-6)


def test_the_prior_is_found_where_enough_people_answered_enough():
    truth = Prior(mean=0.6, general_sd=0.7, own_sd=0.6)
    _, items, responses = made_up(600, truth=truth)
    found = fitted(items, responses, steps=40)
    assert found.trainees == 600
    assert found.prior.mean == pytest.approx(0.6 * 600 / 630, abs=0.12)
    assert found.prior.general_sd == pytest.approx(0.7, abs=0.1)
    assert found.prior.own_sd == pytest.approx(0.6, abs=0.15)
    assert found.prior.guard_sd == PRIOR.guard_sd


@pytest.mark.parametrize(("people", "each"), [(20, 8), (200, 2)])
def test_few_people_or_few_answers_leave_the_prior_as_it_was(people, each):
    _, items, responses = made_up(people, each=each)
    found = fitted(items, responses)
    assert (found.prior, found.trainees) == (PRIOR, 0)


def test_without_answers_everything_stays_as_rated():
    _, items, _ = made_up(1)
    found = fitted(items, NOBODY)
    assert found.difficulty.tolist() == items.difficulty.tolist()
    assert (found.prior, found.trainees) == (PRIOR, 0)


@pytest.mark.parametrize("score", [0.0, 1.0])
def test_an_item_that_everybody_gets_right_or_wrong_stays_within_bounds(score):
    people = 3000
    items = ItemPriors(
        bank=np.zeros(2, np.intp),
        chance=np.array([0.25, 0.0]),
        difficulty=np.array([0.0, 0.0]),
        sd=np.array([0.6, 0.6]),
    )
    who = np.repeat(np.arange(people), 2)
    scores = np.tile([score, 1.0 - score], people)
    found = fitted(items, Responses(who, np.tile([0, 1], people), scores)).difficulty
    assert np.isfinite(found).all()
    assert (np.abs(found) <= 4.0).all()
    assert bool(found[0] < found[1]) is (score == 1.0)


def test_half_a_point_is_between_nothing_and_all():
    _, items, responses = made_up(100)
    first = responses.item == 0

    def found(score):
        scores = np.where(first, score, responses.score)
        return fitted(items, Responses(responses.trainee, responses.item, scores)).difficulty[0]

    assert found(1.0) < found(0.5) < found(0.0)
