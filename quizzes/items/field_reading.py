"""Reading the fields of a mapping, noting every problem instead of stopping at the first."""

import re
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from quizzes.items.content import Number
from quizzes.items.problems import Problem, problem

LONGEST_TEXT = 8_000
LONGEST_LIST = 50

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u2028\u2029]")
Choice = TypeVar("Choice", bound=StrEnum)


class Fields:
    """One mapping on its way to a dataclass; problems of all its parts gather in one list."""

    def __init__(
        self, mapping: Mapping[Any, object], problems: list[Problem], place: str = ""
    ) -> None:
        self._mapping = mapping
        self._problems = problems
        self._place = place
        self._read: set[str] = set()

    def place(self, name: str) -> str:
        """Where a field of this mapping stands in the item."""
        return f"{self._place}.{name}" if self._place else name

    def note(self, name: str, zh: str, en: str) -> None:
        """Note a problem with this field."""
        self._problems.append(problem(self.place(name), zh, en))

    def _value(self, name: str) -> object:
        self._read.add(name)
        return self._mapping.get(name)

    def text(self, name: str, *, required: bool = False, longest: int = LONGEST_TEXT) -> str:
        """Return a text without its outer space; whole numbers count as text."""
        value = self._value(name)
        if value is None or value == "":
            if required:
                self.note(name, "缺少這個欄位", "This field is missing")
            return ""
        return self._as_text(name, value, longest)

    def _as_text(self, name: str, value: object, longest: int = LONGEST_TEXT) -> str:
        if isinstance(value, bool) or not isinstance(value, str | int):
            self.note(name, "要是文字（用引號括起來）", "This is a text (put it in quotes)")
            return ""
        text = str(value).strip()
        if len(text) > longest:
            self.note(name, f"最多 {longest} 個字元", f"At most {longest} characters")
        elif _CONTROL.search(text):
            self.note(name, "有控制字元", "It holds control characters")
        else:
            return text
        return ""

    def expression(self, name: str) -> str:
        """Return a figure or an expression, as text."""
        value = self._value(name)
        if isinstance(value, float):
            return str(value)
        return "" if value is None else self._as_text(name, value)

    def flag(self, name: str, *, default: bool) -> bool:
        """Return true or false."""
        value = self._value(name)
        if value is None or isinstance(value, bool):
            return default if value is None else value
        self.note(name, "要是 true 或 false", "This is true or false")
        return default

    def whole_number(self, name: str, lowest: int, highest: int) -> int | None:
        """Return a whole number between bounds, or None if absent."""
        value = self._value(name)
        if value is None:
            return None
        if isinstance(value, int) and not isinstance(value, bool) and lowest <= value <= highest:
            return value
        self.note(
            name, f"要是 {lowest} 到 {highest} 的整數", f"A whole number, {lowest} to {highest}"
        )
        return None

    def day(self, name: str) -> date | None:
        """Return a date, or None if absent."""
        value = self._value(name)
        if isinstance(value, date):
            return value
        if value is None or value == "":
            return None
        try:
            return date.fromisoformat(value if isinstance(value, str) else "")
        except ValueError:
            self.note(name, "日期要寫成 2026-11-22", "A date looks like 2026-11-22")
            return None

    def one_of(self, name: str, choices: type[Choice]) -> Choice | None:
        """One of these words, or None if absent."""
        value = self._value(name)
        if value is None or value == "":
            return None
        if isinstance(value, str) and value in list(choices):
            return choices(value)
        known = " ".join(choices)
        self.note(name, f"要是其中之一：{known}", f"One of: {known}")
        return None

    def _list(self, name: str) -> list[object]:
        value = self._value(name)
        if value is None:
            return []
        if isinstance(value, list | tuple) and len(value) <= LONGEST_LIST:
            return list(value)
        self.note(name, f"要是清單，最多 {LONGEST_LIST} 項", f"A list of at most {LONGEST_LIST}")
        return []

    def texts(self, name: str) -> tuple[str, ...]:
        """Return a list of texts."""
        return tuple(
            self._as_text(f"{name}[{place}]", value)
            for place, value in enumerate(self._list(name), 1)
        )

    def numbers(self, name: str) -> tuple[Number, ...]:
        """Return a list of figures."""
        values = self._list(name)
        if all(_is_figure(value) for value in values):
            return tuple(value for value in values if isinstance(value, int | float))
        self.note(name, "清單裡都要是數字", "A list of numbers")
        return ()

    def number_lists(self, name: str) -> dict[str, tuple[Number, ...]]:
        """Return lists of figures by their names; one list alone has the empty name."""
        if not isinstance(self._value(name), Mapping):
            return {"": self.numbers(name)}
        entries = self.entries(name)
        part = Fields(entries, self._problems, self.place(name))
        return {key: part.numbers(key) for key in entries}

    def parts(self, name: str) -> list["Fields"]:
        """Return a list of mappings, each to be read in turn."""
        return [
            self._part(f"{name}[{place}]", value) for place, value in enumerate(self._list(name), 1)
        ]

    def named_parts(self, name: str) -> dict[str, "Fields"]:
        """Return a mapping of names to mappings."""
        return {
            key: self._part(f"{name}.{key}", value) for key, value in self.entries(name).items()
        }

    def _part(self, name: str, value: object) -> "Fields":
        if not isinstance(value, Mapping):
            self.note(name, "要寫成「欄位: 值」", "This is a mapping of fields")
            value = {}
        return Fields(value, self._problems, self.place(name))

    def entries(self, name: str) -> dict[str, object]:
        """Return a mapping with names for keys, its values as they are."""
        value = self._value(name)
        if value is None:
            return {}
        if isinstance(value, Mapping) and all(isinstance(key, str) for key in value):
            return dict(value)
        self.note(name, "要寫成「欄位: 值」", "This is a mapping of fields")
        return {}

    def finish(self) -> None:
        """Note the fields that nobody asked for."""
        for key, value in self._mapping.items():
            if key in self._read:
                continue
            split = value is None  # what stands after a comma in {…} is read as an empty field
            self.note(
                str(key)[:40],
                "這裡沒有這個欄位" + ("；{ } 裡有逗號的文字要加引號" if split else ""),
                "There is no such field here"
                + ("; inside { } a text with a comma needs quotes" if split else ""),
            )


def _is_figure(value: object) -> bool:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return abs(value) < 1e15 and value == value  # noqa: PLR0124 - not-a-number differs from itself
