"""What an answer to a finding makes of the document, for showing beside the printed lines."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from curriculum.icap.findings import Change, Finding, Operation

TEXT_KEYS = ("name", "title", "text")
_IN_TASK = ("tasks", "outputs", "indicators", "level", "knowledge", "skills")


@dataclass(frozen=True, slots=True)
class OutcomeEntry:
    """One entry of the document as an answer leaves it; `was_…` where the answer changes it."""

    kind: str  # the list it stands in, or the key of the document's head
    task: str
    code: str
    text: str
    was_code: str = ""
    was_text: str = ""
    is_added: bool = False
    is_removed: bool = False

    @property
    def is_changed(self) -> bool:
        """Whether the answer changes the entry."""
        return bool(self.was_code or self.was_text or self.is_added or self.is_removed)


def outcome(
    mapping: Mapping[str, Any], finding: Finding, changes: Sequence[Change]
) -> tuple[OutcomeEntry, ...]:
    """Give the entries of a document's JSON form that a finding is about, as changes leave them.

    One task is shown whole; entries of several tasks, and of the head, by themselves.
    """
    possible = [*(c for option in finding.options for c in option.changes), *finding.free]
    touched = dict.fromkeys(_base(mapping, change) for change in [*possible, *changes])
    tasks = {base.partition("/blocks/")[0].partition("/outputs")[0] for base in touched}
    if len(tasks) > 1:
        return tuple(_changed(mapping, base, changes) for base in _related(mapping, touched))
    whole = _path_of_task(mapping, finding.task)
    if whole and all(base.startswith(whole) for base in touched):
        return tuple(_task(mapping, whole, changes))
    return tuple(_changed(mapping, base, changes) for base in touched)


def _base(mapping: Mapping[str, Any], change: Change) -> str:
    """Give the path of the entry that a change is about."""
    if change.operation is not Operation.SET:
        return change.path
    parent = change.path.rpartition("/")[0]
    entry = _at(mapping, parent) if parent else None
    is_entry = isinstance(entry, dict) and any(key in entry for key in (*TEXT_KEYS, "version"))
    return parent if is_entry else change.path


def _at(mapping: Any, path: str) -> Any:  # noqa: ANN401 -- JSON
    for step in path.split("/"):
        mapping = mapping[int(step)] if isinstance(mapping, list) else mapping[step]
    return mapping


def _path_of_task(mapping: Mapping[str, Any], code: str) -> str:
    for d, duty in enumerate(mapping["duties"]):
        for t, task in enumerate(duty["tasks"]):
            if code and task["code"] == code:
                return f"duties/{d}/tasks/{t}"
    return ""


def _task(
    mapping: Mapping[str, Any], path: str, changes: Sequence[Change]
) -> Iterator[OutcomeEntry]:
    """Go through all entries of a task in the order of the columns."""
    task = _at(mapping, path)
    entries = [_changed(mapping, path, changes)]
    entries += _listed(mapping, f"{path}/outputs", changes)
    for number, block in enumerate(task["blocks"]):
        inside = f"{path}/blocks/{number}"
        entries += _listed(mapping, f"{inside}/indicators", changes)
        level = _value(changes, f"{inside}/level", block["level"])
        was = "" if level == block["level"] else str(block["level"] or "–")
        entries.append(OutcomeEntry("level", task["code"], "", str(level or "–"), was_text=was))
        for kind in ("knowledge", "skills"):
            entries += _listed(mapping, f"{inside}/{kind}", changes)
    yield from sorted(entries, key=lambda entry: _IN_TASK.index(entry.kind))


def _listed(
    mapping: Mapping[str, Any], path: str, changes: Sequence[Change]
) -> Iterator[OutcomeEntry]:
    count = len(_at(mapping, path))
    for number in range(count):
        yield _changed(mapping, f"{path}/{number}", changes)
    for change in changes:
        if change.path == path and change.operation is Operation.ADD:
            yield _added(mapping, change)


def _added(mapping: Mapping[str, Any], change: Change) -> OutcomeEntry:
    value = change.value
    kind = change.path.rpartition("/")[2]
    task = _task_code(mapping, change.path)
    return OutcomeEntry(kind, task, value.get("code", ""), _text(value), is_added=True)


def _changed(mapping: Mapping[str, Any], base: str, changes: Sequence[Change]) -> OutcomeEntry:
    added = next((c for c in changes if c.path == base and c.operation is Operation.ADD), None)
    if added is not None:
        return _added(mapping, added)
    value = _at(mapping, base)
    kind = next(step for step in reversed(base.split("/")) if not step.isdecimal())
    entry = OutcomeEntry(kind, _task_code(mapping, base), "", "")
    if not isinstance(value, dict):
        return _changed_value(entry, value, _value(changes, base, value))
    code = str(_value(changes, f"{base}/code", value.get("code", "")))
    key = next((key for key in TEXT_KEYS if key in value), "version")
    text = str(_value(changes, f"{base}/{key}", value[key]))
    printed = value.get("printed_code") or value.get("code", "")
    return replace(
        entry,
        code=code,
        text=text,
        was_code=printed if printed != code else "",
        was_text=value[key] if value[key] != text else "",
        is_removed=any(c.path == base and c.operation is Operation.REMOVE for c in changes),
    )


def _changed_value(entry: OutcomeEntry, before: object, after: object) -> OutcomeEntry:
    if isinstance(before, list):
        return replace(entry, text="–")
    was = "" if before == after else str(before or "–")
    return replace(entry, text=str(after or "–"), was_text=was)


def _value(changes: Sequence[Change], path: str, otherwise: object) -> object:
    chosen = (c.value for c in changes if c.path == path and c.operation is Operation.SET)
    return next(chosen, otherwise)


def _task_code(mapping: Mapping[str, Any], path: str) -> str:
    steps = path.split("/")
    if steps[:1] != ["duties"] or len(steps) < 4:
        return ""
    return str(_at(mapping, "/".join(steps[:4]))["code"])


def _text(value: Mapping[str, Any]) -> str:
    return str(next((value[key] for key in TEXT_KEYS if key in value), ""))


def _related(mapping: Mapping[str, Any], touched: Mapping[str, None]) -> list[str]:
    """Add the K and S with the code or the name of one that is touched, in document order."""
    known = [_at(mapping, base) for base in touched]
    codes = {value.get("code") for value in known if isinstance(value, dict)}
    names = {value.get("name") for value in known if isinstance(value, dict)} - {None}
    found = []
    for d, duty in enumerate(mapping["duties"]):
        for t, task in enumerate(duty["tasks"]):
            for b, block in enumerate(task["blocks"]):
                for kind in ("knowledge", "skills"):
                    for n, entry in enumerate(block[kind]):
                        if entry["code"] in codes or entry["name"] in names:
                            found.append(f"duties/{d}/tasks/{t}/blocks/{b}/{kind}/{n}")
    return [*found, *(base for base in touched if base not in found)]
