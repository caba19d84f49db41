"""How long it takes to read the shipped document, as somebody at the command line waits for it."""

import subprocess
import sys
import time
from pathlib import Path
from statistics import median

from webapp.shipped import shipped_document, shipped_standards

ROUNDS = 3


def document_reading() -> dict[str, float]:
    """Return the median seconds of `callboard standard read`, start of the program included."""
    document = shipped_document(shipped_standards()[0])
    seconds = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        subprocess.run(  # noqa: S603
            [Path(sys.executable).parent / "callboard", "standard", "read", document],
            check=True,
            stdout=subprocess.DEVNULL,
        )
        seconds.append(time.perf_counter() - started)
    return {"standard_read_text_seconds": median(seconds)}
