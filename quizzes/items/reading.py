"""From a mapping (a bank file, a form, a stored column) to an item's content."""

from collections.abc import Mapping

from quizzes.items.content import (
    Cognitive,
    Figure,
    Gap,
    ItemAttributes,
    ItemContent,
    Kept,
    Kind,
    Misstep,
    Option,
    Pair,
    Source,
    Variable,
)
from quizzes.items.field_reading import Fields
from quizzes.items.problems import MalformedItemError, Problem
from quizzes.items.ratings import read_ratings
from quizzes.items.wellformedness import content_problems

_CHOICE = frozenset({"options", "shuffle"})
FIELDS_OF = {
    Kind.SINGLE_CHOICE: _CHOICE,
    Kind.MULTIPLE_CHOICE: _CHOICE,
    Kind.NUMERIC: frozenset({"variables", "answer", "tolerance", "unit", "missteps"}),
    Kind.ORDERING: frozenset({"steps"}),
    Kind.MATCHING: frozenset({"pairs", "distractors"}),
    Kind.CLOZE: frozenset({"text", "gaps"}),
    Kind.SHORT_TEXT: frozenset({"accepted", "missteps"}),
    Kind.CASE: frozenset({"document", "variables", "questions"}),
}


def item_from_mapping(mapping: Mapping[str, object]) -> ItemContent:
    """Return the item that a mapping describes; else `MalformedItemError` with all its problems."""
    content, problems = unfinished_item(mapping)
    if problems or content is None:
        raise MalformedItemError(problems)
    return content


def unfinished_item(mapping: Mapping[str, object]) -> tuple[ItemContent | None, list[Problem]]:
    """Return what can be read of an item that is being written, and every problem of it.

    What cannot be read is empty in it; without a kind there is nothing to read.
    """
    problems: list[Problem] = []
    fields = Fields(mapping, problems)
    attributes = _attributes(fields)
    content = _content(fields, attributes)
    if content is not None:
        problems += content_problems(content)
    return content, _without_repeats(problems)


def stored_item(mapping: Mapping[str, object]) -> ItemContent:
    """Return the item that was well formed when it was stored, without examining it again."""
    problems: list[Problem] = []
    fields = Fields(mapping, problems)
    content = _content(fields, _attributes(fields))
    if problems or content is None:
        raise MalformedItemError(problems)
    return content


def _without_repeats(problems: list[Problem]) -> list[Problem]:
    """Keep the first problem of a field: one that is unreadable is not also missing."""
    first: dict[str, Problem] = {}
    for found in problems:
        first.setdefault(found.field, found)
    return list(first.values())


def _attributes(fields: Fields) -> ItemAttributes:
    cognitive = fields.one_of("cognitive", Cognitive)
    level = fields.whole_number("level", 1, 6)
    return ItemAttributes(
        code=fields.text("id", longest=40),
        cognitive=cognitive,
        level=level,
        indicators=fields.texts("indicators"),
        angoff=read_ratings(fields, level=level, cognitive=cognitive),
        valid_until=fields.day("valid_until"),
        language=fields.text("language", longest=20) or "zh-Hant-TW",
        keep=_kept(fields),
    )


def _kept(fields: Fields) -> tuple[Kept, ...]:
    reasons = fields.entries("keep")
    for flaw, reason in reasons.items():
        if not isinstance(reason, str) or not reason.strip():
            fields.note(f"keep.{flaw}", "要寫下保留的理由", "Write why it stays")
    return tuple(
        Kept(flaw, reason.strip()) for flaw, reason in reasons.items() if isinstance(reason, str)
    )


def _content(fields: Fields, attributes: ItemAttributes | None = None) -> ItemContent | None:
    kind = fields.one_of("kind", Kind)
    if kind is None:
        fields.note("kind", "缺少題型", "The kind is missing")
        return None
    content = ItemContent(
        kind=kind,
        stem=fields.text("stem", required=True),
        figures=tuple(_figure(part) for part in fields.parts("figures")),
        rationale=fields.text("rationale"),
        sources=tuple(_source(part) for part in fields.parts("sources")),
        attributes=attributes or ItemAttributes(),
        **_parts_of_kind(fields, FIELDS_OF[kind]),  # type: ignore[arg-type]
    )
    fields.finish()
    return content


def _parts_of_kind(fields: Fields, names: frozenset[str]) -> dict[str, object]:
    return {name: _READERS[name](fields) for name in sorted(names)}


def _figure(fields: Fields) -> Figure:
    svg = fields.text("svg", longest=40_000)
    figure = Figure(alt=fields.text("alt"), svg=svg, image=fields.text("image", longest=200))
    fields.finish()
    return figure


def _source(fields: Fields) -> Source:
    source = Source(
        law=fields.text("law", longest=200),
        title=fields.text("title", longest=300),
        article=fields.text("article", longest=100),
        as_of=fields.day("as_of"),
        url=fields.text("url", longest=500),
        note=fields.text("note", longest=1000),
    )
    fields.finish()
    return source


def _option(fields: Fields) -> Option:
    option = Option(
        text=fields.text("text", required=True, longest=1000),
        key=fields.flag("key", default=False),
        feedback=fields.text("feedback"),
    )
    fields.finish()
    return option


def _options(fields: Fields) -> tuple[Option, ...]:
    return tuple(_option(part) for part in fields.parts("options"))


def _pair(fields: Fields) -> Pair:
    pair = Pair(
        left=fields.text("left", required=True, longest=500),
        right=fields.text("right", required=True, longest=500),
        feedback=fields.text("feedback"),
    )
    fields.finish()
    return pair


def _gap(fields: Fields) -> Gap:
    gap = Gap(
        options=_options(fields),
        accepted=fields.texts("accepted"),
        feedback=fields.text("feedback"),
    )
    fields.finish()
    return gap


def _misstep(fields: Fields) -> Misstep:
    misstep = Misstep(answer=fields.expression("answer"), feedback=fields.text("feedback"))
    fields.finish()
    return misstep


def _variable(name: str, fields: Fields) -> Variable:
    variable = Variable(name, choices=fields.numbers("choices"), range=fields.numbers("range"))
    fields.finish()
    return variable


def _questions(fields: Fields) -> tuple[ItemContent, ...]:
    read = [_content(part) for part in fields.parts("questions")]
    return tuple(question for question in read if question is not None)


_READERS = {
    "options": _options,
    "shuffle": lambda fields: fields.flag("shuffle", default=True),
    "variables": lambda fields: tuple(
        _variable(name, part) for name, part in fields.named_parts("variables").items()
    ),
    "answer": lambda fields: fields.expression("answer"),
    "tolerance": lambda fields: fields.expression("tolerance") or "0",
    "unit": lambda fields: fields.text("unit", longest=20),
    "missteps": lambda fields: tuple(_misstep(part) for part in fields.parts("missteps")),
    "steps": lambda fields: fields.texts("steps"),
    "pairs": lambda fields: tuple(_pair(part) for part in fields.parts("pairs")),
    "distractors": lambda fields: fields.texts("distractors"),
    "text": lambda fields: fields.text("text"),
    "gaps": lambda fields: tuple(_gap(part) for part in fields.parts("gaps")),
    "accepted": lambda fields: fields.texts("accepted"),
    "document": lambda fields: fields.text("document", longest=20_000),
    "questions": _questions,
}
