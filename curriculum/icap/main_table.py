"""Rows of the main table → duties, tasks and blocks.

The block rule: a row without a task code begins a new block only when it brings a new output or
another level, and knowledge or skills with it; every other row goes on with the block before.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from curriculum.icap.cells import CellEntries, cell_entries, tree_reader, uncoded_entry
from curriculum.icap.characters import joined_lines, squeezed
from curriculum.icap.columns import Column
from curriculum.icap.contents import Contents, row_contents
from curriculum.icap.drafts import BlockDraft, Entry, MainDraft, TaskDraft, go_on
from curriculum.icap.duties import read_duty
from curriculum.icap.printed_codes import FlatWidths
from curriculum.icap.printed_levels import printed_level
from curriculum.icap.rows import MainRow


@dataclass(slots=True)
class _Reading:
    """Where in the main table the reading stands."""

    widths: FlatWidths
    wrapped: bool
    draft: MainDraft = field(default_factory=MainDraft)
    tasks: list[TaskDraft] = field(default_factory=list)


def read_main_table(rows: Iterable[MainRow], widths: FlatWidths, *, wrapped: bool) -> MainDraft:
    """Read all rows, in order."""
    reading = _Reading(widths, wrapped)
    for row in rows:
        if len(row.places) > 1:
            first = next(iter(row.cells.values()), "")
            task = squeezed(row.cell(Column.TASK))[:12] or squeezed(first)[:12]
            reading.draft.remark("row-joined", row.places[1:], row.text(), task=task)
        _read_row(reading, row)
    return reading.draft


def _read_row(reading: _Reading, row: MainRow) -> None:
    before = reading.tasks[-1].entry.number if reading.tasks else 0
    found = cell_entries(row.cell(Column.TASK), tree_reader("T", 2), row.places, before=before)
    found = _with_uncoded_task(reading, row, found)
    read_duty(reading.draft, row, found.entries)
    is_new = bool(found.entries) and not _is_repeated(reading, found.entries)
    if is_new:
        _begin_tasks(reading, row, found.entries)
    if not reading.tasks:
        reading.draft.remark("unplaced-text", row.places, row.text())
        return
    for line in found.lead:
        go_on(reading.tasks[-1].entry, line)
    _read_contents(reading, row, is_new=is_new)


def _with_uncoded_task(reading: _Reading, row: MainRow, found: CellEntries) -> CellEntries:
    """Take a task cell without a code for a task of its own where the row is one."""
    stands_alone = not row.opens_page or not reading.tasks
    if found.entries or not found.lead or not stands_alone or not row.cell(Column.LEVEL):
        return found
    return CellEntries((), (uncoded_entry(joined_lines("\n".join(found.lead)), row.places),))


def _is_repeated(reading: _Reading, entries: Sequence[Entry]) -> bool:
    """Whether the row prints once more the task it goes on with."""
    if len(entries) != 1 or not reading.tasks or not entries[0].code:
        return False
    current = reading.tasks[-1].entry
    same_text = squeezed(entries[0].text) in {"", squeezed(current.text)}
    return current.code == entries[0].code and same_text


def _begin_tasks(reading: _Reading, row: MainRow, entries: Sequence[Entry]) -> None:
    duty = reading.draft.duty
    if duty is None:
        return
    codes = tuple(entry.code for entry in entries)
    reading.tasks = [
        TaskDraft(entry, row.places, shares_cell_with=codes if len(codes) > 1 else ())
        for entry in entries
    ]
    duty.tasks.extend(reading.tasks)


def _read_contents(reading: _Reading, row: MainRow, *, is_new: bool) -> None:
    contents = row_contents(row, reading.tasks[-1], reading.widths)
    level = printed_level(row.cell(Column.LEVEL))
    previous = None if is_new else reading.tasks[-1].blocks[-1]
    if previous is None or _begins_block(reading, contents, level.level, previous):
        _begin_blocks(reading, row, contents)
    elif previous.level is None and level.text:
        for task in reading.tasks:
            task.blocks[-1].level, task.blocks[-1].level_text = level.level, level.text
    _add_outputs(reading, contents.outputs)
    _add_indicators(reading, contents.indicators, previous)
    for column, found in (("knowledge", contents.knowledge), ("skills", contents.skills)):
        _add_competencies(reading, column, found, previous)


def _begins_block(
    reading: _Reading, contents: Contents, level: int | None, previous: BlockDraft
) -> bool:
    known = {entry.code for task in reading.tasks for entry in task.outputs}
    new_output = any(entry.code not in known for entry in contents.outputs.entries)
    other_level = level is not None and level != previous.level
    return (new_output or other_level) and contents.has_competencies


def _begin_blocks(reading: _Reading, row: MainRow, contents: Contents) -> None:
    level = printed_level(row.cell(Column.LEVEL))
    above = _block_above(reading)
    for task in reading.tasks:
        block = BlockDraft(level.level, level.text, row.places)
        if not level.text and (Column.LEVEL in row.covered or task.blocks) and above:
            block.level, block.level_text = above.level, above.level_text
        if not task.blocks and above:
            _inherit(block, above, row, contents)
        task.blocks.append(block)


def _block_above(reading: _Reading) -> BlockDraft | None:
    blocks = [
        block for duty in reading.draft.duties[-2:] for task in duty.tasks for block in task.blocks
    ]
    return blocks[-1] if blocks else None


def _inherit(block: BlockDraft, above: BlockDraft, row: MainRow, contents: Contents) -> None:
    """Let a K or S cell that is merged over several tasks count for each of them."""
    if Column.KNOWLEDGE in row.covered and not contents.knowledge.entries:
        block.knowledge = list(above.knowledge)
    if Column.SKILL in row.covered and not contents.skills.entries:
        block.skills = list(above.skills)


def _task_of(reading: _Reading, code: str) -> TaskDraft:
    prefix = code[1:].rpartition(".")[0]
    matching = (task for task in reading.tasks if task.entry.code[1:] == prefix)
    return next(matching, reading.tasks[0])


def _add_outputs(reading: _Reading, found: CellEntries) -> None:
    last = reading.tasks[-1].outputs
    for line in _left_over(last, found, reading):
        last.append(uncoded_entry(line, reading.tasks[-1].places))
    for entry in found.entries:
        _task_of(reading, entry.code).outputs.append(entry)


def _add_indicators(reading: _Reading, found: CellEntries, previous: BlockDraft | None) -> None:
    block = reading.tasks[-1].blocks[-1]
    earlier = block.indicators or (previous.indicators if previous else [])
    for text in _left_over(earlier, found, reading):
        block.indicators.append(uncoded_entry(text, block.places))
    for entry in found.entries:
        _task_of(reading, entry.code).blocks[-1].indicators.append(entry)


def _add_competencies(
    reading: _Reading, column: str, found: CellEntries, previous: BlockDraft | None
) -> None:
    for number, task in enumerate(reading.tasks):
        entries: list[Entry] = getattr(task.blocks[-1], column)
        earlier = entries or (getattr(previous, column) if previous and not number else [])
        left_over = _left_over(earlier, found, reading) if not number else []
        entries.extend(uncoded_entry(text, task.blocks[-1].places) for text in left_over)
        entries.extend(found.entries)


def _left_over(earlier: Sequence[Entry], found: CellEntries, reading: _Reading) -> list[str]:
    """Give the lines before the first code to the entry before; what has none stands alone."""
    if earlier and found.lead:
        for line in found.lead:
            go_on(earlier[-1], line)
        return []
    if not found.lead:
        return []
    return [joined_lines("\n".join(found.lead))] if reading.wrapped else list(found.lead)
