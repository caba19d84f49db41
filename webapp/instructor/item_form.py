"""An item as its author writes it: texts in fields, whatever state they are in."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeAlias

from quizzes.items.content import NO_LEVEL, Cognitive, Kind
from quizzes.items.formats.plain_yaml import write_plain_yaml
from quizzes.items.kinds.shown import situation_and_ask
from quizzes.items.ratings import LEVELS, levels_to_rate

WITH_FIELDS = (Kind.SINGLE_CHOICE, Kind.MULTIPLE_CHOICE, Kind.NUMERIC, Kind.ORDERING)
CHOICES = (Kind.SINGLE_CHOICE, Kind.MULTIPLE_CHOICE)
# What the settings beside the question hold, whatever the kind.
ATTRIBUTES = (
    "id", "kind", "cognitive", "level", "indicators", "angoff", "valid_until", "language", "keep",
)  # fmt: skip


# What one judge says: of 100 who just deserve a level, how many answer right, by that level.
RatingRow: TypeAlias = dict[int, str]


@dataclass(slots=True)
class OptionRow:
    """One option."""

    text: str = ""
    is_key: bool = False
    feedback: str = ""


@dataclass(slots=True)
class VariableRow:
    """One variable; its figures as a list, or as a range with its step."""

    name: str = ""
    values: str = ""


@dataclass(slots=True)
class MisstepRow:
    """A wrong figure that people reach, and where they went astray."""

    answer: str = ""
    feedback: str = ""


@dataclass(slots=True)
class SourceRow:
    """A law or a document."""

    is_law: bool = True
    name: str = ""
    article: str = ""
    as_of: str = ""
    url: str = ""
    note: str = ""


@dataclass(slots=True)
class ItemForm:
    """Every field of an item as it stands on the page."""

    kind: str = Kind.SINGLE_CHOICE.value
    competency: str = ""
    situation: str = ""
    ask: str = ""
    options: list[OptionRow] = field(default_factory=list)
    is_shuffled: bool = True
    steps: list[str] = field(default_factory=list)
    variables: list[VariableRow] = field(default_factory=list)
    answer: str = ""
    tolerance: str = "0"
    unit: str = ""
    missteps: list[MisstepRow] = field(default_factory=list)
    rationale: str = ""
    sources: list[SourceRow] = field(default_factory=list)
    indicators: list[str] = field(default_factory=list)
    level: str = ""
    cognitive: str = ""
    ratings: list[RatingRow] = field(default_factory=list)
    valid_until: str = ""
    kept: dict[str, str] = field(default_factory=dict)  # reason by code of the flaw
    yaml: str = ""  # the question of a kind that has no fields
    carried: dict[str, Any] = field(default_factory=dict)  # what no field shows: figures, language

    @property
    def has_fields(self) -> bool:
        """Its kind is written in fields rather than in one text."""
        return self.kind in WITH_FIELDS

    @property
    def has_options(self) -> bool:
        """Its kind has options to choose from."""
        return self.kind in CHOICES

    @property
    def own_level(self) -> int:
        """The level that is chosen, or NO_LEVEL."""
        return int(self.level) if self.level in map(str, LEVELS) else NO_LEVEL


def blank_form(kind: str = Kind.SINGLE_CHOICE.value) -> ItemForm:
    """Return the form of a new item with room to begin in."""
    form = ItemForm(kind=kind)
    make_room(form)
    return form


def make_room(form: ItemForm) -> None:
    """Give a form the empty rows in which its kind begins."""
    if form.has_options and not form.options:
        count = 4 if form.kind == Kind.SINGLE_CHOICE else 5
        form.options = [OptionRow() for _ in range(count)]
    if form.kind == Kind.ORDERING and not form.steps:
        form.steps = [""] * 4
    if form.kind == Kind.NUMERIC:
        form.variables = form.variables or [VariableRow()]
        form.missteps = form.missteps or [MisstepRow()]
    if not form.has_fields and not form.yaml:
        form.yaml = write_plain_yaml(_SKELETONS[Kind(form.kind)])
    form.sources = form.sources or [SourceRow()]
    form.ratings = form.ratings or [{}]


_SKELETONS: Mapping[Kind, Mapping[str, object]] = {
    Kind.MATCHING: {
        "stem": "",
        "pairs": [{"left": "", "right": "", "feedback": ""} for _ in range(3)],
        "distractors": [""],
        "rationale": "",
        "sources": [{"title": "專業共識"}],
    },
    Kind.CLOZE: {
        "stem": "",
        "text": "第一格 {{1}}，第二格 {{2}}。",
        "gaps": [
            {"options": [{"text": "", "key": True}, {"text": "", "feedback": ""}]},
            {"accepted": [""], "feedback": ""},
        ],
        "rationale": "",
        "sources": [{"title": "專業共識"}],
    },
    Kind.SHORT_TEXT: {
        "stem": "",
        "accepted": [""],
        "missteps": [{"answer": "", "feedback": ""}],
        "rationale": "",
        "sources": [{"title": "專業共識"}],
    },
    Kind.CASE: {
        "stem": "",
        "document": "",
        "questions": [
            {
                "kind": "single_choice",
                "stem": "",
                "options": [{"text": "", "key": True}, {"text": "", "feedback": ""}],
                "rationale": "",
            }
            for _ in range(3)
        ],
        "sources": [{"title": "專業共識"}],
    },
}


def form_of(mapping: Mapping[str, Any], *, competency: str) -> ItemForm:
    """Show an item that was stored, finished or not."""
    form = ItemForm(kind=str(mapping.get("kind", "")), competency=competency)
    _show_attributes(form, mapping)
    if form.has_fields:
        _show_question(form, mapping)
    else:
        question = {k: v for k, v in mapping.items() if k not in ATTRIBUTES}
        form.yaml = write_plain_yaml(question)
    make_room(form)
    return form


def _show_attributes(form: ItemForm, mapping: Mapping[str, Any]) -> None:
    form.cognitive = str(mapping.get("cognitive", ""))
    form.level = str(mapping.get("level", ""))
    form.indicators = [str(code) for code in _list(mapping, "indicators")]
    form.ratings = _rating_rows(mapping.get("angoff"), form.own_level)
    form.valid_until = _day(mapping.get("valid_until", ""))
    form.kept = dict(mapping.get("keep", {}))
    shown_nowhere = ("language", "figures") if form.has_fields else ("language",)
    form.carried = {key: mapping[key] for key in shown_nowhere if key in mapping}


def _rating_rows(stored: object, own_level: int) -> list[RatingRow]:
    by_level = stored if isinstance(stored, Mapping) else {str(own_level): stored}
    columns = {
        level: [percentage(share) for share in _list(by_level, str(level))]
        for level in (NO_LEVEL, *LEVELS)
    }
    return [
        {level: shares[n] for level, shares in columns.items() if n < len(shares)}
        for n in range(max(map(len, columns.values())))
    ]


def rated_levels(form: ItemForm, of_standard: Collection[int]) -> list[int]:
    """Return the levels that the page asks ratings for, highest first, and those already rated."""
    is_recall = form.cognitive == Cognitive.REMEMBER
    asked = levels_to_rate(form.own_level, is_recall=is_recall, of_standard=of_standard)
    rated = {level for row in form.ratings for level, share in row.items() if share}
    return sorted({*asked, *rated}, reverse=True)


def _show_question(form: ItemForm, mapping: Mapping[str, Any]) -> None:
    form.situation, form.ask = situation_and_ask(str(mapping.get("stem", "")))
    form.options = [
        OptionRow(each.get("text", ""), bool(each.get("key")), each.get("feedback", ""))
        for each in _list(mapping, "options")
    ]
    form.is_shuffled = bool(mapping.get("shuffle", True))
    form.steps = [str(step) for step in _list(mapping, "steps")]
    form.variables = [
        VariableRow(name, shown_values(each)) for name, each in mapping.get("variables", {}).items()
    ]
    form.answer, form.unit = str(mapping.get("answer", "")), mapping.get("unit", "")
    form.tolerance = str(mapping.get("tolerance", "0"))
    form.missteps = [
        MisstepRow(str(each.get("answer", "")), each.get("feedback", ""))
        for each in _list(mapping, "missteps")
    ]
    form.rationale = mapping.get("rationale", "")
    form.sources = [
        SourceRow(
            is_law=bool(each.get("law")),
            name=each.get("law") or each.get("title", ""),
            article=each.get("article", ""),
            as_of=_day(each.get("as_of", "")),
            url=each.get("url", ""),
            note=each.get("note", ""),
        )
        for each in _list(mapping, "sources")
    ]


def _list(mapping: Mapping[str, Any], name: str) -> Sequence[Any]:
    value = mapping.get(name, ())
    return value if isinstance(value, list | tuple) else ()


def _day(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


def percentage(rating: object) -> str:
    """Show a rating of 0…1 as so many of a hundred: 0.65 as 65."""
    if not isinstance(rating, int | float):
        return str(rating)
    return f"{rating * 100:.4f}".rstrip("0").rstrip(".")


def shown_values(variable: Mapping[str, Any]) -> str:
    """Show the figures of a variable: `240, 320, 460` or `100–500 / 20`."""
    choices, bounds = variable.get("choices"), variable.get("range")
    if bounds and len(bounds) == 3:
        return f"{bounds[0]}–{bounds[1]} / {bounds[2]}"
    return ", ".join(str(figure) for figure in choices or bounds or ())
