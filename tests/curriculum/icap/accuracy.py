"""How much of a known document was read rightly, field by field."""

import json
from collections.abc import Iterator
from pathlib import Path

SHARED = Path(__file__).parents[4] / "shared" / "standards"
DOCUMENTS = SHARED / "documents"


def document_codes() -> list[str]:
    """The standards whose truth is known here; none on a machine that lacks them."""
    return sorted(path.parent.name for path in DOCUMENTS.glob("*/expected.json"))


def truth(code: str) -> dict[str, object]:
    """What the document with this code really says."""
    path = DOCUMENTS / code / "expected.json"
    mapping: dict[str, object] = json.loads(path.read_text(encoding="utf-8"))
    return mapping


def leaves(value: object, path: str = "") -> Iterator[tuple[str, object]]:
    """Each scalar of a JSON value with the path that leads to it; an empty list is a leaf too."""
    if isinstance(value, dict):
        for key, child in value.items():
            yield from leaves(child, f"{path}/{key}")
    elif isinstance(value, list) and value:
        for index, child in enumerate(value):
            yield from leaves(child, f"{path}/{index}")
    else:
        yield path, value


def differences(read: object, expected: object) -> list[str]:
    """The fields that are missing, extra or different, one line each."""
    found, known = dict(leaves(read)), dict(leaves(expected))
    return [
        f"{path}: read {found.get(path, '–')!r}, is {known.get(path, '–')!r}"
        for path in sorted(found.keys() | known.keys())
        if path not in found or path not in known or found[path] != known[path]
    ]


def accuracy(read: object, expected: object) -> float:
    """Fields that agree in place and value, as a share of the larger number of fields."""
    found, known = dict(leaves(read)), dict(leaves(expected))
    agreed = sum(1 for path, value in known.items() if path in found and found[path] == value)
    return agreed / max(len(found), len(known), 1)
