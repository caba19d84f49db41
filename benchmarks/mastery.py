"""How often the mastery rules are right, on simulated trainees whose truth is known.

    python -m benchmarks.mastery [--trainees N] [--seed N] [--json FILE]

FC: certified among those truly below the bar; clear: among those well below it; FF: not certified
among those truly at or above it; FDR: truly below among the certified; items: per competency.
"""

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from random import Random

import numpy as np
from numpy.typing import NDArray

from benchmarks import simulated_trainees as simulated
from benchmarks.figures import Figure
from benchmarks.simulated_checks import (
    BANK_ITEMS,
    CODES,
    Outcome,
    Sitting,
    adaptive,
    isolated_gaps,
    retakes,
)
from quizzes.blueprints.pools import check_maximum
from quizzes.mastery.estimation import Measurement
from quizzes.mastery.rollup import BlockScope, Claim, ClaimScope, ClaimStatus, claims
from quizzes.mastery.stopping import ECONOMICAL, RECOMMENDED

SHIPPED_BANK = 33  # items of a shipped bank
COHORTS = {"mixed": 0.64, "end of training": 0.89, "weak": 0.34}

Figures = dict[str, float]


def figures(outcome: Outcome, theta: simulated.Floats) -> Figures:
    """FC, FF and the rest of one rule in one cohort."""
    master, gap = theta >= 0.0, theta <= simulated.CLEAR_GAP
    certified = outcome.certified
    result = {
        "items": float(outcome.items.mean()),
        "FC": float(certified[~master].mean()),
        "FC_clear": float(certified[gap].mean()),
        "FF": float((~certified)[master].mean()),
        "FDR": float((certified & ~master).sum() / max(certified.sum(), 1)),
        "false_not_yet": float(outcome.failed[master].mean()),
    }
    if outcome.stated is not None:
        result["stated_minus_true"] = float((outcome.stated - master).mean())
        result["calibration_error"] = calibration_error(outcome.stated, master)
    return result


def calibration_error(stated: simulated.Floats, true: NDArray[np.bool_]) -> float:
    """Mean distance of stated and true share over ten bins of the stated probability."""
    bins = np.minimum((stated * 10).astype(int), 9)
    gaps = [abs((stated - true)[bins == each].sum()) for each in range(10)]
    return float(sum(gaps) / stated.size)


def percentage(right: NDArray[np.bool_], items: int) -> Outcome:
    """Apply the usual rule: 80 % of a fixed number of items."""
    passed = right[:, :, :items].sum(axis=2) >= np.ceil(0.8 * items - 1e-9)
    return Outcome(passed, ~passed, np.full(passed.shape, float(items)))


def claim_figures(measured: Sequence[Measurement], theta: simulated.Floats) -> dict[str, Figures]:
    """How often the claims of tasks, of level 3 and of the standard are right."""
    members = simulated.tasks(np.random.default_rng(7))
    blocks = [
        BlockScope(
            f"T{number % simulated.DUTIES + 1}",
            f"T{number % simulated.DUTIES + 1}.{number}",
            3 if number < simulated.LEVEL_3_TASKS else 4,
            tuple(CODES[index] for index in each),
        )
        for number, each in enumerate(members)
    ]
    made = [claims(each, blocks, assessable=CODES) for each in measured]
    true = np.array([simulated.holds(theta, each) for each in members]).T
    level_3 = true[:, : simulated.LEVEL_3_TASKS]
    return {
        "task": _claim_row(made, ClaimScope.TASK, None, true),
        "level 3": _claim_row(made, ClaimScope.LEVEL, "3", _all(level_3)),
        "standard": _claim_row(made, ClaimScope.STANDARD, None, _all(true)),
    }


