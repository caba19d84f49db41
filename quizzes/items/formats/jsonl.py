"""JSON lines, one an item, for those who examine banks with tools of their own.

Ratings stay behind: a tool that looks for cues must not see how hard an item is said to be.
"""

import json
from collections.abc import Iterator
from dataclasses import replace

from quizzes.items.content import ItemContent, Kind, to_mapping
from quizzes.items.formats.yaml_bank import Bank


def item_lines(bank: Bank) -> Iterator[str]:
    """Return one line an item; `key` is an index (single choice), indexes, or null."""
    for item in bank.items:
        yield _line(bank, item, item.attributes.code)


def choice_lines(bank: Bank) -> Iterator[str]:
    """Return one line for each single choice; the first question of case K29-16 is K29-16.1."""
    for item in bank.items:
        if item.kind is Kind.SINGLE_CHOICE:
            yield _line(bank, item, item.attributes.code)
        for place, part in enumerate(item.questions, 1):
            if part.kind is Kind.SINGLE_CHOICE:
                whole = replace(part, attributes=item.attributes, sources=item.sources)
                yield _line(bank, whole, f"{item.attributes.code}.{place}")


def _line(bank: Bank, item: ItemContent, name: str) -> str:
    attributes = item.attributes
    mapping = to_mapping(item)
    options, key = _options_and_key(item)
    return json.dumps(
        {
            "id": name,
            "competency": bank.competency,
            "kind": item.kind.value,
            "stem": item.stem,
            "options": options,
            "key": key,
            "cognitive": attributes.cognitive,
            "level": attributes.level,
            "indicators": list(attributes.indicators),
            "sources": mapping.get("sources", []),
        },
        ensure_ascii=False,
    )


def _options_and_key(item: ItemContent) -> tuple[list[str], int | list[int] | None]:
    if item.kind is Kind.ORDERING:
        return list(item.steps), list(range(len(item.steps)))
    keys = [place for place, option in enumerate(item.options) if option.key]
    texts = [option.text for option in item.options]
    if item.kind is Kind.SINGLE_CHOICE:
        return texts, keys[0]
    return texts, keys or None
