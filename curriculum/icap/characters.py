"""Characters of official documents: look-alikes repaired, widths folded, lines joined."""

import re
import unicodedata

_LOOKALIKES = re.compile("[\u2e80-\u2fdf\uf900-\ufaff\U0002f800-\U0002fa1f]")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2028-\u202e\u2060\ufeff]")
_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20, 0xA0: 0x20}
_BULLET = re.compile(r"^\s*(?:[•●◆◎■□▪‧·⚫◾➢➤►▶★※－\ue000-\uf8ff]|[-–—*](?=\s))\s*")
_PRIVATE = re.compile("[\ue000-\uf8ff]")
_SPACES = re.compile(r"\s+")


def repaired(text: str) -> str:
    """Replace ideographs that only look like the ordinary ones, and drop invisible marks.

    Full-width punctuation stays as printed.
    """
    ordinary = _LOOKALIKES.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text)
    return _INVISIBLE.sub("", ordinary).replace("\u00a0", " ")


def lookalikes(text: str) -> list[str]:
    """List the compatibility ideographs and radicals in a text, each once, in order."""
    found = (
        char for char in _LOOKALIKES.findall(text) if unicodedata.normalize("NFKC", char) != char
    )
    return list(dict.fromkeys(found))


def private_marks(text: str) -> list[str]:
    """List the private-use characters in a text, each once, in order."""
    return list(dict.fromkeys(_PRIVATE.findall(text)))


def folded(text: str) -> str:
    """Fold full-width letters, digits and punctuation, character by character."""
    return text.translate(_FULL_WIDTH)


def squeezed(text: str) -> str:
    """Fold, and take out all white space: the form in which labels and names are compared."""
    return _SPACES.sub("", folded(repaired(text)))


def without_bullet(text: str) -> tuple[str, bool]:
    """Take a leading bullet off, and say whether there was one."""
    found = _BULLET.match(text)
    return (text[found.end() :], True) if found else (text, False)


def joined(before: str, after: str) -> str:
    """Join two lines that are one text: Chinese without a space, western words with one."""
    left, right = before.rstrip(), after.strip()
    if not left or not right:
        return left + right
    western = left[-1].isascii() and right[0].isascii()
    words = western and left[-1].isalnum() and right[0].isalnum()
    spaced = before[-1].isspace() and left[-1].isascii() and left[-1] not in "([/-"
    return f"{left} {right}" if words or spaced else left + right


def joined_lines(text: str) -> str:
    """Join all lines of a cell into one text."""
    result = ""
    for line in text.split("\n"):
        result = joined(result, repaired(line)) if result else repaired(line).strip()
    return result.strip()
