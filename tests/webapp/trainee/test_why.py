"""「為什麼？」 shows enough for anybody to compute the figure again."""

import numpy as np
import pytest
from lxml import html as lxml_html

from quizzes.delivery.terms import Purpose
from quizzes.mastery.calibrations import current_calibration
from quizzes.mastery.queries import get_progress
from tests.factories.sittings import always, never, sit

CHANCE = 0.25  # four options


def rows_of(page):
    """Score, share right at the bar and weight of each answer, as printed."""
    cells = [
        [cell.text_content().strip() for cell in row.find_class("num")]
        for row in page.xpath("//section[@aria-labelledby='answers-h']//tbody/tr")
    ]
    return [(float(s), float(p.rstrip("%")) / 100, float(w)) for s, p, w in cells]


def computed_again(rows, calibration):
    """Integrate the published formula over theta, for one competency and nothing else."""
    prior, error = calibration.prior, calibration.bars.error("K01")
    theta, bars = np.arange(-7, 7, 0.01), np.random.default_rng(1).normal(0, error, 4000)
    spread = np.hypot(prior.general_sd, prior.own_sd)
    density = np.exp(-(((theta - prior.mean) / spread) ** 2) / 2)
    for score, at_bar, weight in rows:
        b = -np.log((at_bar - CHANCE) / (1 - at_bar))
        right = CHANCE + (1 - CHANCE) / (1 + np.exp(b - theta))
        density = density * (right**score * (1 - right) ** (1 - score)) ** weight
    above = (theta[:, None] > bars).mean(axis=1)
    return float((density * above).sum() / density.sum())


@pytest.mark.parametrize("right", [always, never])
def test_the_shown_answers_give_the_shown_figure(session, course, learner, client, right):
    sit(
        session, course, learner, Purpose.MODULE_CHECK, "K01", **({"right": right} if right else {})
    )
    session.commit()
    page = lxml_html.fromstring(client.get("/modules/K01/why").text)
    calibration = current_calibration(session, course.id)
    expected = computed_again(rows_of(page), calibration)
    stored = get_progress(session, standard=course, trainee_id=learner.id).estimates["K01"]
    assert stored.probability == pytest.approx(expected, abs=0.01)
    assert f"{int(stored.probability * 100)}%" in page.text_content().replace(" ", "")
    assert "R2.1" in page.text_content()


def test_what_one_at_the_bar_gets_is_the_sum_of_the_column(session, course, learner, client):
    sit(session, course, learner, Purpose.MODULE_CHECK, "K01")
    session.commit()
    page = lxml_html.fromstring(client.get("/modules/K01/why").text)
    expected = sum(at_bar for _, at_bar, _ in rows_of(page))
    stored = get_progress(session, standard=course, trainee_id=learner.id).estimates["K01"]
    assert stored.expected_right == pytest.approx(expected, abs=0.05)
