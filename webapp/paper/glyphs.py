"""Which characters the shipped fonts can print: a name is never printed as empty boxes.

The `cmap` table of OpenType, format 12 (segmented coverage):
https://learn.microsoft.com/typography/opentype/spec/cmap
"""

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from struct import unpack_from

from curriculum.errors import InvalidError
from webapp.paper.fonts import FONTS

UNSEEN = {"Cc", "Cf", "Zs", "Zl", "Zp"}  # control signs and spaces print nothing
_FORMAT_12 = 12


class MissingGlyphError(InvalidError):
    """Something to be printed holds characters that no shipped font has."""


def require_printable(content: object, *, of: str) -> None:
    """Refuse to issue what cannot be printed whole, and name the characters."""
    missing = missing_glyphs(content)
    if missing:
        signs = "、".join(f"「{sign}」（U+{ord(sign):04X}）" for sign in missing)
        raise MissingGlyphError(
            f"{of}裡有字型印不出來的字：{signs}。改用可印的字，或聯絡管理者加裝字型。",
            f"The fonts lack characters of {of}: "
            f"{', '.join(f'{sign} (U+{ord(sign):04X})' for sign in missing)}.",
        )


def missing_glyphs(content: object) -> Sequence[str]:
    """Return the characters of all texts of some content that a shipped font lacks."""
    signs = {sign for text in _texts(content) for sign in text}
    return sorted(
        sign
        for sign in signs
        if ord(sign) not in covered() and unicodedata.category(sign) not in UNSEEN
    )


@lru_cache(maxsize=1)
def covered() -> frozenset[int]:
    """Return the code points that every shipped weight has."""
    return frozenset.intersection(*(_coverage(path.read_bytes()) for path in FONTS))


def _texts(content: object) -> Iterator[str]:
    if isinstance(content, str):
        yield content
    elif isinstance(content, Mapping):
        for value in content.values():
            yield from _texts(value)
    elif isinstance(content, Sequence):
        for value in content:
            yield from _texts(value)


def _coverage(font: bytes) -> frozenset[int]:
    """Read the code points of a font from its full-repertoire character map."""
    [table] = (
        unpack_from(">L", font, at + 8)[0]
        for at in range(12, 12 + 16 * unpack_from(">H", font, 4)[0], 16)
        if font[at : at + 4] == b"cmap"
    )
    (count,) = unpack_from(">H", font, table + 2)
    starts = (table + unpack_from(">L", font, table + 8 + 8 * n)[0] for n in range(count))
    start = next(at for at in starts if unpack_from(">H", font, at)[0] == _FORMAT_12)
    (groups,) = unpack_from(">L", font, start + 12)
    ranges = (unpack_from(">LL", font, start + 16 + 12 * n) for n in range(groups))
    return frozenset(code for first, last in ranges for code in range(first, last + 1))
