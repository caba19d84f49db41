"""Item-writing flaws, after Haladyna, Downing & Rodriguez 2002 and the NBME guide of 2020."""

from collections.abc import Iterator

from quizzes.items.content import ItemContent
from quizzes.items.flaws.completeness import completeness_flaws, rationale_flaws
from quizzes.items.flaws.finding import Flaw, FlawLevel, in_part, with_reasons
from quizzes.items.flaws.language import language_flaws
from quizzes.items.flaws.levels import level_flaws
from quizzes.items.flaws.options import option_flaws
from quizzes.items.flaws.stems import stem_flaws

__all__ = ["Flaw", "FlawLevel", "item_flaws"]


def item_flaws(content: ItemContent, *, competency: str) -> list[Flaw]:
    """Return every flaw of one item, with the reasons for which its author keeps some."""
    found = [
        *completeness_flaws(content, competency),
        *level_flaws(content.attributes),
        *_question_flaws(content),
        *language_flaws(content),
    ]
    for place, part in enumerate(content.questions, 1):
        found += in_part(f"questions[{place}]", _question_flaws(part))
    return with_reasons(content, found)


def _question_flaws(content: ItemContent) -> Iterator[Flaw]:
    yield from rationale_flaws(content)
    yield from stem_flaws(content)
    yield from option_flaws(content)
