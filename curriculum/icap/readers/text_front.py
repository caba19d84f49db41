"""The version table and the header table, put together from the lines above the main table."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from curriculum.icap.readers.text_lines import Line
from curriculum.icap.readers.text_tokens import fold, joined
from curriculum.icap.source import Paragraph, Place, Row, Table

_VERSION_HEAD = ("版本", "職能基準代碼", "職能基準名稱", "狀態", "更新說明", "發展／更新日期")
_VERSION = re.compile(r"[vV]\s?\d{1,2}(?:\.\d+)?")
_STATUS = re.compile(r"(?:最新|歷史|現行|舊|停用)版本?")
_DATE = re.compile(r"\d{2,4}[/.-]\d{1,2}[/.-]\d{1,2}")
_STANDARD_CODE = re.compile(r"[A-Z]{2,6}\d{2,5}-\d{2,4}(?:v\d+)?", re.IGNORECASE)
_CLASS_CODE = re.compile(r"[A-Z]{2,4}|[A-Z]?\d{2,5}")
_CODE_LABEL = "職能基準代碼"
_NAMES = ("職類", "職業")
_CLASSES = ("職類別", "職業別", "行業別")
_DESCRIPTION = "工作描述"
_LEVEL = "基準級別"
_IGNORED = ("職能基準名稱", "(擇一填寫)", "所屬", "類別", "所屬類別")
_CLASS_CODES = tuple(f"{name}代碼" for name in _CLASSES)
_LABELS = frozenset(
    (_CODE_LABEL, _DESCRIPTION, _LEVEL, *_NAMES, *_CLASSES, *_CLASS_CODES, *_IGNORED)
)


@dataclass(slots=True)
class _Version:
    place: Place
    cells: list[str] = field(default_factory=lambda: [""] * len(_VERSION_HEAD))
    column: int = 2

    @property
    def is_dated(self) -> bool:
        """Whether the row's last cell has come: only wrapped lines can follow."""
        return bool(self.cells[5])


@dataclass(slots=True)
class _Header:
    """The values of the header table by label, each as its lines."""

    values: dict[str, list[str]] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)

    def value(self, label: str) -> str:
        whole = ""
        for line in self.values.get(label, ()):
            whole = joined(whole, line)
        return whole


def front_parts(lines: Sequence[Line]) -> tuple[Table | Paragraph, ...]:
    """Give the title, the version table and the header table."""
    start = next((i for i in range(len(lines)) if _is_version_head(lines, i)), None)
    below = 0 if start is None else _below_version_head(lines, start)
    header = next((i for i in range(below, len(lines)) if _words(lines[i])[0] in _LABELS), None)
    ends = len(lines) if header is None else header
    titles = lines[: ends if start is None else start]
    parts: list[Table | Paragraph] = [Paragraph(line.text, _place(line)) for line in titles]
    if start is not None:
        parts.append(_version_table(lines[start:ends]))
    if header is not None:
        parts.append(_header_table(lines[header:]))
    return tuple(parts)


def _place(line: Line) -> Place:
    return Place(page=line.page, line=line.number)


def _words(line: Line) -> list[str]:
    return line.text.split()


def _is_version_head(lines: Sequence[Line], index: int) -> bool:
    words = [word for line in lines[index : index + 2] for word in fold(line.text).split()]
    return words[:2] == ["版本", _CODE_LABEL]


def _below_version_head(lines: Sequence[Line], start: int) -> int:
    """Find the line below the column names, which may stand in one line or in one each."""
    names = range(start, min(start + len(_VERSION_HEAD), len(lines)))
    return next((i + 1 for i in names if lines[i].text.endswith("日期")), start + 1)


def _version_table(lines: Sequence[Line]) -> Table:
    versions: list[_Version] = []
    for line in lines[1:]:
        words = _words(line)
        if _VERSION.fullmatch(fold(words[0])):
            versions.append(_Version(_place(line)))
            versions[-1].cells[0] = words.pop(0)
        if versions and versions[-1].is_dated:
            _add_wrapped_words(versions[-1], words)
        elif versions:
            for index, word in enumerate(words):
                _add_version_word(versions[-1], word, opens_line=index == 0)
    head = Row(_VERSION_HEAD, _place(lines[0]))
    return Table((head, *(Row(tuple(v.cells), v.place) for v in versions)))


def _add_version_word(version: _Version, word: str, *, opens_line: bool) -> None:
    """Put the next word of a version's row into its cell."""
    folded = fold(word)
    if not version.cells[1] and not version.cells[2] and _STANDARD_CODE.fullmatch(folded):
        version.cells[1] = word
    elif _STATUS.fullmatch(folded) and not version.cells[3]:
        version.cells[3], version.column = word, 4
    elif _DATE.fullmatch(folded):
        version.cells[5] = word
    else:
        before = version.cells[version.column]
        whole = joined(before, word) if opens_line else f"{before} {word}".strip()
        version.cells[version.column] = whole


def _add_wrapped_words(version: _Version, words: Sequence[str]) -> None:
    """Put the lines below a whole row where they go on: a name, a note, or first one, then both."""
    name, note = version.cells[2], version.cells[4]
    pieces = {2: words[:1], 4: words[1:]}
    if len(words) == 1 and (note.count("《") > note.count("》") or len(note) > len(name)):
        pieces = {4: words}
    for column, texts in pieces.items():
        for text in texts:
            version.cells[column] = joined(version.cells[column], text)


def _header_table(lines: Sequence[Line]) -> Table:
    header = _Header()
    label = ""
    for line in lines:
        label = _add_header_line(header, line, label)
    rows = [_pair(header, _CODE_LABEL)]
    for index, name in enumerate(_NAMES):
        first = "職能基準名稱\n(擇一填寫)" if index == 0 else ""
        rows.append(_labelled(header, first, name, header.value(name)))
    for index, name in enumerate(_CLASSES):
        rows.append(_class_row(header, "所屬\n類別" if index == 0 else "", name))
    rows += [_pair(header, _DESCRIPTION), _pair(header, _LEVEL)]
    return Table(tuple(rows))


def _add_header_line(header: _Header, line: Line, label: str) -> str:
    """Share a line out among the labels; gives the label that stays open."""
    fresh = True
    for index, word in enumerate(_words(line)):
        folded = fold(word)
        labels = _LABELS if label != _DESCRIPTION else {_LEVEL} if index == 0 else set()
        if folded in labels:
            if folded not in _IGNORED:
                label, fresh = folded, True
                header.places.setdefault(label, _place(line))
            continue
        target = _target(label, folded) if index == 0 or label in header.values else label
        values = header.values.setdefault(target, [])
        if fresh or not values or target != label:
            values.append(word)
        else:
            values[-1] += f" {word}"
        fresh = fresh and target != label
    return label


def _target(label: str, folded: str) -> str:
    """Say whose value a word is: a wrapped name goes on below its own first line."""
    if label.endswith("別代碼") and not _CLASS_CODE.fullmatch(folded):
        return label.removesuffix("代碼")
    return label


def _pair(header: _Header, label: str) -> Row:
    return Row((label, header.value(label)), header.places.get(label, Place()))


def _labelled(header: _Header, first: str, label: str, *values: str) -> Row:
    covered = frozenset() if first else frozenset({0})
    return Row((first, label, *values), header.places.get(label, Place()), covered)


def _class_row(header: _Header, first: str, label: str) -> Row:
    names = header.values.get(label, [])
    codes = header.values.get(f"{label}代碼", [])
    whole = "\n".join(names) if len(names) == len(codes) else header.value(label)
    return _labelled(header, first, label, whole, f"{label}代碼", "\n".join(codes))
