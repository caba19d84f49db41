"""Measure everything, print a table, write benchmarks/results.json (name → figure)."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.answer_save import answer_save
from benchmarks.figures import Figure
from benchmarks.mastery import mastery
from benchmarks.measuring_speed import measuring_speed
from benchmarks.reading import document_reading
from benchmarks.starting import starting
from benchmarks.statements import page_statements

RESULTS = Path(__file__).parent / "results.json"


def measure(folder: Path) -> Iterator[Figure]:
    """Run every benchmark."""
    yield from answer_save(folder)
    with TemporaryDirectory() as other:
        yield from starting(Path(other))
    yield from page_statements(folder)
    yield from document_reading()
    with TemporaryDirectory() as other:
        yield from measuring_speed(Path(other))
    yield from mastery()


def main() -> int:
    """Run the benchmarks; return how many goals were missed."""
    figures = []
    with TemporaryDirectory() as folder:
        for figure in measure(Path(folder)):
            verdict = "MISSED" if figure.is_missed else "ok" if figure.goal else ""
            print(
                f"{figure.name:<52}{figure.value:>12.3f}  {figure.goal:<9}  {verdict}", flush=True
            )
            figures.append(figure)
    rounded = {figure.name: round(figure.value, 4) for figure in figures}
    RESULTS.write_text(json.dumps(rounded, indent=2) + "\n", encoding="utf-8")
    return sum(figure.is_missed for figure in figures)


if __name__ == "__main__":
    sys.exit(main())
