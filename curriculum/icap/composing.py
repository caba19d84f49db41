"""From what was read to the document, and the path of every entry in its JSON form."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from curriculum.icap.characters import joined_lines, squeezed
from curriculum.icap.document import (
    Block,
    Category,
    Competency,
    Duty,
    Indicator,
    Output,
    StandardDocument,
    Task,
    VersionEntry,
)
from curriculum.icap.drafts import BlockDraft, Entry, TaskDraft
from curriculum.icap.header import Header, Label, categories
from curriculum.icap.notes import NoteKind
from curriculum.icap.parsing import Parse
from curriculum.icap.printed_levels import printed_level


@dataclass(frozen=True, slots=True)
class PlacedEntry:
    """An entry with the path that leads to it, what it is, and the task it belongs to."""

    path: str
    kind: str
    task: str
    entry: Entry


def document_of(parse: Parse) -> StandardDocument:
    """Compose the document."""
    header = parse.header
    code = joined_lines(header.value(Label.CODE)).replace(" ", "")
    versions = tuple(header.versions)
    code = code or (versions[0].code if versions else "")
    notes = parse.notes
    return StandardDocument(
        code=code,
        version=_version(code, versions),
        name=_name(parse.title, header),
        versions=versions,
        job_categories=_class(header, Label.JOB_CATEGORY, Label.JOB_CATEGORY_CODE, 3),
        occupations=_class(header, Label.OCCUPATION, Label.OCCUPATION_CODE, 4),
        industries=_class(header, Label.INDUSTRY, Label.INDUSTRY_CODE, 5),
        description=joined_lines(header.value(Label.DESCRIPTION)),
        level=printed_level(header.value(Label.LEVEL)).level,
        duties=tuple(
            Duty(duty.entry.code, duty.entry.text, tuple(_task(task) for task in duty.tasks))
            for duty in parse.main.duties
        ),
        attitudes=tuple(attitude for attitude, _ in parse.attitudes),
        prerequisites=notes.texts(NoteKind.PREREQUISITES),
        supplements=notes.texts(NoteKind.SUPPLEMENTS),
        update_log=notes.texts(NoteKind.UPDATE_LOG),
    )


def _version(code: str, versions: Sequence[VersionEntry]) -> str:
    own = next((entry for entry in versions if squeezed(entry.code) == squeezed(code)), None)
    if own is not None:
        return own.version
    if versions:
        return versions[0].version
    suffix = re.search(r"v(\d+)$", code, re.IGNORECASE)
    return f"V{suffix[1]}" if suffix else ""


def _name(title: str, header: Header) -> str:
    printed = header.value(Label.OCCUPATION_NAME, Label.JOB_NAME, Label.NAME)
    if printed:
        return joined_lines(printed)
    if header.versions:
        return header.versions[0].name
    return title.removesuffix("職能基準").strip()


def _class(header: Header, name: Label, code: Label, width: int) -> tuple[Category, ...]:
    return categories(header.value(name), header.value(code), width)


def _task(draft: TaskDraft) -> Task:
    return Task(
        code=draft.entry.code,
        title=draft.entry.text,
        outputs=tuple(Output(e.code, e.text, e.printed_code) for e in draft.outputs),
        blocks=tuple(_block(block) for block in draft.blocks),
        printed_code=draft.entry.printed_code,
    )


def _block(draft: BlockDraft) -> Block:
    return Block(
        level=draft.level,
        indicators=tuple(Indicator(e.code, e.text, e.printed_code) for e in draft.indicators),
        knowledge=tuple(Competency(e.code, e.text, e.printed_code) for e in draft.knowledge),
        skills=tuple(Competency(e.code, e.text, e.printed_code) for e in draft.skills),
    )


def placed_entries(parse: Parse) -> Iterator[PlacedEntry]:
    """Go through every entry of the document with its path."""
    for d, duty in enumerate(parse.main.duties):
        path = f"duties/{d}"
        yield PlacedEntry(path, "duties", duty.entry.code, duty.entry)
        for t, task in enumerate(duty.tasks):
            yield from _task_entries(f"{path}/tasks/{t}", task)
    for a, (_, entry) in enumerate(parse.attitudes):
        yield PlacedEntry(f"attitudes/{a}", "attitudes", "", entry)


def _task_entries(path: str, task: TaskDraft) -> Iterator[PlacedEntry]:
    code = task.entry.code
    yield PlacedEntry(path, "tasks", code, task.entry)
    for o, output in enumerate(task.outputs):
        yield PlacedEntry(f"{path}/outputs/{o}", "outputs", code, output)
    for b, block in enumerate(task.blocks):
        inside = f"{path}/blocks/{b}"
        for kind in ("indicators", "knowledge", "skills"):
            for n, entry in enumerate(getattr(block, kind)):
                yield PlacedEntry(f"{inside}/{kind}/{n}", kind, code, entry)
