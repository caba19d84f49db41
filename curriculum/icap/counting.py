"""Counts of what was read against the code-like words of the text, so that nothing is lost.

Duties, tasks, outputs and indicators are counted each time they are printed; knowledge, skills
and attitudes once for each code, and again for each task they are linked to.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from curriculum.icap.characters import folded
from curriculum.icap.composing import PlacedEntry
from curriculum.icap.document import StandardDocument
from curriculum.icap.drafts import Entry
from curriculum.icap.findings import place_mapping
from curriculum.icap.source import Paragraph, Place
from curriculum.icap.tokens import CodeLike, code_like
from curriculum.wording import Wording

_KINDS = (
    ("duties", "T", 1, Wording(zh="工作職責", en="Duties")),
    ("tasks", "T", 2, Wording(zh="工作任務", en="Tasks")),
    ("outputs", "O", 3, Wording(zh="工作產出", en="Outputs")),
    ("indicators", "P", 3, Wording(zh="行為指標", en="Indicators")),
    ("knowledge", "K", 1, Wording(zh="知識 K", en="Knowledge K")),
    ("skills", "S", 1, Wording(zh="技能 S", en="Skills S")),
    ("attitudes", "A", 1, Wording(zh="態度 A", en="Attitudes A")),
)
_LINKS = (
    ("knowledge", "knowledge_links", Wording(zh="任務對知識", en="Task–knowledge links")),
    ("skills", "skill_links", Wording(zh="任務對技能", en="Task–skill links")),
)


@dataclass(frozen=True, slots=True)
class Difference:
    """A code that was read more or less often than it is printed; the reason, where known."""

    text: str
    amount: int
    place: Place
    reason: Wording | None


@dataclass(frozen=True, slots=True)
class Count:
    """How many were read of one kind, and how many code-like words the text holds."""

    kind: str
    label: Wording
    read: int
    printed: int
    differences: tuple[Difference, ...] = ()

    @property
    def is_explained(self) -> bool:
        """Whether every difference has a reason."""
        return all(difference.reason for difference in self.differences)

    def to_mapping(self) -> dict[str, Any]:
        """Give the JSON form."""
        return {
            "kind": self.kind,
            "label": {"zh": self.label.zh, "en": self.label.en},
            "read": self.read,
            "printed": self.printed,
            "differences": [
                {
                    "text": d.text,
                    "amount": d.amount,
                    "place": place_mapping(d.place),
                    "reason": d.reason and {"zh": d.reason.zh, "en": d.reason.en},
                }
                for d in self.differences
            ],
        }

    @classmethod
    def from_mapping(cls, mapping: Mapping[str, Any]) -> "Count":
        """Build a count from its JSON form."""
        differences = tuple(
            Difference(
                d["text"],
                d["amount"],
                Place(**d["place"]),
                Wording(**d["reason"]) if d["reason"] else None,
            )
            for d in mapping["differences"]
        )
        label = Wording(**mapping["label"])
        return cls(mapping["kind"], label, mapping["read"], mapping["printed"], differences)


class _Known:
    """What the document holds, for explaining differences."""

    def __init__(self, document: StandardDocument, entries: Sequence[PlacedEntry]) -> None:
        self._texts = [folded(text) for text in _texts(document.to_mapping())]
        self._all_text = "\n".join(self._texts)
        self.codes = {placed.entry.code for placed in entries}
        self.misprints = {
            placed.entry.printed: placed for placed in entries if placed.entry.printed_code
        }
        self._uses = Counter(id(placed.entry) for placed in entries)

    def text_with(self, code: str) -> str | None:
        """Find a text of the document that holds the code."""
        if code not in self._all_text:
            return None
        return next((text for text in self._texts if code in text), None)

    def is_shared(self, entry: Entry) -> bool:
        """Whether several tasks share what was printed once."""
        return self._uses[id(entry)] > 1


def count(
    document: StandardDocument, entries: Sequence[PlacedEntry], lines: Sequence[Paragraph]
) -> tuple[Count, ...]:
    """Compare what was read with the code-like words of all lines."""
    known = _Known(document, entries)
    counts = []
    for kind, letter, depth, label in _KINDS:
        read = [placed for placed in entries if placed.kind == kind]
        tokens = list(code_like(lines, letter, depth, {placed.entry.code for placed in read}))
        if letter in "KSA":
            counts.append(_compared(kind, label, _once(read), _first(tokens), known))
        else:
            counts.append(_compared(kind, label, read, tokens, known))
    for kind, name, label in _LINKS:
        read = [placed for placed in entries if placed.kind == kind]
        tokens = list(code_like(lines, kind[0].upper(), 1, {placed.entry.code for placed in read}))
        counts.append(_compared(name, label, read, tokens, known))
    return tuple(counts)


def _once(entries: Sequence[PlacedEntry]) -> list[PlacedEntry]:
    seen: dict[str, PlacedEntry] = {}
    for placed in entries:
        seen.setdefault(placed.entry.code or placed.path, placed)
    return list(seen.values())


def _first(tokens: Sequence[CodeLike]) -> list[CodeLike]:
    """Keep one token of each code: one that stands alone, if there is one."""
    seen: dict[str, CodeLike] = {}
    for token in sorted(tokens, key=lambda token: bool(token.word)):
        seen.setdefault(token.code, token)
    return list(seen.values())


def _compared(
    kind: str,
    label: Wording,
    read: Sequence[PlacedEntry],
    tokens: Sequence[CodeLike],
    known: _Known,
) -> Count:
    differences = (*_extra(kind, read, tokens, known), *_missing(read, tokens, known))
    return Count(kind, label, len(read), len(tokens), tuple(differences))


def _extra(
    kind: str, read: Sequence[PlacedEntry], tokens: Sequence[CodeLike], known: _Known
) -> Iterator[Difference]:
    """Go through what the text holds more often than it was read."""
    open_counts = Counter(placed.entry.code for placed in read)
    alone = sorted(tokens, key=lambda token: bool(token.word))
    for token in alone:
        if open_counts[token.code] > 0:
            open_counts[token.code] -= 1
            continue
        reason = _why_extra(kind, token, known)
        yield Difference(token.word or token.code, 1, token.place, reason)


def _why_extra(kind: str, token: CodeLike, known: _Known) -> Wording | None:
    code = token.code
    if token.word:
        return Wording(
            zh=f"是「{token.word}」裡的字，不是代碼。", en=f"Part of “{token.word}”, not a code."
        )
    elsewhere = known.misprints.get(code)
    if elsewhere:
        return Wording(
            zh=f"{code} 又印在 {elsewhere.task} 的 {elsewhere.entry.code} 前面。",
            en=f"{code} is also printed before {elsewhere.entry.code} of {elsewhere.task}.",
        )
    text = known.text_with(code)
    if text:
        return Wording(zh=f"在「{text[:30]}」的文字裡。", en=f"Stands in the text “{text[:30]}”.")
    if code in known.codes and kind in {"duties", "tasks"}:
        return Wording(zh=f"{code} 換頁後再印了一次。", en=f"{code} is printed again on a page.")
    return None


def _missing(
    read: Sequence[PlacedEntry], tokens: Sequence[CodeLike], known: _Known
) -> Iterator[Difference]:
    """Go through what was read more often than the text holds it."""
    open_counts = Counter(token.code for token in tokens)
    for placed in sorted(read, key=lambda placed: placed.entry.printed_code is not None):
        if placed.entry.code and open_counts[placed.entry.code] > 0:
            open_counts[placed.entry.code] -= 1
            continue
        place = placed.entry.places[0]
        text = placed.entry.code or placed.entry.text
        yield Difference(text, -1, place, _why_missing(placed, known))


def _why_missing(placed: PlacedEntry, known: _Known) -> Wording | None:
    entry = placed.entry
    if not entry.printed:
        return Wording(zh="印出來時沒有代碼。", en="It is printed without a code.")
    if entry.printed != entry.code:
        where = f"{placed.task} 的" if placed.task else ""
        return Wording(
            zh=f"{where}代碼印成 {entry.printed}。",
            en=f"Its code is printed as {entry.printed}.",
        )
    if known.is_shared(entry):
        return Wording(
            zh="印在幾個工作任務共用的格子裡。", en="It stands in a cell that several tasks share."
        )
    return None


def _texts(value: object) -> Iterator[str]:
    """Go through the texts of the document's JSON form, without its codes."""
    if isinstance(value, Mapping):
        for key, child in value.items():
            if key not in {"code", "printed_code"}:
                yield from _texts(child)
    elif isinstance(value, list):
        for child in value:
            yield from _texts(child)
    elif isinstance(value, str):
        yield value
