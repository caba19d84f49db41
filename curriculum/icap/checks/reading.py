"""What the reading itself put in order, could not place, or is not certain of."""

import re
from collections.abc import Iterator

from curriculum.icap.characters import lookalikes, private_marks, squeezed
from curriculum.icap.checks.subject import TEXT_KEYS, Subject, keep, option, tidied
from curriculum.icap.composing import PlacedEntry
from curriculum.icap.drafts import Remark
from curriculum.icap.findings import BLANK, Change, Finding, Severity
from curriculum.wording import Wording

_HEAD_WORD = "行為指標"
_USUAL_DUTY_LABEL = "主要職責"
_END = re.compile(r"[。！？；…」』）)]$")
_PAIRS = (("（", "）"), ("(", ")"), ("「", "」"), ("【", "】"), ("《", "》"))


def check_reading(subject: Subject) -> Iterator[Finding]:
    """Report characters, joins and texts that need a look, or were put right."""
    yield from _characters(subject)
    yield from _duty_label(subject)
    for remark in subject.parse.remarks:
        yield _of_remark(subject, remark)
    yield from _pages_without_head(subject)
    yield from _doubts(subject)
    yield from _cut_off(subject)


def _characters(subject: Subject) -> Iterator[Finding]:
    marks: dict[str, int] = {}
    for number, line in enumerate(subject.source.lines):
        if found := lookalikes(line.text):
            listed = "".join(found)
            codes = "、".join(f"U+{ord(char):04X}" for char in found)
            yield Finding(
                f"lookalike:{number}", "compatibility-ideographs", Severity.INFO, line.place,
                line.text,
                Wording(
                    zh=f"「{listed}」是外形相同的相容字（{codes}），已換成一般的字。",
                    en=f"{listed} ({codes}) are look-alike characters; replaced by ordinary ones.",
                ),
            )  # fmt: skip
        for mark in private_marks(line.text):
            marks.setdefault(mark, number)
    for mark, number in marks.items():
        line = subject.source.lines[number]
        code = f"U+{ord(mark):04X}"
        yield Finding(
            f"bullet:{code}", "private-use-bullet", Severity.INFO, line.place, line.text,
            Wording(
                zh=f"項目符號 {code} 是字型私用字元，已略去。",
                en=f"The bullet {code} is a private-use character; left out.",
            ),
        )  # fmt: skip


def _duty_label(subject: Subject) -> Iterator[Finding]:
    label = subject.parse.duty_label
    if label and label != _USUAL_DUTY_LABEL:
        first = next(subject.of_kind("duties"), None)
        lines = subject.source.lines
        place = next((line.place for line in lines if label in squeezed(line.text)), None)
        if place is None and first is not None:
            place = subject.place_of(first)
        if place is not None:
            message = Wording(
                zh=f"欄名印「{label}」，就是「{_USUAL_DUTY_LABEL}」。",
                en=f"The column is called {label}; it is {_USUAL_DUTY_LABEL}.",
            )
            yield tidied("header-variant", place, label, message)


def _of_remark(subject: Subject, remark: Remark) -> Finding:
    zh, en, asks = _REMARKS[remark.kind]
    task = remark.task
    return Finding(
        id=f"{remark.kind}:{remark.place.line}:{remark.text[:20]}",
        code=remark.kind,
        severity=Severity.WARNING if asks else Severity.INFO,
        place=subject.lines.locate((remark.place,), remark.text),
        text=remark.text,
        message=Wording(zh=zh.format(task=task), en=en.format(task=task)),
        needs_decision=asks,
        options=(keep(),) if asks else (),
        task=task,
    )


_REMARKS = {
    "row-joined": (
        "「{task}」這一列跨頁，已接回一列。",
        "The row “{task}” runs over a page; its parts were put together.",
        False,
    ),
    "table-without-head": (
        "表格換頁後沒有印欄名，照前一頁的欄位讀。",
        "The table goes on without its head; read with the columns of the page before.",
        False,
    ),
    "unplaced-text": (
        "這段文字不屬於任何一欄，沒有收進來。",
        "This text belongs to no part of the document and was left out.",
        True,
    ),
    "duty-without-code": (
        "工作職責沒有代碼，依工作任務 {task} 編號。",
        "The duty has no code; it is numbered after the task {task}.",
        True,
    ),
    "duty-missing": (
        "{task} 的工作職責沒有印出來。",
        "The duty {task} of this task is not printed.",
        True,
    ),
}


def _pages_without_head(subject: Subject) -> Iterator[Finding]:
    """Report the pages on which tasks begin and no head is printed, where no table told so."""
    lines = subject.source.lines
    known = {line.place.page for line in lines if _HEAD_WORD in squeezed(line.text)}
    known |= {r.place.page for r in subject.parse.remarks if r.kind == "table-without-head"}
    for placed in subject.of_kind("tasks"):
        place = subject.place_of(placed)
        if place.page is not None and place.page not in known:
            known.add(place.page)
            text = placed.entry.first_line
            yield _of_remark(subject, Remark("table-without-head", place, text, placed.entry.code))


def _doubts(subject: Subject) -> Iterator[Finding]:
    for number, doubt in enumerate(subject.source.doubts):
        target = _containing(subject, doubt.text)
        task = target.task if target else ""
        about = f"{target.entry.code or task} " if target else ""
        yield Finding(
            id=f"uncertain-join:{number}",
            code="uncertain-join",
            severity=Severity.WARNING,
            place=doubt.place,
            text=doubt.text,
            message=Wording(
                zh=f"{about}的字由幾段接成，欄位混在同一行，要核對。",
                en=f"{about}was put together from pieces of mixed columns; check it.",
            ),
            needs_decision=True,
            proposal=target.entry.text if target else None,
            options=(option("accept", "接得對", "Joined rightly"),),
            free=(Change(f"{target.path}/{TEXT_KEYS[target.kind]}", BLANK),) if target else (),
            task=task,
        )


def _containing(subject: Subject, text: str) -> PlacedEntry | None:
    """Find the entry that a doubtful text ended in."""
    wanted = squeezed(text)
    for placed in subject.entries:
        whole = squeezed(placed.entry.printed + placed.entry.text)
        if wanted and placed.entry.text and (wanted in whole or whole in wanted):
            return placed
    return None


def _cut_off(subject: Subject) -> Iterator[Finding]:
    indicators = [p for p in subject.of_kind("indicators") if p.entry.text]
    ended = [p for p in indicators if _END.search(p.entry.text)]
    usual = len(indicators) >= 5 and len(ended) >= 0.8 * len(indicators)
    for placed in subject.of_kind("outputs", "indicators", "knowledge", "skills"):
        text = placed.entry.text
        open_end = placed.kind == "indicators" and usual and placed not in ended
        if open_end or any(text.count(a) > text.count(b) for a, b in _PAIRS):
            yield _cut(subject, placed)


def _cut(subject: Subject, placed: PlacedEntry) -> Finding:
    entry = placed.entry
    return Finding(
        id=f"text-cut-off:{placed.path}",
        code="text-cut-off",
        severity=Severity.WARNING,
        place=subject.place_of(placed),
        text=entry.text,
        message=Wording(
            zh=f"{placed.task} 的 {entry.code} 看來沒有印完。",
            en=f"{entry.code} of {placed.task} does not seem to be printed to its end.",
        ),
        needs_decision=True,
        options=(keep(),),
        free=(Change(f"{placed.path}/{TEXT_KEYS[placed.kind]}", BLANK),),
        task=placed.task,
    )
