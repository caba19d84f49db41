"""Panels that set the whole bar too high or too low: error rates over the bias, and on average.

The bias of a panel is normal with sd .3 logits. The same trainees meet panels of -2 to 2 sd; an
average over panels weighs these by the normal density.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

import numpy as np

from benchmarks.measuring import truth
from benchmarks.measuring.outcomes import Figures, Outcome, figures
from benchmarks.measuring.playing import (
    SHIPPED_BANK,
    UNFITTED,
    Scale,
    Sitting,
    cohort_checked,
    outcome,
)
from quizzes.mastery.bars import Bars
from quizzes.mastery.stopping import RECOMMENDED

STEPS = (-2.0, -1.0, 0.0, 1.0, 2.0)  # in sd of the bias
AVERAGE = "over panels"
EXACT, AWARE = "biased panels, bars exact", "biased panels, bars with error"


@dataclass(frozen=True)
class Group:
    """The trainees whom every panel judges: the same persons, banks and chances each time."""

    seed: int
    trainees: int
    share_mastered: float

    def met(self, bias: float, scale: Scale) -> tuple[Outcome, truth.Floats]:
        """Let all be checked with the bank of one panel."""
        rng = np.random.default_rng(self.seed)
        bank = truth.bank(rng, SHIPPED_BANK, bias)
        theta = truth.cohort(rng, self.trainees, self.share_mastered)
        right = truth.answers(rng, theta, bank)
        sitting = Sitting(bank, Random(self.seed))
        ends = cohort_checked(sitting, right, RECOMMENDED, scale)
        return outcome(ends, RECOMMENDED), theta


def panels(seed: int, trainees: int, share_mastered: float) -> dict[str, dict[str, Figures]]:
    """Give rule → bias → figures: with the bars taken as exact, and with the panels' error."""
    group = Group(seed, trainees, share_mastered)
    return {
        EXACT: _over_bias(group, UNFITTED),
        AWARE: _over_bias(group, Scale(bars=Bars(common_error=truth.PANEL_BIAS))),
    }


def _over_bias(group: Group, scale: Scale) -> dict[str, Figures]:
    density = np.exp(-0.5 * np.square(STEPS))
    met = {step: group.met(step * truth.PANEL_BIAS, scale) for step in STEPS}
    rows = {
        f"bias {step * truth.PANEL_BIAS:+.1f}": {
            "bias": step * truth.PANEL_BIAS,
            **figures(said, theta),
        }
        for step, (said, theta) in met.items()
    }
    # Cases repeated in proportion to the density stand for a draw of panels.
    counts = np.rint(100.0 * density / density.sum()).astype(int)
    often = [met[step] for step, count in zip(STEPS, counts, strict=True) for _ in range(count)]
    together = _side_by_side([said for said, _ in often])
    return rows | {AVERAGE: figures(together, np.hstack([theta for _, theta in often]))}


def _side_by_side(outcomes: Sequence[Outcome]) -> Outcome:
    """Join what was said of the same trainees, so that a trainee stays one case of the sample."""
    return Outcome(
        certified=np.hstack([each.certified for each in outcomes]),
        failed=np.hstack([each.failed for each in outcomes]),
        items=np.hstack([each.items for each in outcomes]),
        stated=np.hstack([each.stated for each in outcomes if each.stated is not None]),
    )
