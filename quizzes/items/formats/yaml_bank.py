"""A bank file: the items of one competency, in YAML that people write by hand."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from curriculum.wording import Wording
from quizzes.items.content import ItemContent, to_mapping
from quizzes.items.formats.plain_yaml import UnreadableYamlError, read_plain_yaml, write_plain_yaml
from quizzes.items.problems import MalformedItemError
from quizzes.items.reading import item_from_mapping

MOST_ITEMS = 200

_STANDARD = re.compile(r"[A-Za-z0-9-]{3,40}", re.ASCII)
_COMPETENCY = re.compile(r"[KSA]\d{2,3}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Bank:
    """The items of one competency of one standard."""

    standard: str
    competency: str
    items: tuple[ItemContent, ...]


@dataclass(frozen=True, slots=True)
class BankProblem:
    """One thing wrong with a bank file: which file, which item, which field."""

    file: str
    item: str  # its id, "#3" without one, or empty for the file itself
    field: str
    wording: Wording


@dataclass(frozen=True, slots=True)
class BankReading:
    """What was read of a bank file: the items that are well formed, and every problem."""

    bank: Bank
    problems: tuple[BankProblem, ...]


def read_bank(text: str, *, file: str) -> BankReading:
    """Read a bank file; `file` is its name in the messages."""
    try:
        mapping = read_plain_yaml(text)
    except UnreadableYamlError as error:
        return _unreadable(file, error.wording)
    if not isinstance(mapping, Mapping):
        return _unreadable(
            file,
            Wording(
                zh="最外層要有 standard、competency、items",
                en="The outermost level holds standard, competency and items",
            ),
        )
    return _read(mapping, file)


def _unreadable(file: str, wording: Wording) -> BankReading:
    return BankReading(Bank("", "", ()), (BankProblem(file, "", "", wording),))


def _read(mapping: Mapping[str, object], file: str) -> BankReading:
    standard = _text(mapping.get("standard"))
    competency = _text(mapping.get("competency"))
    problems = [BankProblem(file, "", *found) for found in _header_problems(mapping)]
    items: dict[str, ItemContent] = {}
    for place, entry in enumerate(_entries(mapping), 1):
        name, item, found = _read_item(entry, place, competency)
        if item and name in items:
            found = [("id", Wording(zh="這個 id 用過了", en="This id is taken"))]
        elif item and not found:
            items[name] = item
        problems += [BankProblem(file, name, *each) for each in found]
    return BankReading(Bank(standard, competency, tuple(items.values())), tuple(problems))


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _entries(mapping: Mapping[str, object]) -> list[object]:
    entries = mapping.get("items")
    return entries[:MOST_ITEMS] if isinstance(entries, list) else []


def _header_problems(mapping: Mapping[str, object]) -> Iterator[tuple[str, Wording]]:
    if not _STANDARD.fullmatch(_text(mapping.get("standard"))):
        yield "standard", Wording(zh="缺少職能基準代碼", en="The standard's code is missing")
    if not _COMPETENCY.fullmatch(_text(mapping.get("competency"))):
        yield (
            "competency",
            Wording(zh="缺少職能代碼，例如 K29", en="The competency's code is missing, e.g. K29"),
        )
    entries = mapping.get("items")
    if not isinstance(entries, list) or not 1 <= len(entries) <= MOST_ITEMS:
        yield (
            "items",
            Wording(zh=f"要有 1 到 {MOST_ITEMS} 題", en=f"1 to {MOST_ITEMS} items"),
        )
    for key in mapping:
        if key not in {"standard", "competency", "items"}:
            yield key, Wording(zh="這裡沒有這個欄位", en="There is no such field here")


_Found = list[tuple[str, Wording]]


def _read_item(
    entry: object, place: int, competency: str
) -> tuple[str, ItemContent | None, _Found]:
    if not isinstance(entry, Mapping):
        return (
            f"#{place}",
            None,
            [("", Wording(zh="要寫成「欄位: 值」", en="This is a mapping of fields"))],
        )
    name = _text(entry.get("id")) or f"#{place}"
    found: _Found = []
    if not re.fullmatch(rf"{re.escape(competency)}-\d{{2,3}}", name):
        found.append(
            (
                "id",
                Wording(
                    zh=f"id 要寫成 {competency}-07 這樣", en=f"An id looks like {competency}-07"
                ),
            )
        )
    try:
        return name, item_from_mapping(entry), found
    except MalformedItemError as error:
        return name, None, found + [(each.field, each.wording) for each in error.problems]


def write_bank(bank: Bank) -> str:
    """Return the bank as a file that `read_bank` reads back."""
    return write_plain_yaml(
        {
            "standard": bank.standard,
            "competency": bank.competency,
            "items": [to_mapping(item) for item in bank.items],
        }
    )
