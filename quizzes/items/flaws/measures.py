"""What can be measured of a text: its width, its content words, its figures."""

import re
import unicodedata
from collections.abc import Collection

_HAN = r"\u3400-\u9fff\uf900-\ufaff"
_RUN = re.compile(rf"[{_HAN}]+")
_WORD = re.compile(r"[a-z][a-z'-]{2,}|\d+(?:\.\d+)?")
_NUMBER = re.compile(r"(?:nt\$|約)?([+-]?\d[\d,]*(?:\.\d+)?)\s*(\D{0,4})", re.IGNORECASE)
# Single characters that carry grammar rather than content.
_GRAMMAR = frozenset(
    "的了在是和與及或之以於為有被把將由對從到就也都而且並其此該這那哪個下列何者種什麼如何依"
    "要會能可再先只才很最更向給讓請你我他它們一二兩三四五六七八九十不沒無未上中後前時"
)
_ENGLISH_GRAMMAR = frozenset(
    [
        "the",
        "and",
        "for",
        "are",
        "was",
        "were",
        "been",
        "with",
        "from",
        "that",
        "this",
        "which",
        "what",
        "when",
        "who",
        "whom",
        "how",
        "why",
        "its",
        "their",
        "not",
        "then",
        "into",
        "will",
        "would",
        "should",
        "can",
        "could",
        "may",
        "might",
        "must",
        "does",
        "did",
        "has",
        "have",
        "had",
        "most",
        "best",
    ]
)


def plain(text: str) -> str:
    """Return a text as it counts: NFKC, without Markdown emphasis and placeholders' braces."""
    return unicodedata.normalize("NFKC", text).replace("**", "").replace("`", "").strip()


def width(text: str) -> int:
    """Return the columns a text takes up: a Chinese character two, a Latin letter one (UAX 11)."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in plain(text))


def characters(text: str) -> int:
    """Return the length in Chinese characters (字); two Latin letters count as one."""
    lines = (line for line in text.splitlines() if not line.lstrip().startswith("|"))
    return (sum(width(line) for line in lines) + 1) // 2


def content_tokens(text: str) -> frozenset[str]:
    """Return content bigrams of Chinese and content words of English."""
    folded = plain(text).casefold()
    words = {word for word in _WORD.findall(folded) if word not in _ENGLISH_GRAMMAR}
    bigrams = {
        run[i : i + 2]
        for run in _RUN.findall(folded)
        for i in range(len(run) - 1)
        if not _GRAMMAR & set(run[i : i + 2])
    }
    return frozenset(words | bigrams)


def likeness(one: Collection[str], other: Collection[str]) -> float:
    """Return the share of what two sets have in common (Jaccard 1901); 0 for two empty ones."""
    union = set(one) | set(other)
    return len(set(one) & set(other)) / len(union) if union else 0.0


def trigrams(text: str) -> frozenset[str]:
    """Return the runs of three characters in a text without its spaces."""
    packed = "".join(plain(text).casefold().split())
    return frozenset(packed[i : i + 3] for i in range(max(1, len(packed) - 2)))


def number_and_unit(text: str) -> tuple[float, str] | None:
    """Return the figure of a text that is nothing but a figure with its unit, else None."""
    found = _NUMBER.fullmatch(plain(text))
    return (float(found[1].replace(",", "")), found[2].strip()) if found else None


def centrality(texts: Collection[str]) -> list[float]:
    """Return for each text how much it has in common with the others, added up."""
    tokens = [content_tokens(text) for text in texts]
    return [
        sum(likeness(own, other) for j, other in enumerate(tokens) if j != i)
        for i, own in enumerate(tokens)
    ]
