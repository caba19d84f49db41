"""The seal of an audit entry over itself and the entry before it."""

import json
from collections.abc import Mapping
from hashlib import sha256

FIRST = "0" * 64


def sealed(previous_hash: str, fields: Mapping[str, object]) -> str:
    """Return the SHA-256 of the previous seal and the entry's fields in a fixed form."""
    text = json.dumps(fields, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(f"{previous_hash}\n{text}".encode()).hexdigest()
