"""What a reading asks a person to look at, with the answers that can be chosen."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from curriculum.icap.source import Paragraph, Place
from curriculum.wording import Wording

BLANK = "{}"
"""In a free change: where the text that somebody wrote goes."""


class Severity(StrEnum):
    """How much a finding matters."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Operation(StrEnum):
    """What a change does to the document's JSON form."""

    SET = "set"
    ADD = "add"
    REMOVE = "remove"


@dataclass(frozen=True, slots=True)
class Change:
    """One change of the document's JSON form.

    `path` is made of keys and list positions, as in `duties/0/tasks/3/title`; ADD appends to the
    list there, REMOVE takes out what stands there, SET with None takes a printed code away.
    """

    path: str
    value: Any = None
    operation: Operation = Operation.SET


@dataclass(frozen=True, slots=True)
class Option:
    """An answer to a finding and what it changes."""

    key: str
    label: Wording
    changes: tuple[Change, ...] = ()
    explanation: Wording | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """Something unusual in a document; the first option is the one proposed.

    `free` are the changes that a text written by a person makes; `context` are the printed lines
    around the place.
    """

    id: str
    code: str
    severity: Severity
    place: Place
    text: str
    message: Wording
    needs_decision: bool = False
    explanation: Wording | None = None
    proposal: str | None = None
    options: tuple[Option, ...] = ()
    free: tuple[Change, ...] = ()
    task: str = ""
    context: tuple[Paragraph, ...] = field(default=())

    def to_mapping(self) -> dict[str, Any]:
        """Give the JSON form."""
        return {
            "id": self.id,
            "code": self.code,
            "severity": str(self.severity),
            "needs_decision": self.needs_decision,
            "task": self.task,
            "place": place_mapping(self.place),
            "text": self.text,
            "message": _wording_mapping(self.message),
            "explanation": _wording_mapping(self.explanation),
            "proposal": self.proposal,
            "options": [_option_mapping(option) for option in self.options],
            "free": [_change_mapping(change) for change in self.free],
            "context": [line_mapping(line) for line in self.context],
        }

    @classmethod
    def from_mapping(cls, mapping: Mapping[str, Any]) -> "Finding":
        """Build a finding from its JSON form."""
        message = _wording(mapping["message"])
        return cls(
            id=mapping["id"],
            code=mapping["code"],
            severity=Severity(mapping["severity"]),
            place=Place(**mapping["place"]),
            text=mapping["text"],
            message=message or Wording(zh="", en=""),
            needs_decision=mapping["needs_decision"],
            explanation=_wording(mapping["explanation"]),
            proposal=mapping["proposal"],
            options=tuple(_option(option) for option in mapping["options"]),
            free=tuple(_change(change) for change in mapping["free"]),
            task=mapping["task"],
            context=tuple(line_from(line) for line in mapping["context"]),
        )


def place_mapping(place: Place) -> dict[str, int | None]:
    """Give the JSON form of a place."""
    return {"page": place.page, "line": place.line, "table": place.table, "row": place.row}


def line_mapping(line: Paragraph) -> dict[str, Any]:
    """Give the JSON form of a printed line."""
    return {"text": line.text, "place": place_mapping(line.place)}


def line_from(mapping: Mapping[str, Any]) -> Paragraph:
    """Build a printed line from its JSON form."""
    return Paragraph(mapping["text"], Place(**mapping["place"]))


def _wording_mapping(wording: Wording | None) -> dict[str, str] | None:
    return None if wording is None else {"zh": wording.zh, "en": wording.en}


def _wording(mapping: Mapping[str, str] | None) -> Wording | None:
    return None if mapping is None else Wording(zh=mapping["zh"], en=mapping["en"])


def _option_mapping(option: Option) -> dict[str, Any]:
    return {
        "key": option.key,
        "label": _wording_mapping(option.label),
        "explanation": _wording_mapping(option.explanation),
        "changes": [_change_mapping(change) for change in option.changes],
    }


def _option(mapping: Mapping[str, Any]) -> Option:
    return Option(
        key=mapping["key"],
        label=_wording(mapping["label"]) or Wording(zh="", en=""),
        changes=tuple(_change(change) for change in mapping["changes"]),
        explanation=_wording(mapping["explanation"]),
    )


def _change_mapping(change: Change) -> dict[str, Any]:
    return {"path": change.path, "value": change.value, "operation": str(change.operation)}


def _change(mapping: Mapping[str, Any]) -> Change:
    return Change(mapping["path"], mapping["value"], Operation(mapping["operation"]))
