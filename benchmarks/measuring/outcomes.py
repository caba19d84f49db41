"""The figures of a rule: how often it is right, what it costs, whether what it states is true."""

import itertools
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from benchmarks.measuring.truth import CLEAR_GAP, CLEAR_MASTERY, Floats

Flags: TypeAlias = NDArray[np.bool_]
Figures: TypeAlias = dict[str, float]
Results: TypeAlias = dict[str, dict[str, Figures]]  # rule → cohort → figures

BINS = 10  # of a stated probability


@dataclass(frozen=True)
class Outcome:
    """What a rule said of every trainee in every competency, (trainees, competencies)."""

    certified: Flags
    failed: Flags  # "not yet"; the others are undecided
    items: Floats
    stated: Floats | None = None  # P(theta >= 0), of rules that state one


def figures(outcome: Outcome, theta: Floats) -> Figures:
    """FC, FF and the rest of one rule in one cohort, each with its Monte Carlo error over trainees.

    FC: certified among those truly below the bar; clear: among clear gaps. FF: not certified among
    those truly at or above it; clear: among clear masters. FDR: truly below among the certified.
    """
    master, certified = theta >= 0.0, outcome.certified
    undecided = ~certified & ~outcome.failed
    result: Figures = {}
    for name, event, among in (
        ("items", outcome.items, np.ones_like(master)),
        ("FC", certified, ~master),
        ("FC_clear", certified, theta <= CLEAR_GAP),
        ("FF", ~certified, master),
        ("FF_clear", ~certified, theta >= CLEAR_MASTERY),
        ("FDR", ~master, certified),
        ("false_not_yet", outcome.failed, master),
        ("undecided", undecided, np.ones_like(master)),
    ):
        result[name], result[f"{name}_se"] = share(event, among)
    result["items_95"] = float(np.percentile(outcome.items, 95))
    if outcome.stated is not None:
        result |= stated_figures(outcome.stated, master)
    return result


def stated_figures(stated: Floats, true: Flags) -> Figures:
    """Stated minus true on average with its error, and the calibration error."""
    off, error = share(stated - true, np.ones_like(true))
    return {
        "stated_minus_true": off,
        "stated_minus_true_se": error,
        "calibration_error": calibration_error(stated, true),
    }


def share(event: Flags | Floats, among: Flags) -> tuple[float, float]:
    """Mean of an event (trainees, …) over the cases among which it is counted, and its error.

    The trainees are the sample, not the cases: a ratio's linearised error (Cochran 1977, §6.3).
    Nothing counted: a share of 0 with the error 0.
    """
    rows = event.shape[0]
    hits = np.where(among, event, 0.0).reshape(rows, -1).sum(axis=1)
    cases = among.reshape(rows, -1).sum(axis=1)
    if not cases.sum():
        return 0.0, 0.0
    ratio = hits.sum() / cases.sum()
    residual = ((hits - ratio * cases) ** 2).sum() * rows / max(rows - 1, 1)
    return float(ratio), float(np.sqrt(residual) / cases.sum())


def calibration_error(stated: Floats, true: Flags) -> float:
    """Mean distance of stated and true share over ten bins of the stated probability."""
    gaps = [abs((stated - true)[each].sum()) for each in _bins(stated)]
    return float(sum(gaps) / stated.size)


def calibration_curve(stated: Floats, true: Flags) -> dict[str, Figures]:
    """Give the stated and the true share in each bin that holds any case."""
    return {
        f"P {number / BINS:.1f} to {(number + 1) / BINS:.1f}": {
            "stated": float(stated[each].mean()),
            "true": float(true[each].mean()),
            "true_se": share(true, each)[1],
            "cases": float(each.sum()),
        }
        for number, each in enumerate(_bins(stated))
        if each.any()
    }


def items_by_theta(outcome: Outcome, theta: Floats, edges: Floats) -> dict[str, Figures]:
    """Give the mean items and the decided shares for slices of the true theta."""
    slices: dict[str, Figures] = {}
    for low, high in itertools.pairwise(edges):
        within = (theta >= low) & (theta < high)
        if within.any():
            items, error = share(outcome.items, within)
            slices[f"theta {low:+.2f} to {high:+.2f}"] = {
                "theta": float(theta[within].mean()),
                "items": items,
                "items_se": error,
                "certified": share(outcome.certified, within)[0],
                "not_yet": share(outcome.failed, within)[0],
            }
    return slices


def _bins(stated: Floats) -> list[Flags]:
    place = np.minimum((stated * BINS).astype(int), BINS - 1)
    return [place == each for each in range(BINS)]
