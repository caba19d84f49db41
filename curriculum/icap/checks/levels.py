"""Levels that are missing, unclear, or two in one cell."""

from collections import Counter
from collections.abc import Iterator

from curriculum.icap.checks.subject import Subject, option
from curriculum.icap.composing import PlacedEntry
from curriculum.icap.drafts import BlockDraft
from curriculum.icap.findings import Change, Finding, Option, Severity
from curriculum.icap.header import Label
from curriculum.icap.printed_levels import printed_level
from curriculum.icap.source import Place
from curriculum.wording import Wording


def check_levels(subject: Subject) -> Iterator[Finding]:
    """Report every block, and the standard itself, whose level cannot be read."""
    if subject.document.level is None:
        yield _base_level(subject)
    placed = {p.path: p for p in subject.of_kind("tasks")}
    for d, duty in enumerate(subject.parse.main.duties):
        for t, task in enumerate(duty.tasks):
            path = f"duties/{d}/tasks/{t}"
            for b, block in enumerate(task.blocks):
                if block.level is None:
                    yield _block_level(subject, placed[path], f"{path}/blocks/{b}", block)


def _used(subject: Subject) -> list[int]:
    """List the levels of the document's blocks, the most frequent first."""
    counts = Counter(
        block.level
        for duty in subject.document.duties
        for task in duty.tasks
        for block in task.blocks
        if block.level is not None
    )
    return [level for level, _ in counts.most_common()]


def _choices(path: str, levels: list[int]) -> tuple[Option, ...]:
    chosen = tuple(
        option(f"level-{level}", f"第 {level} 級", f"Level {level}", [Change(path, level)])
        for level in dict.fromkeys(levels)
    )
    return (*chosen, option("unknown", "不定級別", "Leave the level open"))


def _base_level(subject: Subject) -> Finding:
    header = subject.parse.header
    printed = header.value(Label.LEVEL)
    options = _choices("level", [*_used(subject), 1, 2, 3, 4, 5, 6])
    return Finding(
        id="base-level",
        code="base-level-missing",
        severity=Severity.WARNING,
        place=header.places.get(Label.LEVEL, Place()),
        text=printed,
        message=Wording(zh="讀不出基準級別。", en="The base level cannot be read."),
        needs_decision=True,
        explanation=Wording(
            zh="建議取最多工作任務的級別。", en="The level of most tasks is proposed."
        ),
        proposal=str(_used(subject)[0]) if _used(subject) else None,
        options=options,
    )


def _block_level(subject: Subject, placed: PlacedEntry, path: str, block: BlockDraft) -> Finding:
    found = printed_level(block.level_text)
    base = subject.document.level
    likely = sorted(found.candidates, reverse=True) or ([base] if base else [])
    options = _choices(f"{path}/level", [*likely, *_used(subject), 1, 2, 3, 4, 5, 6])
    task = placed.entry.code
    if len(found.candidates) > 1:
        code, listed = "two-levels-in-cell", "、".join(str(n) for n in found.candidates)
        message = Wording(
            zh=f"{task} 的級別格印了兩個級別：{listed}。",
            en=f"The level cell of {task} holds two levels: {listed}.",
        )
    elif block.level_text:
        code = "level-unreadable"
        message = Wording(
            zh=f"{task} 的級別印成「{block.level_text}」，級別只有 1 到 6。",
            en=f"The level of {task} is printed as “{block.level_text}”; levels are 1 to 6.",
        )
    else:
        code = "level-missing"
        message = Wording(zh=f"{task} 沒有印級別。", en=f"{task} has no level.")
    return Finding(
        id=f"{code}:{path}",
        code=code,
        severity=Severity.WARNING,
        place=subject.lines.locate(block.places, placed.entry.first_line),
        text=block.level_text or placed.entry.first_line,
        message=message,
        needs_decision=True,
        proposal=str([*likely, *_used(subject), 1][0]),
        options=options,
        task=task,
    )
