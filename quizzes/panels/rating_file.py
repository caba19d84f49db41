"""A panel as it is kept beside the banks: who judged, when, how. The values stand in the items."""

from dataclasses import dataclass
from datetime import date

import yaml

from curriculum.errors import InvalidError


@dataclass(frozen=True, slots=True)
class Judge:
    """One who rates; known by a code."""

    code: str
    who: str


@dataclass(frozen=True, slots=True)
class PanelHead:
    """What is known of a panel besides its ratings; the first rating of an item is that of J1."""

    code: str
    held_on: date
    method: str
    description: str
    judges: tuple[Judge, ...]
    is_provisional: bool


def read_panel(source: str, *, filename: str) -> PanelHead:
    """Read a panel file; InvalidError names the file where it is not in form."""
    try:
        entry = yaml.safe_load(source)
        head = PanelHead(
            code=str(entry["panel"]),
            held_on=date.fromisoformat(str(entry["held_on"])),
            method=str(entry["method"]),
            description=str(entry["description"]),
            judges=tuple(Judge(str(each["code"]), str(each["who"])) for each in entry["judges"]),
            is_provisional=bool(entry["provisional"]),
        )
    except (KeyError, TypeError, ValueError, yaml.YAMLError) as error:
        raise _malformed(filename) from error
    if len(head.judges) < 2:
        raise _malformed(filename)
    return head


def _malformed(filename: str) -> InvalidError:
    return InvalidError(
        f"{filename}：要有 panel、held_on、method、description、provisional，和兩位以上的 judges",
        f"{filename}: panel, held_on, method, description, provisional and two judges are needed",
    )