def _all(parts: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Tell for each trainee whether all parts hold, as one column."""
    whole: NDArray[np.bool_] = np.logical_and.reduce(parts, axis=1, keepdims=True)
    return whole


def _claim_row(
    made: Sequence[Sequence[Claim]], scope: ClaimScope, subject: str | None, true: NDArray[np.bool_]
) -> Figures:
    chosen = [[c for c in row if c.scope is scope and subject in (None, c.subject)] for row in made]
    ready = np.array([[c.status is ClaimStatus.READY for c in row] for row in chosen])
    stated = np.array([[c.probability for c in row] for row in chosen], dtype=float)
    return {
        "share_true": float(true.mean()),
        "FC": float(ready[~true].mean()) if (~true).any() else 0.0,
        "FF": float((~ready)[true].mean()) if true.any() else 0.0,
        "FDR": float((ready & ~true).sum() / max(ready.sum(), 1)),
        "expected_FDR": float(1.0 - stated[ready].mean()) if ready.any() else 0.0,
        "stated_minus_true": float((stated - true).mean()),
    }


def run(trainees: int, seed: int) -> dict[str, dict[str, Figures]]:
    """Every rule on every cohort: rule → cohort → figures."""
    rng, random = np.random.default_rng(seed), Random(seed)
    result: dict[str, dict[str, Figures]] = {}
    for name, share in COHORTS.items():
        bank = simulated.bank(rng, BANK_ITEMS)
        theta = simulated.cohort(rng, trainees, share)
        right = simulated.answers(rng, theta, bank)
        outcome, measured = adaptive(Sitting(bank, random), right, RECOMMENDED)
        _enter(result, "recommended (R1)", name, figures(outcome, theta))
        for scope, figure in claim_figures(measured, theta).items():
            _enter(result, f"claim: {scope}", name, figure)
        for items in (8, 10, 12):
            _enter(result, f"80 % of {items}", name, figures(percentage(right, items), theta))
        if name == "mixed":
            economical, _ = adaptive(Sitting(bank, random), right, ECONOMICAL)
            _enter(result, "economical (R1-E)", name, figures(economical, theta))
            for rule, knows_keys in (("ten retakes", False), ("repeats, keys known", True)):
                share_passed = retakes(rng, measured, theta, random, knows_keys=knows_keys)
                _enter(result, rule, name, {"FC_clear": share_passed})
    for name, share in COHORTS.items():
        _enter(result, "R1, one check only", name, one_check(trainees, share, seed))
    for name, share in (("end of training", 0.89), ("strong", 0.95)):
        gaps = isolated_gaps(rng, max(trainees // 2, 1), share, random)
        _enter(result, "isolated gaps", name, {"FC_clear": gaps})
    return result


def one_check(trainees: int, share: float, seed: int) -> Figures:
    """Let everybody take one check of each shipped bank and no second one.

    A check asks at most a third of what it may ask; a second one would go on where it ended.
    """
    rng, random = np.random.default_rng(seed), Random(seed)
    bank = simulated.bank(rng, SHIPPED_BANK)
    theta = simulated.cohort(rng, trainees, share)
    most = check_maximum(
        range(SHIPPED_BANK), minimum=RECOMMENDED.min_items, maximum=RECOMMENDED.max_items
    )
    rule = replace(RECOMMENDED, max_items=most)
    outcome, _ = adaptive(Sitting(bank, random), simulated.answers(rng, theta, bank), rule)
    return figures(outcome, theta)


def _enter(result: dict[str, dict[str, Figures]], rule: str, cohort: str, figure: Figures) -> None:
    result.setdefault(rule, {})[cohort] = figure


Check = tuple[str, float, float]


def targets(result: dict[str, dict[str, Figures]]) -> list[Check]:
    """Each target of the design as (what, reached, at most)."""
    ours, usual = result["recommended (R1)"]["mixed"], result["80 % of 8"]["mixed"]
    economical = result["economical (R1-E)"]["mixed"]
    return [
        ("mixed: items per competency", ours["items"], 8.2),
        ("mixed: FC", ours["FC"], 0.11),
        ("mixed: FC of clear gaps", ours["FC_clear"], 0.025),
        ("mixed: FDR", ours["FDR"], 0.08),
        ("mixed: false not yet", ours["false_not_yet"], 0.04),
        ("mixed: FC against 80 % of 8", ours["FC"], 0.6 * usual["FC"]),
        ("mixed: FF against 80 % of 8", ours["FF"], usual["FF"] + 0.05),
        ("mixed: stated against true", ours["calibration_error"], 0.03),
        ("economical: items", economical["items"], 6.5),
        ("economical: FC", economical["FC"], 0.20),
        ("economical: FF", economical["FF"], 0.18),
        ("isolated gaps certified", result["isolated gaps"]["end of training"]["FC_clear"], 0.12),
        ("ten retakes: clear gaps certified", result["ten retakes"]["mixed"]["FC_clear"], 0.13),
        ("known keys: certified", result["repeats, keys known"]["mixed"]["FC_clear"], 0.10),
    ]


def mastery() -> Iterator[Figure]:
    """Yield what the rules reach on the standard simulation, each with its target."""
    options = _options([])
    for what, reached, limit in targets(run(options.trainees, options.seed)):
        words = what.replace(":", "").replace("%", "percent").lower().split()
        yield Figure("_".join(("mastery", *words)), reached, at_most=round(limit, 4))


def main() -> int:
    """Print the tables, write the figures, and tell by the exit code whether all targets hold."""
    options = _options(sys.argv[1:])
    result = run(options.trainees, options.seed)
    print(f"seed {options.seed}, {options.trainees} trainees × {len(CODES)} competencies")
    for rule, cohorts in result.items():
        for name, figure in cohorts.items():
            cells = "  ".join(f"{key} {value:.3f}" for key, value in figure.items())
            print(f"{rule:22}{name:17}{cells}")
    checks = targets(result)
    for what, reached, limit in checks:
        mark = "ok  " if reached <= limit else "MISS"
        print(f"{mark} {what:36}{reached:8.3f}  <= {limit:.3f}")
    if options.json:
        options.json.write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")
    return int(any(reached > limit for _, reached, limit in checks))


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Error rates of the mastery rules.")
    parser.add_argument("--trainees", type=int, default=100, help="per cohort")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", type=Path, help="write rule → cohort → figures to this file")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
