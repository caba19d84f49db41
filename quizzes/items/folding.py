"""When two texts count as the same."""

import re
import unicodedata

_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_INVISIBLE = {"Cc", "Cf", "Cs"}
_EDGES = "。．.,，、；;：:！!？?「」『』\"'“”‘’（）()《》〈〉"


def folded(text: str) -> str:
    """Return the text without what typing varies: width, case, spaces, 臺/台, outer punctuation."""
    narrow = unicodedata.normalize("NFKC", text).casefold()
    joined = "".join(narrow.split()).replace("臺", "台")
    return _THOUSANDS.sub("", joined).strip(_EDGES)


def tidy(text: str) -> str:
    """Return what was typed, in one normal form and without control characters or outer space."""
    normal = unicodedata.normalize("NFKC", text)
    return "".join(c for c in normal if unicodedata.category(c) not in _INVISIBLE).strip()
