"""Codes that were printed in an unusual way."""

from collections.abc import Iterator
from itertools import groupby

from curriculum.icap.checks.subject import KIND_NAMES, TEXT_KEYS, Subject, keep, option, tidied
from curriculum.icap.composing import PlacedEntry
from curriculum.icap.findings import BLANK, Change, Finding, Severity
from curriculum.icap.printed_codes import Oddity
from curriculum.wording import Wording

_CODED = ("tasks", "outputs", "indicators", "knowledge", "skills", "attitudes")
_CERTAIN_AFTER_DIGITS = frozenset("DdSsGgRrPpCcQqMmEeWwHh%")


def check_codes(subject: Subject) -> Iterator[Finding]:
    """Report every code that is not printed as it should be."""
    for placed in subject.entries:
        yield from _of_entry(subject, placed)
    yield from _three_digits(subject)
    yield from _without_space(subject)


def _of_entry(subject: Subject, placed: PlacedEntry) -> Iterator[Finding]:
    oddities = placed.entry.oddities
    if Oddity.WRONG_LETTER in oddities:
        yield _wrong_letter(subject, placed)
    elif Oddity.ZERO_FOR_O in oddities:
        yield _repaired(
            subject, placed, "zero-for-o", "的 O 印成數字 0", "is printed with a zero for O"
        )
    if Oddity.FULL_WIDTH in oddities:
        yield _repaired(
            subject, placed, "full-width-code", "印成全形字", "is printed in full width"
        )
    if Oddity.SPACE_INSIDE in oddities:
        yield _repaired(subject, placed, "space-in-code", "中間有空格", "has a space inside")
    if Oddity.DIGIT_NAME in oddities:
        yield _digit_name(subject, placed)


def _repaired(subject: Subject, placed: PlacedEntry, code: str, zh: str, en: str) -> Finding:
    entry = placed.entry
    message = Wording(zh=f"{entry.code} {zh}，已整理。", en=f"{entry.code} {en}; put right.")
    return Finding(
        f"{code}:{placed.path}", code, Severity.INFO, subject.place_of(placed), entry.first_line,
        message, proposal=entry.code, task=placed.task,
    )  # fmt: skip


def _wrong_letter(subject: Subject, placed: PlacedEntry) -> Finding:
    entry = placed.entry
    is_indicator = placed.kind == "indicators" and entry.printed[:1] in {"O", "0"}
    taken = {other.entry.code: other for other in subject.of_kind("outputs")}.get(entry.printed)
    why = Wording(
        zh="以欄位為準，原印的代碼會留在紀錄裡。",
        en="The column decides; the printed code stays on record.",
    )
    clash = taken and Wording(
        zh=f"{entry.printed} 已是產出「{taken.entry.text}」的代碼，同一個代碼不能有兩個意思。",
        en=f"{entry.printed} is already the output “{taken.entry.text}”.",
    )
    name = KIND_NAMES[placed.kind]
    return Finding(
        id=f"wrong-letter:{placed.path}",
        code="indicator-coded-as-output" if is_indicator else "code-of-another-column",
        severity=Severity.WARNING,
        place=subject.place_of(placed),
        text=entry.first_line,
        message=Wording(
            zh=f"{placed.task} 的{name.zh}印成 {entry.printed}。",
            en=f"The {name.en} of {placed.task} is printed as {entry.printed}.",
        ),
        needs_decision=True,
        explanation=clash or why,
        proposal=entry.code,
        options=(
            option("repair", f"改成 {entry.code}", f"Change to {entry.code}", why=why),
            option("keep", f"照原文，留 {entry.printed}", f"Keep {entry.printed} as printed", [
                Change(f"{placed.path}/code", entry.printed),
                Change(f"{placed.path}/printed_code", None),
            ]),
        ),
        free=(Change(f"{placed.path}/code", BLANK),),
        task=placed.task,
    )  # fmt: skip


def _digit_name(subject: Subject, placed: PlacedEntry) -> Finding:
    entry = placed.entry
    other = entry.other_reading or entry.code
    digits = other[len(entry.code) :]
    after = entry.text[len(digits) : len(digits) + 1]
    certain = not digits or after in _CERTAIN_AFTER_DIGITS
    changes = [
        Change(f"{placed.path}/code", other),
        Change(f"{placed.path}/{TEXT_KEYS[placed.kind]}", entry.text[len(digits) :].strip()),
    ]
    shorter = f"{entry.code}「{entry.text}」"
    return Finding(
        id=f"digit-name:{placed.path}",
        code="digit-name",
        severity=Severity.INFO if certain else Severity.WARNING,
        place=subject.place_of(placed),
        text=entry.first_line,
        message=Wording(
            zh=f"名稱以數字開頭，代碼讀成 {entry.code}。",
            en=f"The name begins with a digit; the code was read as {entry.code}.",
        ),
        needs_decision=not certain,
        proposal=entry.code,
        options=(
            option("short", f"讀成 {shorter}", f"Read as {entry.code} “{entry.text}”"),
            option("long", f"代碼是 {other}", f"The code is {other}", changes),
        ) if digits else (keep(),),
        task=placed.task,
    )  # fmt: skip


def _three_digits(subject: Subject) -> Iterator[Finding]:
    long = [
        placed
        for placed in subject.of_kind("knowledge", "skills", "attitudes")
        if len(placed.entry.code) >= 4
    ]
    if long:
        first = long[0]
        codes = "、".join(dict.fromkeys(placed.entry.code for placed in long))
        yield tidied(
            "three-digit-codes", subject.place_of(first), first.entry.first_line,
            Wording(zh=f"代碼有三位數：{codes}。", en=f"Codes have three digits: {codes}."),
        )  # fmt: skip


def _without_space(subject: Subject) -> Iterator[Finding]:
    """Report where code and name stand together, once for each task and column."""
    coded = [p for p in subject.entries if p.kind in _CODED and p.entry.code and p.entry.text]
    close = [p for p in coded if Oddity.NO_SPACE in p.entry.oddities]
    if close and len(close) >= 0.95 * len(coded):
        message = Wording(
            zh="整份文件的代碼和名稱之間沒有空格。",
            en="No space stands between code and name anywhere in the document.",
        )
        first = close[0]
        yield tidied("no-space-anywhere", subject.place_of(first), first.entry.first_line, message)
        return
    for (task, kind), group in groupby(close, key=lambda p: (p.task, p.kind)):
        first = next(group)
        name = KIND_NAMES[kind]
        message = Wording(
            zh=f"{task} 的{name.zh}，代碼和名稱之間沒有空格。",
            en=f"No space between code and name: {name.en} of {task}.",
        )
        yield tidied(
            "no-space", subject.place_of(first), first.entry.first_line, message, task=task
        )
