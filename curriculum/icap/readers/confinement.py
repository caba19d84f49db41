"""Reading a stranger's PDF in a process of its own, with a limit on its time and memory.

A PDF can be made so that reading it takes forever or fills the memory, in more ways than can be
foreseen; the operating system draws the line.
"""

import json
import os
import resource
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import curriculum
from curriculum.icap.errors import UnreadableDocumentError
from curriculum.icap.readers.limits import damaged, too_large
from curriculum.icap.source import Paragraph, Place, Row, Source, Table

MAX_SECONDS = 20
MAX_MEMORY = 1024 * 1024 * 1024

_REFUSED = 3


def read_pdf_confined(data: bytes) -> Source:
    """Read the bytes of a PDF in another process; raises UnreadableDocumentError."""
    root = Path(curriculum.__file__).resolve().parents[1]
    try:
        done = subprocess.run(  # noqa: S603 -- this interpreter and this module
            [sys.executable, "-m", __name__],
            input=data,
            capture_output=True,
            timeout=MAX_SECONDS * 1.5,
            check=False,
            env={"PYTHONPATH": str(root), "PATH": os.defpath},
        )
    except subprocess.TimeoutExpired as error:
        raise too_large() from error
    if done.returncode == _REFUSED:
        raise UnreadableDocumentError(*json.loads(done.stdout))
    if done.returncode != 0:
        raise damaged("PDF") if done.returncode > 0 else too_large()
    return source_from(json.loads(done.stdout))


def source_from(mapping: Mapping[str, Any]) -> Source:
    """Build a source from the mapping that the other process wrote."""
    return Source(
        parts=tuple(_part(part) for part in mapping["parts"]),
        lines=tuple(_paragraph(line) for line in mapping["lines"]),
        page_count=mapping["page_count"],
        wrapped=mapping["wrapped"],
    )


def _part(mapping: Mapping[str, Any]) -> Table | Paragraph:
    if "rows" not in mapping:
        return _paragraph(mapping)
    rows = (
        Row(tuple(row["cells"]), Place(**row["place"]), frozenset(row["covered"]))
        for row in mapping["rows"]
    )
    return Table(tuple(rows))


def _paragraph(mapping: Mapping[str, Any]) -> Paragraph:
    return Paragraph(mapping["text"], Place(**mapping["place"]))


def _main() -> int:
    """Read standard input as a PDF and write the source, or why there is none."""
    from curriculum.icap.readers.pdf import read_pdf  # noqa: PLC0415 (loaded only in this process)

    resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY, MAX_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MAX_SECONDS, MAX_SECONDS))
    try:
        source = read_pdf(sys.stdin.buffer.read())
    except UnreadableDocumentError as error:
        json.dump([error.wording.zh, error.wording.en], sys.stdout)
        return _REFUSED
    except (MemoryError, RecursionError):
        wording = too_large().wording
        json.dump([wording.zh, wording.en], sys.stdout)
        return _REFUSED
    json.dump(asdict(source), sys.stdout, default=sorted)
    return 0


if __name__ == "__main__":
    sys.exit(_main())
