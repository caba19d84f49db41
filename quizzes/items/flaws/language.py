"""Flaws of language: words and punctuation of elsewhere in Taiwanese text."""

from collections.abc import Iterator

from curriculum.modules.language import half_width_marks, mainland_terms
from curriculum.wording import Wording
from quizzes.items.content import ItemContent
from quizzes.items.flaws.finding import Flaw, FlawLevel
from quizzes.items.texts import texts_of


def language_flaws(content: ItemContent) -> Iterator[Flaw]:
    """Yield what reads foreign in the texts of an item written in Traditional Chinese."""
    if not content.attributes.language.startswith("zh"):
        return
    for field, text in texts_of(content):
        yield from _mainland_terms(field, text)
        yield from _half_width(field, text)


def _mainland_terms(field: str, text: str) -> Iterator[Flaw]:
    for term, ours in mainland_terms(text).items():
        yield Flaw(
            "mainland_term",
            FlawLevel.WARNING,
            field,
            Wording(zh=f"「{term}」在台灣說「{ours}」", en=f"“{term}” is “{ours}” in Taiwan"),
        )


def _half_width(field: str, text: str) -> Iterator[Flaw]:
    marks = half_width_marks(text)
    if marks:
        found, full = "".join(marks), "".join(marks.values())
        yield Flaw(
            "halfwidth_punctuation",
            FlawLevel.WARNING,
            field,
            Wording(
                zh=f"中文裡的標點用全形：{found} → {full}",
                en=f"Punctuation in Chinese text is full-width: {found} → {full}",
            ),
        )
