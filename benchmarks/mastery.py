"""How often the mastery rules are right, on simulated trainees whose truth is known.

    python -m benchmarks.mastery [--trainees N] [--seed N] [--json FILE]
    python -m benchmarks.mastery --plots FOLDER [--json FILE]

The second form draws the figures of FILE where it exists, else those of a run.
FC: certified among those truly below the bar; clear: among those well below it; FF: not certified
among those truly at or above it; FDR: truly below among the certified; items: per competency.
"""

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.figures import Figure
from benchmarks.measuring.outcomes import Figures, Results
from benchmarks.measuring.playing import CODES
from benchmarks.measuring.plots import draw_all
from benchmarks.measuring.suite import CURVES, run
from benchmarks.measuring.targets import targets

_NO_MARKS = str.maketrans("", "", ":,")


def mastery() -> Iterator[Figure]:
    """Yield what the rules reach on the standard simulation, each with its target."""
    options = _options([])
    for each in targets(run(options.trainees, options.seed)):
        words = each.what.translate(_NO_MARKS).replace("%", "percent").lower().split()
        limit = round(each.at_most + 2.0 * each.error, 4)
        yield Figure("_".join(("mastery", *words)), each.reached, at_most=limit)


def main() -> int:
    """Print the tables, write or draw the figures; the exit code tells whether all targets hold."""
    options = _options(sys.argv[1:])
    if options.plots and options.json and options.json.exists():
        draw_all(json.loads(options.json.read_text(encoding="utf-8")), options.plots)
        return 0
    result = run(options.trainees, options.seed)
    print(f"seed {options.seed}, {options.trainees} trainees × {len(CODES)} competencies")
    for line in table(result):
        print(line)
    held = targets(result)
    for each in held:
        mark = "MISS" if each.is_missed else "ok  "
        print(f"{mark} {each.what:36}{each.reached:8.3f}  <= {each.at_most:.3f}  ±{each.error:.3f}")
    if options.json:
        options.json.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    if options.plots:
        draw_all(result, options.plots)
    return int(any(each.is_missed for each in held))


def table(result: Results) -> Iterator[str]:
    """Write a line for each rule and cohort; the points of curves stand in the file only."""
    for rule, cohorts in result.items():
        if not rule.startswith(CURVES):
            for name, row in cohorts.items():
                yield f"{rule:38}{name:17}{_cells(row)}"


def _cells(row: Figures) -> str:
    return "  ".join(
        f"{name} {value:.3f}" + (f"±{row[f'{name}_se']:.3f}" if f"{name}_se" in row else "")
        for name, value in row.items()
        if not name.endswith("_se")
    )


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Error rates of the mastery rules.")
    parser.add_argument("--trainees", type=int, default=100, help="per cohort")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", type=Path, help="write rule → cohort → figures to this file")
    parser.add_argument("--plots", type=Path, help="draw the pictures of a run into this folder")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
