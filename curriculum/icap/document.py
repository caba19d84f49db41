"""The official document as it was read: frozen, and one to one with its JSON form."""

from dataclasses import dataclass, fields
from types import MappingProxyType
from typing import Any, Self

_OMITTED_WHEN_NONE = frozenset({"printed_code", "description"})


class Part:
    """A piece of the document that knows its JSON form."""

    __slots__ = ()

    def to_mapping(self) -> dict[str, Any]:
        """Give the JSON form; keys that only some pieces have are left out where they are not."""
        mapping = {}
        for field in fields(self):  # type: ignore[arg-type]
            value = getattr(self, field.name)
            if value is None and field.name in _OMITTED_WHEN_NONE:
                continue
            mapping[field.name] = _to_json(value)
        return mapping

    @classmethod
    def from_mapping(cls, mapping: dict[str, Any]) -> Self:
        """Build the piece that `to_mapping` gave this form; KeyError where a key is missing."""
        arguments = {}
        for field in fields(cls):  # type: ignore[arg-type]
            if field.name in _OMITTED_WHEN_NONE and field.name not in mapping:
                continue
            arguments[field.name] = _from_json(mapping[field.name], _PARTS.get(field.name))
        return cls(**arguments)


def _to_json(value: object) -> object:
    if isinstance(value, tuple):
        return [_to_json(child) for child in value]
    return value.to_mapping() if isinstance(value, Part) else value


def _from_json(value: object, part: type[Part] | None) -> object:
    if isinstance(value, list):
        return tuple(child if part is None else part.from_mapping(child) for child in value)
    return value


@dataclass(frozen=True, slots=True)
class VersionEntry(Part):
    """One row of the version table; the date is ISO 8601, or as printed where it is no date."""

    version: str
    code: str
    name: str
    status: str
    note: str
    date: str


@dataclass(frozen=True, slots=True)
class Category(Part):
    """A career, occupation or industry class the standard belongs to."""

    name: str
    code: str


@dataclass(frozen=True, slots=True)
class Output(Part):
    """工作產出: what a task leaves behind."""

    code: str
    title: str
    printed_code: str | None = None


@dataclass(frozen=True, slots=True)
class Indicator(Part):
    """行為指標: how one sees that the task is done well."""

    code: str
    text: str
    printed_code: str | None = None


@dataclass(frozen=True, slots=True)
class Competency(Part):
    """A knowledge or skill entry as printed in one block; its code is local to the standard."""

    code: str
    name: str
    printed_code: str | None = None


@dataclass(frozen=True, slots=True)
class Block(Part):
    """The part of a task that stands at one level; the level is None where it cannot be read."""

    level: int | None
    indicators: tuple[Indicator, ...]
    knowledge: tuple[Competency, ...]
    skills: tuple[Competency, ...]


@dataclass(frozen=True, slots=True)
class Task(Part):
    """工作任務 with its outputs and its blocks."""

    code: str
    title: str
    outputs: tuple[Output, ...]
    blocks: tuple[Block, ...]
    printed_code: str | None = None


@dataclass(frozen=True, slots=True)
class Duty(Part):
    """主要職責 with its tasks."""

    code: str
    title: str
    tasks: tuple[Task, ...]


@dataclass(frozen=True, slots=True)
class Attitude(Part):
    """態度; printed without a code its code is the empty string."""

    code: str
    name: str
    description: str | None = None


@dataclass(frozen=True, slots=True)
class StandardDocument(Part):
    """A 職能基準 as its official document says it."""

    code: str
    version: str
    name: str
    versions: tuple[VersionEntry, ...]
    job_categories: tuple[Category, ...]
    occupations: tuple[Category, ...]
    industries: tuple[Category, ...]
    description: str
    level: int | None
    duties: tuple[Duty, ...]
    attitudes: tuple[Attitude, ...]
    prerequisites: tuple[str, ...]
    supplements: tuple[str, ...]
    update_log: tuple[str, ...]


_PARTS: MappingProxyType[str, type[Part]] = MappingProxyType(
    {
        "versions": VersionEntry,
        "job_categories": Category,
        "occupations": Category,
        "industries": Category,
        "outputs": Output,
        "indicators": Indicator,
        "knowledge": Competency,
        "skills": Competency,
        "blocks": Block,
        "tasks": Task,
        "duties": Duty,
        "attitudes": Attitude,
    }
)
