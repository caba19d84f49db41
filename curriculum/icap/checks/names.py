"""Codes with several names, and names with several codes."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from curriculum.icap.characters import squeezed
from curriculum.icap.checks.subject import KIND_NAMES, Subject, option
from curriculum.icap.composing import PlacedEntry
from curriculum.icap.findings import BLANK, Change, Finding, Severity
from curriculum.wording import Wording

_NOTE_MARK = re.compile(r"[【\[(（]?註\s?\d*[】\])）]?")
_SEEN = 40
_MOST_NAMES = 20
_KINDS = ("knowledge", "skills")


def check_names(subject: Subject) -> Iterator[Finding]:
    """Report what is named in more than one way, or coded in more than one way."""
    for kind in _KINDS:
        entries = [p for p in subject.of_kind(kind) if p.entry.code and p.entry.text]
        yield from _several_names(subject, kind, entries)
        yield from _several_codes(subject, kind, entries)


def plain_name(name: str) -> str:
    """Give the name without note marks, white space and differences of width."""
    return _NOTE_MARK.sub("", squeezed(name))


def _grouped(entries: Sequence[PlacedEntry], *, by_code: bool) -> dict[str, list[PlacedEntry]]:
    groups: dict[str, list[PlacedEntry]] = {}
    for placed in entries:
        key = placed.entry.code if by_code else plain_name(placed.entry.text)
        groups.setdefault(key, []).append(placed)
    return groups


def _several_names(
    subject: Subject, kind: str, entries: Sequence[PlacedEntry]
) -> Iterator[Finding]:
    for code, group in _grouped(entries, by_code=True).items():
        names = list(dict.fromkeys(placed.entry.text for placed in group))
        if len(names) > 1:
            yield _names_finding(subject, kind, code, group)


def _names_finding(subject: Subject, kind: str, code: str, group: Sequence[PlacedEntry]) -> Finding:
    names = ranked_names([placed.entry.text for placed in group], _text(subject))
    alike = len({plain_name(name) for name in names}) == 1
    quoted = "、".join(f"「{name}」" for name in names)
    other = next(placed for placed in group if placed.entry.text != group[0].entry.text)
    message = Wording(
        zh=f"{code} 有{len(names)}個名稱：{quoted}。",
        en=f"{code} has {len(names)} names: {'; '.join(names)}.",
    )
    why = Wording(
        zh="只差在註記或空格。"
        if alike
        else f"同一項{KIND_NAMES[kind].zh}只用一個名稱，其他記為別名。",
        en="They differ in note marks or spaces only." if alike else "One is used, others noted.",
    )
    return Finding(
        id=f"same-code-several-names:{code}",
        code="same-code-several-names",
        severity=Severity.INFO if alike else Severity.WARNING,
        place=subject.place_of(other),
        text=other.entry.first_line,
        message=message,
        needs_decision=not alike,
        explanation=why,
        proposal=names[0],
        options=tuple(
            option(f"name-{number}", f"用「{name}」", f"Use “{name}”", _renamed(group, name))
            for number, name in enumerate(names, start=1)
        ),
        free=tuple(_renamed(group, BLANK)),
        task=other.task,
    )


def _text(subject: Subject) -> str:
    return "".join(line.text for line in subject.source.lines)


def ranked_names(names: Sequence[str], text: str) -> list[str]:
    """Order the names of one thing: the most frequent, then the one whose words occur most."""
    counts = Counter(names)
    distinct = list(counts)
    words = {name: {name[i : i + 2] for i in range(min(len(name), _SEEN) - 1)} for name in distinct}

    def weight(name: str) -> tuple[int, bool, int]:
        shared = [pairs for other, pairs in words.items() if other != name]
        own = words[name].difference(*shared)
        marked = bool(_NOTE_MARK.search(name))
        return (counts[name], not marked, sum(text.count(pair) for pair in own))

    if len({plain_name(name) for name in distinct}) == 1 or len(distinct) > _MOST_NAMES:
        return sorted(distinct, key=lambda name: (bool(_NOTE_MARK.search(name)), len(name)))
    return sorted(distinct, key=weight, reverse=True)


def _renamed(group: Sequence[PlacedEntry], name: str) -> list[Change]:
    changed = (placed for placed in group if placed.entry.text != name)
    return [Change(f"{placed.path}/name", name) for placed in changed]


def _several_codes(
    subject: Subject, kind: str, entries: Sequence[PlacedEntry]
) -> Iterator[Finding]:
    for group in _grouped(entries, by_code=False).values():
        codes = sorted({placed.entry.code for placed in group}, key=lambda code: int(code[1:]))
        if len(codes) > 1:
            yield _codes_finding(subject, kind, codes, group)


def _codes_finding(
    subject: Subject, kind: str, codes: Sequence[str], group: Sequence[PlacedEntry]
) -> Finding:
    name, listed = group[0].entry.text, "、".join(codes)
    other = next(placed for placed in group if placed.entry.code != codes[0])
    merged = [
        Change(f"{placed.path}/code", codes[0]) for placed in group if placed.entry.code != codes[0]
    ]
    return Finding(
        id=f"same-name-several-codes:{kind}:{'-'.join(codes)}",
        code="same-name-several-codes",
        severity=Severity.WARNING,
        place=subject.place_of(other),
        text=other.entry.first_line,
        message=Wording(
            zh=f"{listed} 同名「{name}」。",
            en=f"{', '.join(codes)} have the same name: {name}.",
        ),
        needs_decision=True,
        proposal=listed,
        options=(
            option(
                "keep", f"保留{len(codes)}個代碼", f"Keep the {len(codes)} codes",
                why=Wording(
                    zh="畫面上一律連代碼一起顯示。", en="The code is always shown with the name."
                ),
            ),
            option("merge", f"併成 {codes[0]}", f"Merge into {codes[0]}", merged),
        ),
        task=other.task,
    )  # fmt: skip
