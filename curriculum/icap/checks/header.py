"""What does not agree between title, version table and header table."""

import re
from collections.abc import Iterator
from dataclasses import replace

from curriculum.icap.characters import joined_lines
from curriculum.icap.checks.subject import Subject, keep, option, tidied
from curriculum.icap.findings import BLANK, Change, Finding, Severity
from curriculum.icap.header import STANDARD_CODE, Label
from curriculum.icap.source import Place
from curriculum.wording import Wording

_USUAL_CODE = re.compile(r"[A-Z]{3}\d{4}-\d{3}(v\d+)?")
_DOUBLED = re.compile(r"([、，；。：])\1+")
_CLASSES = (
    ("job_categories", Label.JOB_CATEGORY, "職類別", "career field"),
    ("occupations", Label.OCCUPATION, "職業別", "occupation"),
    ("industries", Label.INDUSTRY, "行業別", "industry"),
)


def check_header(subject: Subject) -> Iterator[Finding]:
    """Report what is missing or contradictory before the main table."""
    yield from _code(subject)
    yield from _classes(subject)
    yield from _description(subject)
    yield from _pages(subject)
    if not subject.document.name:
        message = Wording(zh="讀不出職能基準的名稱。", en="The standard's name cannot be read.")
        missing = _warning(subject, Label.NAME, "name-missing", "", message, "name")
        yield replace(missing, severity=Severity.ERROR)


def _at(subject: Subject, label: Label, text: str) -> Place:
    place = subject.parse.header.places.get(label, Place())
    return subject.lines.locate((place,), text) if text else place


def _warning(
    subject: Subject, label: Label, code: str, text: str, message: Wording, free: str = ""
) -> Finding:
    """Make a finding to decide; `free` is the path that a text of one's own is written to."""
    return Finding(
        id=f"{code}:{label}:{text}",
        code=code,
        severity=Severity.WARNING,
        place=_at(subject, label, text),
        text=text,
        message=message,
        needs_decision=True,
        options=(keep(),),
        free=(Change(free, BLANK),) if free else (),
    )


def _code(subject: Subject) -> Iterator[Finding]:
    code = subject.document.code
    if not code:
        message = Wording(zh="讀不出職能基準代碼。", en="The standard's code cannot be read.")
        missing = _warning(subject, Label.CODE, "code-missing", "", message, "code")
        yield replace(missing, severity=Severity.ERROR)
    elif not _USUAL_CODE.fullmatch(code):
        message = Wording(
            zh=f"代碼 {code} 不是常見的形式（三個字母、四位數）。",
            en=f"The code {code} has not the usual shape (three letters, four digits).",
        )
        yield _warning(subject, Label.CODE, "code-unusual", code, message, "code")
    if STANDARD_CODE.fullmatch(code):
        yield from _agreement(subject, code)


def _agreement(subject: Subject, code: str) -> Iterator[Finding]:
    """Compare the parts of the code with the classes; they are often different."""
    letters, digits = re.match(r"([A-Z]*)(\d*)", code.upper()).groups()  # type: ignore[union-attr]
    for classes, part, zh, label in (
        (subject.document.job_categories, letters, "職類別代碼", Label.JOB_CATEGORY),
        (subject.document.occupations, digits, "職業別代碼", Label.OCCUPATION),
    ):
        codes = [category.code for category in classes if category.code]
        if codes and part not in codes:
            listed = "、".join(codes)
            message = Wording(
                zh=f"職能基準代碼裡是 {part}，{zh}是 {listed}。",
                en=f"The code holds {part}, the class is {listed}.",
            )
            yield tidied("code-and-class-differ", _at(subject, label, listed), listed, message)


def _classes(subject: Subject) -> Iterator[Finding]:
    for key, label, zh, en in _CLASSES:
        classes = getattr(subject.document, key)
        uneven = any(not category.name or not category.code for category in classes)
        if len(classes) > 1 and uneven:
            printed = joined_lines(subject.parse.header.value(label))
            message = Wording(
                zh=f"{zh}的名稱和代碼數目不同，配對要核對。",
                en=f"The {en} has not as many names as codes; check the pairs.",
            )
            yield _warning(subject, label, "class-pairs-unclear", printed, message)


def _description(subject: Subject) -> Iterator[Finding]:
    text = subject.document.description
    if not text:
        message = Wording(zh="沒有工作描述。", en="There is no job description.")
        where = "description"
        yield _warning(subject, Label.DESCRIPTION, "description-missing", "", message, where)
    elif found := _DOUBLED.search(text):
        single = Change("description", _DOUBLED.sub(r"\1", text))
        message = Wording(
            zh=f"工作描述的標點重複：「{found[0]}」，照原文保留。",
            en=f"Doubled punctuation in the description: {found[0]}; kept as printed.",
        )
        place = _at(subject, Label.DESCRIPTION, text)
        doubled = tidied("punctuation-doubled", place, text, message)
        options = (keep(), option("single", "只留一個", "Keep one", [single]))
        yield replace(doubled, options=options)


def _pages(subject: Subject) -> Iterator[Finding]:
    count = subject.source.page_count
    for line in subject.source.lines:
        found = re.search(r"第\s*\d+\s*頁\s*[，,]\s*[總共]+\s*(\d{1,4})\s*頁", line.text)
        if found and count and int(found[1]) != count:
            yield Finding(
                "page-count", "page-count-differs", Severity.WARNING, line.place, line.text,
                Wording(
                    zh=f"頁尾印「共{found[1]}頁」，檔案有{count}頁，可能缺頁。",
                    en=f"The footer says {found[1]} pages, the file has {count}; one may lack.",
                ),
                needs_decision=True, options=(keep(),),
            )  # fmt: skip
            return
