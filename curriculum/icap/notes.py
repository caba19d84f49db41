"""What stands after the main table: attitudes, prerequisites, supplements, the update log."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from curriculum.icap.cells import is_nothing
from curriculum.icap.characters import joined, repaired, squeezed, without_bullet
from curriculum.icap.document import Attitude
from curriculum.icap.drafts import Entry
from curriculum.icap.printed_codes import FlatWidths, flat_code
from curriculum.icap.source import Place

_ATTITUDE_HEAD = re.compile(
    r"(職能內涵)?\(?A=?(attitude)?態度\)?|職能內涵\(態度\)|態度", re.IGNORECASE
)
_NOTES_HEAD = re.compile(r"說明[與及]補充事項[:：]?|入門水準[:：]?")
_SENTENCE_END = re.compile(r"[。！？；;.]$")
_NOTE_MARK = re.compile(r"\s*【註\s*\d*】|\s*註\s*\d+\s*[:：.]")


class NoteKind(StrEnum):
    """A list under 說明與補充事項."""

    PREREQUISITES = "prerequisites"
    SUPPLEMENTS = "supplements"
    UPDATE_LOG = "update_log"


_HEADINGS = (
    (NoteKind.PREREQUISITES, re.compile(r"建議擔任此職類/職業之.*?條件\)?[:：]?")),
    (NoteKind.PREREQUISITES, re.compile(r"入門水準[:：]?")),
    (NoteKind.SUPPLEMENTS, re.compile(r"其他補充說明[:：]?")),
    (NoteKind.UPDATE_LOG, re.compile(r"基準更新紀錄[:：]?")),
)


@dataclass(frozen=True, slots=True)
class PlacedLine:
    """A line of text and where it stands."""

    text: str
    place: Place


@dataclass(slots=True)
class Notes:
    """The three lists of notes, each note with its place."""

    lists: dict[NoteKind, list[PlacedLine]] = field(
        default_factory=lambda: {kind: [] for kind in NoteKind}
    )

    def texts(self, kind: NoteKind) -> tuple[str, ...]:
        """Give the notes of one list."""
        return tuple(line.text for line in self.lists[kind])


def is_attitude_head(text: str) -> bool:
    """Whether a cell or line is the heading of the attitudes."""
    return bool(_ATTITUDE_HEAD.fullmatch(squeezed(text)))


def is_notes_head(text: str) -> bool:
    """Whether a cell or line is the heading of the notes."""
    return bool(_NOTES_HEAD.fullmatch(squeezed(without_bullet(text)[0])))


def read_attitudes(
    lines: Sequence[PlacedLine], widths: FlatWidths, *, wrapped: bool
) -> list[tuple[Attitude, Entry]]:
    """Read the attitudes; a text without a code is one of its own only where a sentence ended."""
    entries: list[Entry] = []
    for line in lines:
        text, _ = without_bullet(repaired(line.text))
        if is_nothing(text):
            continue
        code = flat_code(text, "A", widths)
        if code is not None:
            entries.append(
                Entry(code.code, code.rest, code.printed, text, (line.place,), code.oddities)
            )
        elif entries and _goes_on(entries[-1], text, wrapped=wrapped):
            entries[-1].text = joined(entries[-1].text, text)
        else:
            entries.append(Entry("", text, "", text, (line.place,)))
    return [(_attitude(entry), entry) for entry in entries]


def _goes_on(entry: Entry, text: str, *, wrapped: bool) -> bool:
    before = entry.text.rstrip()
    ended = bool(_SENTENCE_END.search(before))
    sentence = bool(_SENTENCE_END.search(text.rstrip()))
    if wrapped:
        return not ended
    return not ended and not (entry.code and "：" not in before and sentence and len(text) > 12)


def _attitude(entry: Entry) -> Attitude:
    text = entry.text.strip()
    name, colon, description = text.partition("：")
    if entry.code and not colon:
        name, colon, description = text.partition(":")
    if not entry.code or not colon or not description.strip():
        return Attitude(entry.code, text)
    return Attitude(entry.code, name.strip(), description.strip())


def read_notes(lines: Sequence[PlacedLine], *, wrapped: bool) -> Notes:
    """Read the lines under 說明與補充事項 into their lists; without heading they supplement."""
    notes = Notes()
    kind = NoteKind.SUPPLEMENTS
    fresh = True
    bulleted = any(without_bullet(line.text)[1] for line in lines)
    for line in lines:
        text, bullet = without_bullet(repaired(line.text))
        if not text.strip() or (is_notes_head(text) and not _is_entry_level(text)):
            continue
        heading = _heading(text)
        if heading is not None:
            kind, rest = heading
            fresh, text = True, rest
            if not rest:
                continue
        found = notes.lists[kind]
        starts = fresh or bullet or bool(_NOTE_MARK.match(text))
        if starts or (not bulleted and not _continues(found, wrapped=wrapped)):
            found.append(PlacedLine(text.strip(), line.place))
        else:
            found[-1] = PlacedLine(joined(found[-1].text, text).strip(), found[-1].place)
        fresh = False
    return notes


def _is_entry_level(text: str) -> bool:
    return squeezed(text).startswith("入門水準")


def _heading(text: str) -> tuple[NoteKind, str] | None:
    """Recognise a heading, alone on its line or followed by a colon and its text."""
    plain = squeezed(text)
    for kind, pattern in _HEADINGS:
        found = pattern.match(plain)
        if found and found.end() == len(plain):
            return kind, ""
        if found and found[0].endswith(":"):
            return kind, re.split(r"[:：]", text, maxsplit=1)[1].strip()
    return None


def _continues(found: Sequence[PlacedLine], *, wrapped: bool) -> bool:
    if not found:
        return False
    last = found[-1].text
    return not _SENTENCE_END.search(last) if wrapped else last[-1:] in "、，,（(「《/／"
