"""The receipt of a hand-in: what was handed in, and a fingerprint by which it is recognised."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

SHOWN = 16  # characters of the fingerprint that people read and type; 64 bits


@dataclass(frozen=True, slots=True)
class HandedIn:
    """One item of an attempt as it was handed in; `seq` is 0 and the response empty for a blank."""

    position: int
    item_version_id: int
    seq: int
    response: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the trainee was told at the hand-in."""

    attempt_id: str  # public id
    handed_in_at: datetime
    handed_in_by: str  # login, or "deadline", or "rule"
    item_count: int
    answered_count: int
    fingerprint: str


def receipt_of(reply: Mapping[str, Any], *, by: str) -> Receipt | None:
    """Read the reply that a hand-in keeps; None for one from before there were receipts."""
    if "fingerprint" not in reply:
        return None
    return Receipt(
        attempt_id=reply["attempt"],
        handed_in_at=datetime.fromisoformat(reply["handed_in_at"]),
        handed_in_by=by,
        item_count=reply["items"],
        answered_count=reply["answered"],
        fingerprint=reply["fingerprint"],
    )


def fingerprint(attempt_id: str, handed_in_at: datetime, items: Iterable[HandedIn]) -> str:
    """Return SHA-256 over the attempt, the moment and every answer, as 64 hexadecimal digits."""
    told = {
        "attempt": attempt_id,
        "handed_in_at": handed_in_at.isoformat(),
        "answers": [[i.position, i.item_version_id, i.seq, i.response] for i in items],
    }
    text = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(text.encode()).hexdigest()


def in_groups(mark: str) -> str:
    """Write the beginning of a fingerprint in groups of four, as people read it."""
    short = mark[:SHOWN].upper()
    return " ".join(short[i : i + 4] for i in range(0, len(short), 4))


def is_same_mark(typed: str, kept: str) -> bool:
    """Tell whether somebody typed a fingerprint, or as much of it as a receipt shows."""
    plain = "".join(c for c in typed.lower() if c.isalnum())
    return len(plain) >= SHOWN and kept.startswith(plain)
