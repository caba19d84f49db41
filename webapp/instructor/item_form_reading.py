"""From what a browser sends to the form of an item, and from the form to the item's mapping."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from werkzeug.datastructures import MultiDict

from quizzes.items.content import NO_LEVEL, Kind
from quizzes.items.formats.plain_yaml import read_plain_yaml
from quizzes.items.problems import MalformedItemError, problem
from quizzes.items.ratings import LEVELS
from webapp.instructor.item_form import (
    ATTRIBUTES,
    ItemForm,
    MisstepRow,
    OptionRow,
    RatingRow,
    SourceRow,
    VariableRow,
)
from webapp.instructor.row_acts import MOST_ROWS

CONSENSUS = "專業共識"

_NUMBER = r"-?\d+(?:\.\d+)?"
_RANGE = re.compile(
    rf"({_NUMBER})\s*(?:–|—|-|~|～|到|至)\s*({_NUMBER})\s*(?:/|／|[,，、]?\s*(?:間隔|每))\s*({_NUMBER})"
)
_LISTED = re.compile(r"[,，、;；\s]+")
Posted = MultiDict[str, str]


def read_form(posted: Posted, carried: Mapping[str, Any]) -> ItemForm:
    """Read the fields that a browser sent; `carried` is what no field shows."""
    keys = set(posted.getlist("key"))
    form = ItemForm(
        kind=posted.get("kind", ""),
        competency=posted.get("competency", ""),
        situation=_text(posted, "situation"),
        ask=_text(posted, "ask"),
        options=[
            OptionRow(
                _text(posted, f"options.{n}.text"),
                str(n) in keys,
                _text(posted, f"options.{n}.feedback"),
            )
            for n in _numbers(posted, "options", "text")
        ],
        is_shuffled="is_shuffled" in posted,
        steps=[_text(posted, f"steps.{n}.text") for n in _numbers(posted, "steps", "text")],
        variables=[
            VariableRow(
                _text(posted, f"variables.{n}.name"), _text(posted, f"variables.{n}.values")
            )
            for n in _numbers(posted, "variables", "name")
        ],
        answer=_text(posted, "answer_expression"),
        tolerance=_text(posted, "tolerance") or "0",
        unit=_text(posted, "unit"),
        missteps=[
            MisstepRow(
                _text(posted, f"missteps.{n}.answer"), _text(posted, f"missteps.{n}.feedback")
            )
            for n in _numbers(posted, "missteps", "answer")
        ],
        rationale=_text(posted, "rationale"),
        sources=[_source(posted, n) for n in _numbers(posted, "sources", "name")],
        indicators=posted.getlist("indicators"),
        level=posted.get("level", ""),
        cognitive=posted.get("cognitive", ""),
        ratings=[_rating_row(posted, n) for n in _numbers(posted, "ratings", "[0-6]")],
        valid_until=_text(posted, "valid_until"),
        kept=_reasons(posted),
        yaml=_text(posted, "yaml"),
        carried=dict(carried),
    )
    _rate_the_level_chosen(form)
    return form


def _rating_row(posted: Posted, number: int) -> RatingRow:
    names = {level: f"ratings.{number}.{level}" for level in (NO_LEVEL, *LEVELS)}
    return {level: _text(posted, name) for level, name in names.items() if name in posted}


def _rate_the_level_chosen(form: ItemForm) -> None:
    """Take what was rated before a level was chosen for ratings of that level."""
    if form.own_level != NO_LEVEL:
        for row in form.ratings:
            row[form.own_level] = row.get(form.own_level) or row.pop(NO_LEVEL, "")


def _reasons(posted: Posted) -> dict[str, str]:
    """Read why flaws are kept; one that stands at two fields needs its reason once."""
    written = [
        (name.removeprefix("keep."), reason.strip())
        for name, reason in posted.items(multi=True)
        if name.startswith("keep.") and reason.strip()
    ]
    return dict(reversed(written))


def _text(posted: Posted, name: str) -> str:
    return posted.get(name, "").replace("\r\n", "\n").replace("\r", "\n").strip()


def _numbers(posted: Posted, rows: str, part: str) -> list[int]:
    pattern = re.compile(rf"{rows}\.(\d{{1,2}})\.{part}", re.ASCII)
    found = {int(match[1]) for name in posted if (match := pattern.fullmatch(name))}
    return sorted(found)[:MOST_ROWS]


def _source(posted: Posted, number: int) -> SourceRow:
    part = f"sources.{number}"
    return SourceRow(
        is_law=posted.get(f"{part}.type") == "law",
        name=_text(posted, f"{part}.name"),
        article=_text(posted, f"{part}.article"),
        as_of=_text(posted, f"{part}.as_of"),
        url=_text(posted, f"{part}.url"),
        note=_text(posted, f"{part}.note"),
    )


def mapping_of(form: ItemForm) -> dict[str, Any]:
    """Return the item in the shape of a bank file; raises MalformedItemError for unreadable YAML.

    Empty fields are left out; what cannot be read as a figure or a list stays as it was typed, so
    that reading the item names it.
    """
    question = _question(form) if form.has_fields else _from_yaml(form.yaml)
    attributes = {
        "kind": form.kind,
        "cognitive": form.cognitive,
        "level": _figure(form.level),
        "indicators": form.indicators,
        "angoff": _angoff(form),
        "valid_until": form.valid_until,
        "keep": form.kept,
    }
    return _filled(attributes) | form.carried | question


def _angoff(form: ItemForm) -> list[float | str] | dict[str, list[float | str]]:
    rated = sorted({level for row in form.ratings for level, text in row.items() if text})
    columns = {
        level: [_rating(text) for row in form.ratings if (text := row.get(level))]
        for level in rated
    }
    if rated == [form.own_level]:
        return columns[form.own_level]
    return {str(level): shares for level, shares in columns.items()}


def _filled(mapping: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in mapping.items() if value not in ("", None, [], {})}


def _question(form: ItemForm) -> dict[str, Any]:
    parts: dict[str, Any] = {
        "stem": f"{form.situation}\n\n{form.ask}".strip(),
        "rationale": form.rationale,
    }
    parts["sources"] = [_source_mapping(each) for each in form.sources if each.name or each.article]
    return _filled(parts) | _filled(_KIND_PARTS[Kind(form.kind)](form))


def _choice_parts(form: ItemForm) -> dict[str, Any]:
    options = [
        _filled({"text": each.text, "feedback": each.feedback})
        | ({"key": True} if each.is_key else {})
        for each in form.options
    ]
    return {"options": options} | ({} if form.is_shuffled else {"shuffle": False})


def _numeric_parts(form: ItemForm) -> dict[str, Any]:
    return {
        "variables": {
            each.name: read_values(each.values)
            for each in form.variables
            if each.name or each.values
        },
        "answer": form.answer,
        "tolerance": "" if form.tolerance == "0" else form.tolerance,
        "unit": form.unit,
        "missteps": [
            _filled({"answer": each.answer, "feedback": each.feedback})
            for each in form.missteps
            if each.answer or each.feedback
        ],
    }


def _ordering_parts(form: ItemForm) -> dict[str, Any]:
    return {"steps": [step for step in form.steps if step]}


_KIND_PARTS = {
    Kind.SINGLE_CHOICE: _choice_parts,
    Kind.MULTIPLE_CHOICE: _choice_parts,
    Kind.NUMERIC: _numeric_parts,
    Kind.ORDERING: _ordering_parts,
}


def _source_mapping(row: SourceRow) -> dict[str, Any]:
    name = {"law": row.name} if row.is_law and row.name != CONSENSUS else {"title": row.name}
    rest = {"article": row.article, "as_of": row.as_of, "url": row.url, "note": row.note}
    return name | _filled(rest)


def read_values(text: str) -> dict[str, Any]:
    """Read the figures of a variable: a list, or `100–500 / 20` for a range with its step."""
    found = _RANGE.fullmatch(text)
    if found:
        return {"range": [_figure(bound) for bound in found.groups()]}
    return {"choices": [_figure(figure) for figure in _LISTED.split(text) if figure]}


def _figure(text: str) -> int | float | str:
    if re.fullmatch(r"-?\d{1,15}", text, re.ASCII):
        return int(text)
    return float(text) if re.fullmatch(_NUMBER, text, re.ASCII) and len(text) < 20 else text


def _rating(text: str) -> float | str:
    figure = _figure(text.removesuffix("%").strip())
    return figure if isinstance(figure, str) else round(figure / 100, 6)


def _from_yaml(text: str) -> dict[str, Any]:
    values = read_plain_yaml(text)
    if not isinstance(values, Mapping):
        raise MalformedItemError(
            [
                problem(
                    "yaml", "最外層要寫成「欄位: 值」", "The outermost level is a mapping of fields"
                )
            ]
        )
    return {str(key): json_value(value) for key, value in values.items() if key not in ATTRIBUTES}


def json_value(value: object) -> object:
    """Return a value of YAML as one of JSON: a day becomes its text."""
    if isinstance(value, Mapping):
        return {str(key): json_value(each) for key, each in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [json_value(each) for each in value]
    return value.isoformat() if isinstance(value, date) else value
