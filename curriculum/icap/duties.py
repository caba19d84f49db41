"""The duty column: duties that go on, are repeated, or are not printed."""

from collections.abc import Sequence

from curriculum.icap.cells import cell_entries, tree_reader, uncoded_entry
from curriculum.icap.characters import joined_lines, squeezed
from curriculum.icap.columns import Column
from curriculum.icap.drafts import DutyDraft, Entry, MainDraft, go_on
from curriculum.icap.rows import MainRow


def read_duty(draft: MainDraft, row: MainRow, tasks: Sequence[Entry]) -> None:
    """Take the duty of a row into the draft; every task that follows belongs to the last one."""
    prefix = tasks[0].code.split(".")[0] if tasks else ""
    found = cell_entries(
        row.cell(Column.DUTY), tree_reader("T", 1), row.places, before=len(draft.duties)
    )
    for entry in found.entries:
        _begin_duty(draft, entry)
    lead = joined_lines("\n".join(found.lead))
    if lead and (draft.duty is None or (prefix and prefix != draft.duty.entry.code)):
        entry = uncoded_entry(lead, row.places)
        draft.remark("duty-without-code", row.places, lead, task=tasks[0].code if tasks else "")
        entry.code = prefix
        _begin_duty(draft, entry)
    elif lead and draft.duty and squeezed(lead) not in squeezed(draft.duty.entry.text):
        go_on(draft.duty.entry, lead)
    if tasks and not found.entries:
        _find_duty(draft, row, prefix)


def _begin_duty(draft: MainDraft, entry: Entry) -> None:
    current = draft.duty
    if current and current.entry.code == entry.code:
        if squeezed(entry.text) not in squeezed(current.entry.text):
            go_on(current.entry, entry.text)
        return
    draft.duties.append(DutyDraft(entry))


def _find_duty(draft: MainDraft, row: MainRow, prefix: str) -> None:
    """Make the duty current to which a task belongs that was printed without one beside it."""
    current = draft.duty
    if current is not None and prefix in {"", current.entry.code}:
        return
    draft.remark("duty-missing", row.places, row.text(), task=prefix)
    draft.duties.append(DutyDraft(Entry(prefix, "", "", "", row.places)))
