"""How long it takes to read the shipped document, in each format that documents come in."""

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from benchmarks.figures import Figure
from curriculum.icap.reading import read_standard
from tests.documents.docx_files import docx_of
from tests.documents.odt_files import odt_of
from tests.documents.pdf_files import pdf_of
from tests.documents.plain_texts import tables_of
from webapp.shipped import shipped_document, shipped_standards

ROUNDS = 3
TASKS = 13  # of the shipped standard, whatever it is set in


def document_reading() -> Iterator[Figure]:
    """Yield the median seconds of reading, and of `callboard standard read` as a whole."""
    shipped = shipped_document(shipped_standards()[0])
    for ending, content in _in_every_format(shipped).items():
        seconds = [_read(content, f"standard.{ending}") for _ in range(ROUNDS)]
        yield Figure(f"document_read_seconds.{ending}", median(seconds))
    seconds = [_read_on_the_command_line(shipped) for _ in range(ROUNDS)]
    yield Figure("standard_read_text_seconds", median(seconds))


def _in_every_format(shipped: Path) -> dict[str, bytes]:
    """Set the tables of the shipped text in the other formats."""
    tables = [_even(rows) for rows in tables_of(shipped.read_text(encoding="utf-8"))]
    made = {"docx": docx_of, "odt": odt_of, "pdf": pdf_of}
    return {"txt": shipped.read_bytes()} | {
        ending: make(tables, "職能基準") for ending, make in made.items()
    }


def _even(rows: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Give every row of a table as many cells as the longest has."""
    width = max(map(len, rows))
    return [(*(cell or "" for cell in row), *[""] * (width - len(row))) for row in rows]


def _read(content: bytes, filename: str) -> float:
    started = time.perf_counter()
    reading = read_standard(content, filename=filename)
    seconds = time.perf_counter() - started
    found = sum(len(duty.tasks) for duty in reading.document.duties)
    if found != TASKS:
        raise RuntimeError(f"{filename}: {found} tasks")
    return seconds


def _read_on_the_command_line(shipped: Path) -> float:
    started = time.perf_counter()
    subprocess.run(  # noqa: S603
        [Path(sys.executable).parent / "callboard", "standard", "read", shipped],
        check=True,
        stdout=subprocess.DEVNULL,
    )
    return time.perf_counter() - started
