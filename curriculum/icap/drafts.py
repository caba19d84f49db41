"""The document while it is being read: entries with the place and the form they were printed in."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from curriculum.icap.characters import joined
from curriculum.icap.printed_codes import Oddity
from curriculum.icap.source import Place


@dataclass(frozen=True, slots=True)
class Remark:
    """Something that the parser noticed about a place, and the task it belongs to."""

    kind: str
    place: Place
    text: str
    task: str = ""
    others: tuple[str, ...] = ()


@dataclass(slots=True)
class Entry:
    """One coded text: a duty, task, output, indicator, competency or attitude."""

    code: str
    text: str
    printed: str
    first_line: str
    places: tuple[Place, ...]
    oddities: frozenset[Oddity] = frozenset()
    other_reading: str | None = None

    @property
    def printed_code(self) -> str | None:
        """Give the printed code where it is another one."""
        return self.printed if self.printed and self.printed != self.code else None

    @property
    def number(self) -> int:
        """Give the last number of a T, O or P code, 0 where there is no code."""
        last = self.code.rpartition(".")[2]
        return int(last) if last.isdecimal() else 0


def go_on(entry: Entry, line: str) -> None:
    """Join a further line to an entry's text."""
    entry.text = joined(entry.text, line).strip()


@dataclass(slots=True)
class BlockDraft:
    """A block while it is being read."""

    level: int | None
    level_text: str
    places: tuple[Place, ...]
    indicators: list[Entry] = field(default_factory=list)
    knowledge: list[Entry] = field(default_factory=list)
    skills: list[Entry] = field(default_factory=list)


@dataclass(slots=True)
class TaskDraft:
    """A task while it is being read."""

    entry: Entry
    places: tuple[Place, ...]
    outputs: list[Entry] = field(default_factory=list)
    blocks: list[BlockDraft] = field(default_factory=list)
    shares_cell_with: tuple[str, ...] = ()


@dataclass(slots=True)
class DutyDraft:
    """A duty while it is being read."""

    entry: Entry
    tasks: list[TaskDraft] = field(default_factory=list)


@dataclass(slots=True)
class MainDraft:
    """The main table while it is being read."""

    duties: list[DutyDraft] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)

    @property
    def duty(self) -> DutyDraft | None:
        """Give the duty that was read last."""
        return self.duties[-1] if self.duties else None

    def remark(
        self,
        kind: str,
        places: Sequence[Place],
        text: str,
        *,
        task: str = "",
        others: tuple[str, ...] = (),
    ) -> None:
        """Note something about a place."""
        self.remarks.append(Remark(kind, places[0], text, task=task, others=others))
