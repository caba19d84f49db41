"""Tasks that lack something, share a cell, or list something twice."""

from collections.abc import Iterator

from curriculum.icap.checks.subject import Subject, keep, option
from curriculum.icap.composing import PlacedEntry
from curriculum.icap.document import Task
from curriculum.icap.drafts import TaskDraft
from curriculum.icap.findings import BLANK, Change, Finding, Operation, Severity
from curriculum.wording import Wording


def check_tasks(subject: Subject) -> Iterator[Finding]:
    """Report what is missing or listed twice in tasks."""
    for placed, task, draft in _tasks(subject):
        if not task.outputs:
            yield _no_output(subject, placed)
        yield from _empty_blocks(subject, placed, task)
        if draft.shares_cell_with and draft.entry.code == draft.shares_cell_with[0]:
            yield _shared_cell(subject, placed, draft)
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
