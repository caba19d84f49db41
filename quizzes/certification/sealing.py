"""The seal of a certificate: whoever changes a printed field without the key breaks it.

HMAC-SHA256 (RFC 2104) over the printed fields in one fixed form, and a plain SHA-256 that names a
report. The key is the platform's; it never stands in the database.
"""

import hmac
import json
from collections.abc import Mapping
from hashlib import sha256

SHOWN_LENGTH = 8


def canonical(fields: Mapping[str, object]) -> bytes:
    """Write fields in the one form that is sealed: JSON, keys sorted, no spaces, UTF-8."""
    return json.dumps(
        fields, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    ).encode()


def seal(fields: Mapping[str, object], key: bytes) -> str:
    """Seal the printed fields of a certificate."""
    return hmac.new(key, canonical(fields), sha256).hexdigest()


def is_sealed(fields: Mapping[str, object], claimed: str, key: bytes) -> bool:
    """Tell whether these fields are the ones that were sealed."""
    return hmac.compare_digest(seal(fields, key), claimed)


def content_hash(fields: Mapping[str, object]) -> str:
    """Return the SHA-256 that names the content of a report."""
    return sha256(canonical(fields)).hexdigest()


def shown_hash(digest: str) -> str:
    """Return what is printed of a seal or hash, for the eye: 3f9a c21e."""
    return f"{digest[:4]} {digest[4:SHOWN_LENGTH]}"
