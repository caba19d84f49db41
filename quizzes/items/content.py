"""One item's content, as it is stored, written in a bank file, and put to a trainee."""

from collections.abc import Mapping
from dataclasses import Field, dataclass, field, fields, is_dataclass
from datetime import date
from enum import StrEnum
from typing import Any, TypeAlias

Number = int | float
# For each level of trainee, one figure a judge: of those who just deserve it, the share (0…1) that
# answers right.
Ratings: TypeAlias = Mapping[int, tuple[float, ...]]

NO_LEVEL = 0  # of an item whose level is still to be chosen
HIGHEST_OF_RECALL = 3  # remembering shows nothing of work that asks for judgement of one's own


class Kind(StrEnum):
    """How an item is answered."""

    SINGLE_CHOICE = "single_choice"
    MULTIPLE_CHOICE = "multiple_choice"
    NUMERIC = "numeric"
    ORDERING = "ordering"
    MATCHING = "matching"
    CLOZE = "cloze"
    SHORT_TEXT = "short_text"
    CASE = "case"


class Cognitive(StrEnum):
    """What an item asks of the mind (Anderson & Krathwohl 2001), lowest first."""

    REMEMBER = "remember"
    UNDERSTAND = "understand"
    APPLY = "apply"
    ANALYSE = "analyse"
    EVALUATE = "evaluate"


@dataclass(frozen=True, slots=True)
class Option:
    """One thing to choose; `feedback` names the misstep of whoever chooses it."""

    text: str
    key: bool = False
    feedback: str = ""


@dataclass(frozen=True, slots=True)
class Pair:
    """A left-hand text and the right-hand text that belongs to it."""

    left: str
    right: str
    feedback: str = ""


@dataclass(frozen=True, slots=True)
class Gap:
    """A gap of a cloze: chosen from options, or typed in one of the accepted forms."""

    options: tuple[Option, ...] = ()
    accepted: tuple[str, ...] = ()
    feedback: str = ""


@dataclass(frozen=True, slots=True)
class Variable:
    """A figure drawn for each attempt: one of the choices, or of min, min + step, … max."""

    name: str
    choices: tuple[Number, ...] = ()
    range: tuple[Number, ...] = ()  # min, max, step


@dataclass(frozen=True, slots=True)
class Misstep:
    """A wrong answer that people reach, and where they went astray."""

    answer: str
    feedback: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture drawn for the item (inline SVG or a file), and what it tells in words."""

    alt: str
    svg: str = ""
    image: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """What the key rests on: a law's article or a titled document, and the date of its text."""

    law: str = ""
    title: str = ""
    article: str = ""
    as_of: date | None = None
    url: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Kept:
    """A flaw that the author leaves in place, and why."""

    flaw: str
    reason: str


@dataclass(frozen=True, slots=True)
class ItemAttributes:
    """What is known of an item as a whole: its code, its level, what it serves, its ratings."""

    code: str = ""  # K29-07
    cognitive: Cognitive | None = None
    level: int | None = None  # 1–6, the task level that it can support
    indicators: tuple[str, ...] = ()
    angoff: Ratings = field(default_factory=dict)
    valid_until: date | None = None
    language: str = "zh-Hant-TW"
    keep: tuple[Kept, ...] = ()

    @property
    def own_level(self) -> int:
        """The level that it can support; NO_LEVEL while none is chosen."""
        return self.level or NO_LEVEL

    @property
    def is_recall(self) -> bool:
        """It asks for nothing but remembering, so it supports no level above HIGHEST_OF_RECALL."""
        return self.cognitive is Cognitive.REMEMBER

    @property
    def own_ratings(self) -> tuple[float, ...]:
        """The ratings for its own level."""
        return self.angoff.get(self.own_level, ())


@dataclass(frozen=True, slots=True)
class ItemContent:
    """What is asked, how it is judged and why; texts are plain text with a small Markdown subset.

    The question of a case is itself an `ItemContent`, without attributes of its own.
    """

    kind: Kind
    stem: str
    figures: tuple[Figure, ...] = ()
    variables: tuple[Variable, ...] = ()
    options: tuple[Option, ...] = ()  # single_choice, multiple_choice
    shuffle: bool = True
    answer: str = ""  # numeric: an expression over the variables
    tolerance: str = "0"  # numeric: an amount, or "1%"
    unit: str = ""
    steps: tuple[str, ...] = ()  # ordering, in the right order
    pairs: tuple[Pair, ...] = ()  # matching
    distractors: tuple[str, ...] = ()
    text: str = ""  # cloze, with gaps {{1}}, {{2}} …
    gaps: tuple[Gap, ...] = ()
    accepted: tuple[str, ...] = ()  # short_text
    missteps: tuple[Misstep, ...] = ()  # numeric, short_text
    document: str = ""  # case
    questions: tuple["ItemContent", ...] = ()
    rationale: str = ""
    sources: tuple[Source, ...] = ()
    attributes: ItemAttributes = ItemAttributes()


def to_mapping(content: ItemContent) -> dict[str, Any]:
    """Return the content in the shape of a bank file: JSON values only, defaults left out."""
    attributes = _plain_fields(content.attributes)
    code = attributes.pop("code", None)
    mapping = _plain_fields(content)
    mapping.pop("attributes", None)
    if content.variables:
        mapping["variables"] = {
            variable.name: {k: v for k, v in _plain_fields(variable).items() if k != "name"}
            for variable in content.variables
        }
    if content.attributes.angoff:
        attributes["angoff"] = _written_ratings(content.attributes)
    if content.attributes.keep:
        attributes["keep"] = {kept.flaw: kept.reason for kept in content.attributes.keep}
    return ({"id": code} if code else {}) | {"kind": mapping.pop("kind")} | attributes | mapping


def _written_ratings(attributes: ItemAttributes) -> list[float] | dict[str, list[float]]:
    """Return the ratings for its own level as a list; as soon as others are rated, by level."""
    ratings = attributes.angoff
    if ratings.keys() == {attributes.own_level}:
        return list(attributes.own_ratings)
    return {str(level): list(ratings[level]) for level in sorted(ratings)}


def _plain_fields(part: Any) -> dict[str, Any]:  # noqa: ANN401 - any of the dataclasses above
    values = ((field, getattr(part, field.name)) for field in fields(part))
    return {field.name: _plain(value) for field, value in values if not _is_default(field, value)}


def _is_default(field: Field[Any], value: object) -> bool:
    return bool(value == field.default) or value == {}


def _plain(value: object) -> object:
    if isinstance(value, ItemContent):
        return to_mapping(value)
    if is_dataclass(value):
        return _plain_fields(value)
    if isinstance(value, tuple):
        return [_plain(member) for member in value]
    if isinstance(value, StrEnum):
        return value.value
    return value.isoformat() if isinstance(value, date) else value
