"""Reading an official document: needs neither the application nor a database."""

import json
import sys
from pathlib import Path

import click

from curriculum.icap.errors import UnreadableDocumentError
from curriculum.icap.readers.limits import MAX_BYTES
from curriculum.icap.reading import Reading, read_standard

UNREADABLE = 2


@click.command("read")
@click.argument("file", type=click.Path(path_type=Path))
def read(file: Path) -> None:
    """Print what a document says and what is unusual in it, as one JSON object."""
    _, reading = read_file(file)
    mapping = {
        "standard": reading.document.to_mapping(),
        "findings": [finding.to_mapping() for finding in reading.findings],
    }
    click.echo(json.dumps(mapping, ensure_ascii=False).encode("utf-8", "replace"))


def read_file(file: Path) -> tuple[bytes, Reading]:
    """Read a file, or say in one sentence why not and leave."""
    try:
        with file.open("rb") as opened:
            content = opened.read(MAX_BYTES + 1)
        return content, read_standard(content, filename=file.name)
    except UnreadableDocumentError as error:
        sentence = error.wording.zh
    except OSError:
        sentence = f"打不開「{file.name}」這個檔案。"
    click.echo(sentence, err=True)
    sys.exit(UNREADABLE)
