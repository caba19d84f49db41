"""Sources that cannot be looked up: a law, an article or a date that is not in the list."""

from collections.abc import Iterator, Sequence

from curriculum.modules.citations import CitedTexts, citation_problems
from quizzes.items.content import ItemContent, Source
from quizzes.items.flaws.finding import Flaw, FlawLevel


def citation_flaws(content: ItemContent, texts: CitedTexts) -> Iterator[Flaw]:
    """Yield what is wrong with the laws that an item and its questions cite."""
    yield from _flaws("sources", content.sources, texts)
    for place, part in enumerate(content.questions, 1):
        yield from _flaws(f"questions[{place}].sources", part.sources, texts)


def _flaws(field: str, sources: Sequence[Source], texts: CitedTexts) -> Iterator[Flaw]:
    for place, source in enumerate(sources, 1):
        if source.law:
            for said in citation_problems(
                texts, law=source.law, article=source.article, as_of=source.as_of
            ):
                yield Flaw("unknown_citation", FlawLevel.ERROR, f"{field}[{place}]", said)
