"""Document + decisions → corrected document: what was decided is applied, the rest as proposed."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from curriculum.errors import InvalidError
from curriculum.icap.document import StandardDocument
from curriculum.icap.findings import BLANK, Change, Finding, Operation

OTHER = "other"
"""The choice of a text of one's own."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person chose for one finding.

    `finding` is its number in the reading, from 0; `choice` the key of one of its options, or
    OTHER with the replacement.
    """

    finding: int
    choice: str
    replacement: str | None = None


def undecided(findings: Sequence[Finding], decisions: Iterable[Decision]) -> tuple[int, ...]:
    """List the numbers of the findings that still wait for a decision."""
    decided = {decision.finding for decision in decisions}
    return tuple(
        number
        for number, finding in enumerate(findings)
        if finding.needs_decision and number not in decided
    )


def require_applicable(findings: Sequence[Finding], decision: Decision) -> None:
    """Refuse a decision that its finding does not offer."""
    _changes(findings, decision)


def corrected(
    document: StandardDocument, findings: Sequence[Finding], decisions: Iterable[Decision]
) -> StandardDocument:
    """Apply the decisions, the last one of each finding; undecided findings as proposed."""
    chosen = {decision.finding: decision for decision in decisions}
    changes: list[Change] = []
    for number, finding in enumerate(findings):
        decision = chosen.get(number)
        if decision is not None:
            changes += _changes(findings, decision)
        elif finding.options:
            changes += finding.options[0].changes
    return with_changes(document, changes)


def _changes(findings: Sequence[Finding], decision: Decision) -> tuple[Change, ...]:
    if not 0 <= decision.finding < len(findings):
        raise InvalidError("沒有這一處。", "There is no such finding.")
    finding = findings[decision.finding]
    if decision.choice == OTHER:
        return _written(finding, (decision.replacement or "").strip())
    for option in finding.options:
        if option.key == decision.choice:
            return option.changes
    raise InvalidError("這一處沒有這個選項。", "The finding has no such option.")


def _written(finding: Finding, text: str) -> tuple[Change, ...]:
    if not finding.free:
        raise InvalidError("這一處不能改成別的。", "Nothing else can be written here.")
    if not text:
        raise InvalidError("改成什麼？這一格是空的。", "Write what it should be; it is empty.")
    return tuple(
        Change(change.path, _filled(change.value, text), change.operation)
        for change in finding.free
    )


def _filled(value: object, text: str) -> object:
    if isinstance(value, dict):
        return {key: _filled(child, text) for key, child in value.items()}
    return text if value == BLANK else value


def with_changes(document: StandardDocument, changes: Iterable[Change]) -> StandardDocument:
    """Apply changes: first what is set, then what is added, then from the end what is removed."""
    mapping = document.to_mapping()
    listed = list(changes)
    for change in _of(listed, Operation.SET):
        _set(mapping, change)
    for change in _of(listed, Operation.ADD):
        _step(mapping, change.path.split("/")).append(change.value)
    removed = {change.path: _order(change.path) for change in _of(listed, Operation.REMOVE)}
    for path in sorted(removed, key=lambda path: removed[path], reverse=True):
        *parents, last = path.split("/")
        del _step(mapping, parents)[int(last)]
    return StandardDocument.from_mapping(_without_empty_codes(mapping))


def _of(changes: Sequence[Change], operation: Operation) -> Iterator[Change]:
    return (change for change in changes if change.operation is operation)


def _order(path: str) -> tuple[tuple[int, str], ...]:
    steps = path.split("/")
    return tuple((int(step), "") if step.isdecimal() else (-1, step) for step in steps)


def _step(value: Any, steps: Iterable[str]) -> Any:  # noqa: ANN401 -- JSON
    for step in steps:
        value = value[int(step)] if isinstance(value, list) else value[step]
    return value


def _set(mapping: dict[str, Any], change: Change) -> None:
    *parents, last = change.path.split("/")
    target = _step(mapping, parents)
    if isinstance(target, list):
        target[int(last)] = change.value
    else:
        target[last] = change.value


def _without_empty_codes(value: Any) -> Any:  # noqa: ANN401 -- JSON
    """Leave out printed codes that were taken away or are no longer different."""
    if isinstance(value, list):
        return [_without_empty_codes(child) for child in value]
    if not isinstance(value, Mapping):
        return value
    same = value.get("printed_code") in {None, value.get("code")}
    return {
        key: _without_empty_codes(child)
        for key, child in value.items()
        if not (key == "printed_code" and same)
    }
