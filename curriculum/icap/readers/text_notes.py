"""Attitudes and notes, whose lines run over the whole page, put together from their lines."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from itertools import pairwise

from curriculum.icap.readers.text_lines import Line
from curriculum.icap.readers.text_tokens import first_chunk, fold, joined, width

_ATTITUDE = re.compile(r"(?:^|(?<=\s))A\s?\d{2,3}(?![\d.])")
_BULLETS = "•◆●◎○■□⚫▪‧·*※➢✓"
_NOTE = re.compile(r"【註|建議擔任此|其他補充說明|基準更新[紀記]錄|相關所屬類別")
_NUMBERED = re.compile(r"[(（]?\d{1,2}[)）.、](?!\d)|[(（]?[一二三四五六七八九十]+[)）、]")
_ENDS = "。：；！？:;"
_PAGE_WIDE = 60
_NEARLY = 0.85
_SLACK = 3


def page_width(lines: Iterable[Line]) -> int:
    """Measure the widest line."""
    return max((width(line.text) for line in lines), default=0)


def attitude_items(lines: Sequence[Line], limit: int) -> list[str]:
    """Give the attitudes, each in one line; without a code each sentence is one."""
    pieces = [piece for line in lines for piece in _at_codes(line.text)]
    items: list[list[str]] = []
    for piece in pieces:
        if (
            items
            and not _ATTITUDE.match(fold(piece))
            and _attitude_goes_on(items[-1], piece, limit)
        ):
            items[-1].append(piece)
        else:
            items.append([piece])
    return [_whole(item) for item in items]


def _at_codes(text: str) -> list[str]:
    starts = [match.start() for match in _ATTITUDE.finditer(fold(text))]
    bounds = sorted({0, *starts, len(text)})
    pieces = (text[a:b].strip() for a, b in pairwise(bounds))
    return [piece for piece in pieces if piece]


def _attitude_goes_on(item: Sequence[str], piece: str, limit: int) -> bool:
    if _is_full(item[-1], piece, limit):
        return True
    return _ATTITUDE.match(fold(item[0])) is not None and item[-1][-1] not in _ENDS


def note_items(lines: Sequence[Line], limit: int) -> list[str]:
    """Give the notes, each in one line with its bullet."""
    items: list[list[str]] = []
    for line in lines:
        if (
            items
            and not _opens_note(line.text, items[-1])
            and _note_goes_on(items[-1], line, limit)
        ):
            items[-1].append(line.text)
        else:
            items.append([line.text])
    return [_whole(item) for item in items]


def _opens_note(text: str, item: Sequence[str]) -> bool:
    if text[0] in _BULLETS or unicodedata.category(text[0]) == "Co" or _NOTE.match(fold(text)):
        return True
    return _NUMBERED.match(text) is not None and item[-1][-1] in _ENDS


def _note_goes_on(item: Sequence[str], line: Line, limit: int) -> bool:
    if len(item[-1]) == 1:
        return True
    if limit < _PAGE_WIDE:
        return item[-1][-1] not in _ENDS
    near = width(item[-1]) >= _NEARLY * limit and item[-1][-1] not in _ENDS
    return near or _is_full(item[-1], line.text, limit)


def _is_full(line: str, after: str, limit: int) -> bool:
    """Tell whether the line ends because the page does."""
    return limit >= _PAGE_WIDE and width(line) + width(first_chunk(after)) > limit - _SLACK


def _whole(lines: Sequence[str]) -> str:
    whole = lines[0]
    for line in lines[1:]:
        whole = f"{whole} {line}" if len(whole) == 1 else joined(whole, line)
    return re.sub(r"\s+", " ", whole)
