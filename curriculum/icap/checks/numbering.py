"""Codes that occur twice, are missing, or belong to another task."""

from collections import Counter
from collections.abc import Iterator

from curriculum.icap.checks.subject import KIND_NAMES, Subject, keep, option
from curriculum.icap.composing import PlacedEntry
from curriculum.icap.findings import BLANK, Change, Finding, Severity
from curriculum.wording import Wording

_LETTERS = {"outputs": "O", "indicators": "P", "knowledge": "K", "skills": "S", "attitudes": "A"}
_COUNTED = ("tasks", "outputs", "indicators")


def check_numbering(subject: Subject) -> Iterator[Finding]:
    """Report every code that is not the only one of its kind at its place."""
    for kind in _COUNTED:
        yield from _doubled(subject, kind)
    for placed in subject.entries:
        if not placed.entry.code:
            yield _without_code(subject, placed)
        elif placed.kind in {"outputs", "indicators"} and not _belongs(placed):
            yield _misplaced(subject, placed)


def _doubled(subject: Subject, kind: str) -> Iterator[Finding]:
    seen: dict[str, PlacedEntry] = {}
    for placed in subject.of_kind(kind):
        code = placed.entry.code
        if code and code in seen:
            yield _same_code(subject, placed, seen[code])
        seen.setdefault(code, placed)


def _same_code(subject: Subject, placed: PlacedEntry, first: PlacedEntry) -> Finding:
    entry, kind = placed.entry, KIND_NAMES[placed.kind]
    free = _next_code(subject, placed)
    return Finding(
        id=f"same-code-twice:{placed.path}",
        code="same-code-twice",
        severity=Severity.ERROR if placed.kind == "tasks" else Severity.WARNING,
        place=subject.place_of(placed),
        text=entry.first_line,
        message=Wording(
            zh=f"{kind.zh} {entry.code} 出現兩次：「{first.entry.text}」和「{entry.text}」。",
            en=f"{kind.en} {entry.code} occurs twice: “{first.entry.text}”, “{entry.text}”.",
        ),
        needs_decision=True,
        proposal=free,
        options=(
            option("renumber", f"後一個改成 {free}", f"Change the later one to {free}", [
                Change(f"{placed.path}/code", free),
                Change(f"{placed.path}/printed_code", entry.printed),
            ]),
            keep(),
        ),
        free=(Change(f"{placed.path}/code", BLANK),),
        task=placed.task,
    )  # fmt: skip


def _next_code(subject: Subject, placed: PlacedEntry) -> str:
    """Give the next number that is free among the codes with the same beginning."""
    stem = placed.entry.code.rpartition(".")[0] or placed.entry.code
    if not placed.entry.code:
        stem = _LETTERS.get(placed.kind, "T") + placed.task[1:]
    codes = (p.entry.code for p in subject.of_kind(placed.kind))
    numbers = [code.rpartition(".")[2] for code in codes if code.rpartition(".")[0] == stem]
    return f"{stem}.{max((int(n) for n in numbers if n.isdecimal()), default=0) + 1}"


def _without_code(subject: Subject, placed: PlacedEntry) -> Finding:
    kind = KIND_NAMES[placed.kind]
    flat = placed.kind in {"knowledge", "skills", "attitudes"}
    code = _next_flat(subject, placed.kind) if flat else _next_code(subject, placed)
    where = f"{placed.task} 的" if placed.task else ""
    given = option("number", f"編為 {code}", f"Give it {code}", [
        Change(f"{placed.path}/code", code)
    ])  # fmt: skip
    kept = option("keep", "照原文，沒有代碼", "Keep it without a code")
    return Finding(
        id=f"without-code:{placed.path}",
        code="attitude-without-code" if placed.kind == "attitudes" else "without-code",
        severity=Severity.WARNING if placed.kind == "attitudes" else Severity.ERROR,
        place=subject.place_of(placed),
        text=placed.entry.text,
        message=Wording(
            zh=f"{where}{kind.zh}「{placed.entry.text}」沒有代碼。",
            en=f"No code stands before the {kind.en} “{placed.entry.text}”.",
        ),
        needs_decision=True,
        proposal=code,
        options=(given, kept),
        free=(Change(f"{placed.path}/code", BLANK),),
        task=placed.task,
    )


def _next_flat(subject: Subject, kind: str) -> str:
    letter = _LETTERS[kind]
    numbers = [int(p.entry.code[1:]) for p in subject.of_kind(kind) if p.entry.code[1:].isdecimal()]
    width = subject.parse.widths.of(letter)
    return f"{letter}{max(numbers, default=0) + 1:0{max(2, width)}}"


def _belongs(placed: PlacedEntry) -> bool:
    return placed.entry.code[1:].startswith(f"{placed.task[1:]}.") or not placed.task


def _misplaced(subject: Subject, placed: PlacedEntry) -> Finding:
    entry, kind = placed.entry, KIND_NAMES[placed.kind]
    code = _next_code_in_task(subject, placed)
    return Finding(
        id=f"other-task:{placed.path}",
        code="code-of-another-task",
        severity=Severity.WARNING,
        place=subject.place_of(placed),
        text=entry.first_line,
        message=Wording(
            zh=f"{kind.zh} {entry.code} 印在 {placed.task} 這一列。",
            en=f"{entry.code} ({kind.en}) is printed in the row of {placed.task}.",
        ),
        needs_decision=True,
        proposal=code,
        options=(
            option("renumber", f"改成 {code}", f"Change to {code}", [
                Change(f"{placed.path}/code", code),
                Change(f"{placed.path}/printed_code", entry.printed),
            ]),
            keep(),
        ),
        free=(Change(f"{placed.path}/code", BLANK),),
        task=placed.task,
    )  # fmt: skip


def _next_code_in_task(subject: Subject, placed: PlacedEntry) -> str:
    stem = _LETTERS[placed.kind] + placed.task[1:]
    codes = {p.entry.code for p in subject.of_kind(placed.kind)}
    last = placed.entry.code.rpartition(".")[2]
    wished = f"{stem}.{last}"
    if wished not in codes:
        return wished
    taken = Counter(code.rpartition(".")[0] for code in codes)[stem]
    return f"{stem}.{taken + 1}"
