"""All the texts of an item that people read, with their fields."""

from collections.abc import Iterator

from quizzes.items.content import ItemContent, Option


def texts_of(content: ItemContent) -> Iterator[tuple[str, str]]:
    """Every text that a trainee may come to read, by field; those of a case's questions too."""
    for field, text in _all(content):
        if text:
            yield field, text
    for place, part in enumerate(content.questions, 1):
        for field, text in texts_of(part):
            yield f"questions[{place}].{field}", text


def _all(content: ItemContent) -> Iterator[tuple[str, str]]:
    yield "stem", content.stem
    yield "document", content.document
    yield "text", content.text
    yield from _options("options", content.options)
    for place, step in enumerate(content.steps, 1):
        yield f"steps[{place}]", step
    for place, pair in enumerate(content.pairs, 1):
        yield f"pairs[{place}].left", pair.left
        yield f"pairs[{place}].right", pair.right
        yield f"pairs[{place}].feedback", pair.feedback
    for place, text in enumerate(content.distractors, 1):
        yield f"distractors[{place}]", text
    for place, gap in enumerate(content.gaps, 1):
        yield from _options(f"gaps[{place}].options", gap.options)
        yield f"gaps[{place}].feedback", gap.feedback
    for place, misstep in enumerate(content.missteps, 1):
        yield f"missteps[{place}].feedback", misstep.feedback
    yield "rationale", content.rationale


def _options(field: str, options: tuple[Option, ...]) -> Iterator[tuple[str, str]]:
    for place, option in enumerate(options, 1):
        yield f"{field}[{place}].text", option.text
        yield f"{field}[{place}].feedback", option.feedback
