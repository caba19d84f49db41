"""Flaws of language: words and punctuation of elsewhere in Taiwanese text."""

import re
from collections.abc import Iterator

from curriculum.wording import Wording
from quizzes.items.content import ItemContent
from quizzes.items.flaws.finding import Flaw, FlawLevel
from quizzes.items.flaws.words import TAIWAN_FOR, TAIWAN_FOR_SENSE
from quizzes.items.texts import texts_of

_MAINLAND = re.compile("|".join(sorted(TAIWAN_FOR, key=len, reverse=True)))
_PLACEHOLDER = re.compile(r"\{+[^{}]*\}+")
_HAN = r"[\u3400-\u9fff\uf900-\ufaff]"
_HALF_WIDTH = re.compile(rf"(?<={_HAN})[,;:?!](?!//|-)|(?<={_HAN})\((?!http)|\)(?={_HAN})")
_FULL_WIDTH = str.maketrans(",;:?!()", "，；：？！（）")


def language_flaws(content: ItemContent) -> Iterator[Flaw]:
    """Yield what reads foreign in the texts of an item written in Traditional Chinese."""
    if not content.attributes.language.startswith("zh"):
        return
    for field, text in texts_of(content):
        yield from _mainland_terms(field, text)
        yield from _half_width(field, text)


def _mainland_terms(field: str, text: str) -> Iterator[Flaw]:
    found = {term: TAIWAN_FOR[term] for term in _MAINLAND.findall(text)}
    for pattern, ours in TAIWAN_FOR_SENSE.items():
        found |= dict.fromkeys(re.findall(pattern, text), ours)
    for term, ours in found.items():
        yield Flaw(
            "mainland_term",
            FlawLevel.WARNING,
            field,
            Wording(zh=f"「{term}」在台灣說「{ours}」", en=f"“{term}” is “{ours}” in Taiwan"),
        )


def _half_width(field: str, text: str) -> Iterator[Flaw]:
    marks = dict.fromkeys(_HALF_WIDTH.findall(_PLACEHOLDER.sub("0", text)))
    if marks:
        found = "".join(marks)
        full = found.translate(_FULL_WIDTH)
        yield Flaw(
            "halfwidth_punctuation",
            FlawLevel.WARNING,
            field,
            Wording(
                zh=f"中文裡的標點用全形：{found} → {full}",
                en=f"Punctuation in Chinese text is full-width: {found} → {full}",
            ),
        )
