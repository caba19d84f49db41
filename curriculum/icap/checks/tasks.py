"""Tasks that lack something, or hold something twice."""

from collections import Counter
from collections.abc import Iterator

from curriculum.icap.checks.subject import KIND_NAMES, Subject, keep, option
from curriculum.icap.composing import PlacedEntry
from curriculum.icap.document import Task
from curriculum.icap.drafts import TaskDraft
from curriculum.icap.findings import BLANK, Change, Finding, Operation, Severity
from curriculum.wording import Wording

_LETTERS = {"outputs": "O", "indicators": "P", "knowledge": "K", "skills": "S", "attitudes": "A"}


def check_tasks(subject: Subject) -> Iterator[Finding]:
    """Report what is missing, doubled or out of place in tasks."""
    for placed, task, draft in _tasks(subject):
        if not task.outputs:
            yield _no_output(subject, placed)
        yield from _empty_blocks(subject, placed, task)
        if draft.shares_cell_with and draft.entry.code == draft.shares_cell_with[0]:
            yield _shared_cell(subject, placed, draft)
    yield from _doubled(subject, "tasks")
    yield from _doubled(subject, "outputs")
    yield from _doubled(subject, "indicators")
    for placed in subject.entries:
        if not placed.entry.code:
            yield _without_code(subject, placed)
        elif placed.kind in {"outputs", "indicators"} and not _belongs(placed):
            yield _misplaced(subject, placed)
    yield from _listed_twice(subject)


def _tasks(subject: Subject) -> Iterator[tuple[PlacedEntry, Task, TaskDraft]]:
    placed = {p.path: p for p in subject.of_kind("tasks")}
    duties = zip(subject.document.duties, subject.parse.main.duties, strict=True)
    for d, (duty, draft) in enumerate(duties):
        for t, task in enumerate(duty.tasks):
            yield placed[f"duties/{d}/tasks/{t}"], task, draft.tasks[t]


def _no_output(subject: Subject, placed: PlacedEntry) -> Finding:
    code = placed.entry.code
    number = f"O{code[1:]}.1"
    return Finding(
        id=f"no-output:{placed.path}",
        code="no-output",
        severity=Severity.WARNING,
        place=subject.place_of(placed),
        text=placed.entry.first_line,
        message=Wording(zh=f"{code} 沒有工作產出。", en=f"{code} has no output."),
        needs_decision=True,
        explanation=Wording(
            zh="原文這一格是空的；工作任務可以沒有產出。",
            en="The cell is empty; a task may be without an output.",
        ),
        options=(option("keep", "照原文，沒有產出", "Keep it without output"),),
        free=(Change(f"{placed.path}/outputs", {"code": number, "title": BLANK}, Operation.ADD),),
        task=code,
    )


def _empty_blocks(subject: Subject, placed: PlacedEntry, task: Task) -> Iterator[Finding]:
    if not any(block.indicators for block in task.blocks):
        yield _empty(subject, placed, "no-indicator", "沒有行為指標", "has no indicator")
    if not any(block.knowledge or block.skills for block in task.blocks):
        yield _empty(subject, placed, "no-competency", "沒有知識也沒有技能", "has neither K nor S")
    levels = [block.level for block in task.blocks]
    if len(set(levels)) > 1:
        listed = "、".join(str(level or "？") for level in levels)
        yield Finding(
            id=f"several-levels:{placed.path}",
            code="several-levels",
            severity=Severity.INFO,
            place=subject.place_of(placed),
            text=placed.entry.first_line,
            message=Wording(
                zh=f"{task.code} 有{len(levels)}個級別段落：{listed}。",
                en=f"{task.code} holds blocks at several levels: {listed}.",
            ),
            task=task.code,
        )


def _empty(subject: Subject, placed: PlacedEntry, code: str, zh: str, en: str) -> Finding:
    task = placed.entry.code
    return Finding(
        id=f"{code}:{placed.path}",
        code=code,
        severity=Severity.WARNING,
        place=subject.place_of(placed),
        text=placed.entry.first_line,
        message=Wording(zh=f"{task} {zh}。", en=f"{task} {en}."),
        needs_decision=True,
        options=(keep(),),
        task=task,
    )


def _shared_cell(subject: Subject, placed: PlacedEntry, draft: TaskDraft) -> Finding:
    listed = "、".join(draft.shares_cell_with)
    return Finding(
        id=f"tasks-in-one-cell:{placed.path}",
        code="tasks-in-one-cell",
        severity=Severity.WARNING,
        place=subject.place_of(placed),
        text=placed.entry.first_line,
        message=Wording(
            zh=f"{listed} 印在同一格，級別、知識、技能各自都算。",
            en=f"{listed} share one cell; level, knowledge and skills count for each.",
        ),
        needs_decision=True,
        options=(keep(),),
        task=placed.entry.code,
    )


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


def _listed_twice(subject: Subject) -> Iterator[Finding]:
    seen: set[tuple[str, str]] = set()
    for placed in subject.of_kind("knowledge", "skills"):
        block = placed.path.rpartition("/")[0]
        key = (block, placed.entry.code)
        if placed.entry.code and key in seen:
            code = placed.entry.code
            yield Finding(
                id=f"listed-twice:{placed.path}",
                code="listed-twice",
                severity=Severity.INFO,
                place=subject.place_of(placed),
                text=placed.entry.first_line,
                message=Wording(
                    zh=f"{placed.task} 列了兩次 {code}，只算一次。",
                    en=f"{placed.task} lists {code} twice; it counts once.",
                ),
                proposal=code,
                options=(
                    option("once", "只留一次", "Keep it once", [
                        Change(placed.path, operation=Operation.REMOVE)
                    ]),
                    keep(),
                ),
                task=placed.task,
            )  # fmt: skip
        seen.add(key)
