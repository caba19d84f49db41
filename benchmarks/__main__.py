"""Measure everything, print a table, write benchmarks/results.json (name → figure)."""

import json
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.answer_save import answer_save
from benchmarks.reading import document_reading
from benchmarks.statements import page_statements

RESULTS = Path(__file__).parent / "results.json"
GOALS = {"answer_save_ratio": (">=", 0.6)}
MOST_STATEMENTS = 12


def meets_goal(name: str, figure: float) -> bool | None:
    """Tell whether a figure meets its goal; None where it has none."""
    if name.startswith("statements."):
        return figure <= MOST_STATEMENTS
    return figure >= GOALS[name][1] if name in GOALS else None


def main() -> int:
    """Run the benchmarks; return how many goals were missed."""
    figures: dict[str, float] = {}
    with TemporaryDirectory() as folder:
        figures |= answer_save(Path(folder))
        figures |= page_statements(Path(folder))
    figures |= document_reading()
    missed = 0
    for name, figure in figures.items():
        verdict = meets_goal(name, figure)
        missed += verdict is False
        word = {True: "ok", False: "MISSED", None: ""}[verdict]
        print(f"{name:<52}{figure:>12.3f}  {word}")
    rounded = {name: round(figure, 4) for name, figure in figures.items()}
    RESULTS.write_text(json.dumps(rounded, indent=2) + "\n", encoding="utf-8")
    return missed


if __name__ == "__main__":
    sys.exit(main())
