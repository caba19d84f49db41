"""Compiling a packaged Typst template with data; nothing is fetched and nothing is interpolated.

The data go in as one JSON text that the template decodes: a name is text there and never source.
A compiler sees only the folder of its template. PDF/UA-1 refuses a missing glyph by itself.
"""

import json
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Literal

import typst

from webapp.paper.fonts import FOLDER

STANDARD: Literal["ua-1"] = "ua-1"
UNPRINTED = {"Cc", "Cf"}  # control and format signs
_LOCK = Lock()  # a compilation may take much memory: one at a time in a process


def pdf(template: Path, data: Mapping[str, object], *, moment: datetime) -> bytes:
    """Print a tagged PDF (PDF/UA-1); the same data and moment give the same file."""
    with _LOCK:
        made = _compiler(template).compile(
            sys_inputs=_inputs(data),
            format="pdf",
            pdf_standards=STANDARD,
            timestamp=int(moment.timestamp()),
        )
    return _single(made)


def svg_pages(template: Path, data: Mapping[str, object]) -> list[bytes]:
    """Draw each page as SVG, for a preview that is the print itself."""
    with _LOCK:
        made = _compiler(template).compile(sys_inputs=_inputs(data), format="svg")
    return made if isinstance(made, list) else [_single(made)]


def _inputs(data: Mapping[str, object]) -> dict[str, str]:
    return {"data": json.dumps(_visible(data), ensure_ascii=False)}


def _visible(content: object) -> object:
    """Leave out the signs that print nothing: some of them turn the direction of a whole line."""
    if isinstance(content, str):
        return "".join(sign for sign in content if unicodedata.category(sign) not in UNPRINTED)
    if isinstance(content, Mapping):
        return {key: _visible(value) for key, value in content.items()}
    if isinstance(content, Sequence):
        return [_visible(value) for value in content]
    return content


@lru_cache(maxsize=8)
def _compiler(template: Path) -> typst.Compiler:
    return typst.Compiler(input=template, root=template.parent, font_paths=_fonts())


@lru_cache(maxsize=1)
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, font_paths=[FOLDER])


def _single(made: bytes | list[bytes] | None) -> bytes:
    if not isinstance(made, bytes):
        raise TypeError(made)
    return made
