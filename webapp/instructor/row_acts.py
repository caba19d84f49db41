"""Adding, removing, copying and moving the rows of an item's form, one press at a time."""

import re
from copy import copy
from typing import Any, TypeVar

from webapp.instructor.item_form import (
    ItemForm,
    MisstepRow,
    OptionRow,
    SourceRow,
    VariableRow,
    make_room,
)

MOST_ROWS = 12
BLANKS: dict[str, Any] = {
    "options": OptionRow,
    "steps": str,
    "variables": VariableRow,
    "missteps": MisstepRow,
    "sources": SourceRow,
    "ratings": dict,
}
FIRST_PARTS = {  # those of ratings are named by their levels
    "options": "text",
    "steps": "text",
    "variables": "name",
    "missteps": "answer",
    "sources": "name",
}

_ACT = re.compile(r"(add|remove|copy|up|down):([a-z]+)(?::(\d{1,2}))?", re.ASCII)
Row = TypeVar("Row")


def act_on_rows(form: ItemForm, pressed: str) -> str:
    """Do what a button of the form says; return the id of the field to go on in."""
    found = _ACT.fullmatch(pressed)
    if found is None or found[2] not in BLANKS:
        make_room(form)
        return ""
    rows: list[Any] = getattr(form, found[2])
    place = int(found[3] or len(rows) + 1)
    changed, place = changed_rows(rows, found[1], place, BLANKS[found[2]]())
    setattr(form, found[2], changed)
    make_room(form)
    return f"{found[2]}-{place}-{FIRST_PARTS.get(found[2], form.own_level)}"


def changed_rows(rows: list[Row], act: str, place: int, blank: Row) -> tuple[list[Row], int]:
    """Return the rows after an act, and the place to go on at; places count from 1."""
    is_full, is_there = len(rows) >= MOST_ROWS, 1 <= place <= len(rows)
    if act == "add" and not is_full:
        return [*rows, blank], len(rows) + 1
    if act == "copy" and is_there and not is_full:
        return [*rows[:place], copy(rows[place - 1]), *rows[place:]], place + 1
    if act == "remove" and is_there:
        return rows[: place - 1] + rows[place:], max(1, min(place, len(rows) - 1))
    other = place + {"up": -1, "down": 1}.get(act, 0)
    if is_there and 1 <= other <= len(rows):
        moved = list(rows)
        moved[place - 1], moved[other - 1] = moved[other - 1], moved[place - 1]
        return moved, other
    return list(rows), place
