"""The version table: codes, versions and dates that do not agree or cannot be read."""

import re
from collections.abc import Iterator

from curriculum.icap.checks.subject import Subject, keep, option, tidied
from curriculum.icap.document import VersionEntry
from curriculum.icap.findings import BLANK, Change, Finding, Severity
from curriculum.icap.source import Place
from curriculum.wording import Wording

_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


def check_versions(subject: Subject) -> Iterator[Finding]:
    """Report what is unusual in the rows of the version table."""
    versions = subject.document.versions
    places = subject.parse.header.version_places
    if not versions:
        yield _no_table(subject)
    for number, version in enumerate(versions):
        place = places[number] if number < len(places) else Place()
        yield from _code(number, version, place)
        if not _ISO_DATE.fullmatch(version.date):
            yield _date(number, version, place)
    names = list(dict.fromkeys(version.name for version in versions if version.name))
    if len(names) > 1:
        listed = "、".join(f"「{name}」" for name in names)
        message = Wording(
            zh=f"各版的名稱不同：{listed}。", en=f"The name changed: {'; '.join(names)}."
        )
        yield tidied("name-changed", places[0], listed, message)


def _no_table(subject: Subject) -> Finding:
    first = subject.source.lines[0].place if subject.source.lines else Place()
    return Finding(
        id="no-version-table",
        code="no-version-table",
        severity=Severity.WARNING,
        place=first,
        text="",
        message=Wording(zh="沒有版本表。", en="There is no version table."),
        needs_decision=True,
        options=(keep(),),
    )


def _code(number: int, version: VersionEntry, place: Place) -> Iterator[Finding]:
    suffix = re.search(r"v(\d{1,4})$", version.code, re.IGNORECASE)
    printed = re.sub(r"\D", "", version.version)[:4]
    text = f"{version.version} {version.code}"
    if suffix and printed and int(suffix[1]) != int(printed):
        yield _differs(number, place, text, f"V{int(suffix[1])}", version.version)
    elif not suffix and version.code:
        message = Wording(
            zh=f"{version.version} 的代碼 {version.code} 沒有版次。",
            en=f"The code {version.code} of {version.version} carries no version.",
        )
        yield tidied("version-code-without-suffix", place, text, message)


def _differs(number: int, place: Place, text: str, by_code: str, printed: str) -> Finding:
    changes = [Change(f"versions/{number}/version", by_code)]
    if number == 0:
        changes.append(Change("version", by_code))
    by_code_option = option(
        "by-code", f"以代碼為準，{by_code}", f"Go by the code: {by_code}", changes
    )
    return Finding(
        id=f"version-and-code-differ:{number}",
        code="version-and-code-differ",
        severity=Severity.WARNING,
        place=place,
        text=text,
        message=Wording(
            zh=f"版本欄印 {printed}，代碼的版次是 {by_code}。",
            en=f"The version column says {printed}, the code says {by_code}.",
        ),
        needs_decision=True,
        proposal=by_code,
        options=(by_code_option, keep()),
    )


def _date(number: int, version: VersionEntry, place: Place) -> Finding:
    return Finding(
        id=f"date-unreadable:{number}",
        code="date-unreadable",
        severity=Severity.WARNING,
        place=place,
        text=version.date,
        message=Wording(
            zh=f"{version.version} 的日期「{version.date}」讀不懂。",
            en=f"The date “{version.date}” of {version.version} is not understood.",
        ),
        needs_decision=True,
        options=(keep(),),
        free=(Change(f"versions/{number}/date", BLANK),),
    )
