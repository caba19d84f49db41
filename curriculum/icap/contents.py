"""What one row of the main table says about its task."""

from collections.abc import Sequence
from dataclasses import dataclass

from curriculum.icap.cells import (
    CellEntries,
    ReadCode,
    cell_entries,
    flat_reader,
    is_nothing,
    tree_reader,
)
from curriculum.icap.columns import Column
from curriculum.icap.drafts import Entry, TaskDraft
from curriculum.icap.printed_codes import FlatWidths
from curriculum.icap.rows import MainRow


@dataclass(frozen=True, slots=True)
class Contents:
    """What a row says about its task."""

    outputs: CellEntries
    indicators: CellEntries
    knowledge: CellEntries
    skills: CellEntries

    @property
    def has_competencies(self) -> bool:
        """Whether the row holds K or S codes."""
        return bool(self.knowledge.entries or self.skills.entries)


def row_contents(row: MainRow, task: TaskDraft, widths: FlatWidths) -> Contents:
    """Read what a row says about its task; `task` is what is known of it already."""
    numbered = [entry for block in task.blocks for entry in block.indicators]
    return Contents(
        _tree_entries(row, Column.OUTPUT, "O", task.outputs),
        _tree_entries(row, Column.INDICATOR, "P", numbered),
        _entries(row, Column.KNOWLEDGE, flat_reader("K", widths)),
        _entries(row, Column.SKILL, flat_reader("S", widths)),
    )


def _entries(row: MainRow, column: Column, read: ReadCode, before: int = 0) -> CellEntries:
    text = row.cell(column)
    return cell_entries("" if is_nothing(text) else text, read, row.places, before=before)


def _tree_entries(
    row: MainRow, column: Column, letter: str, earlier: Sequence[Entry]
) -> CellEntries:
    before = earlier[-1].number if earlier else 0
    found = _entries(row, column, tree_reader(letter, 3), before)
    return found if found.entries else _entries(row, column, tree_reader(letter, 2), before)
