"""What stands in one cell of the main table: coded entries, one after the other."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from curriculum.icap.characters import folded, joined, repaired, squeezed, without_bullet
from curriculum.icap.drafts import Entry
from curriculum.icap.printed_codes import FlatWidths, PrintedCode, flat_code, tree_code
from curriculum.icap.source import Place

ReadCode = Callable[[str, int], PrintedCode | None]

_INLINE_TREE = re.compile(r"(?<=[\s。；、])(?=[TOP]\s?\d+\s?\.\s?\d+\s?\.\s?\d+)")
_INLINE_FLAT = re.compile(r"(?<=[\s。；、，,])(?=(?P<letter>[KSA])\d{2,3}(?![\d.\-/A-Za-z]))")
_NOTHING = frozenset({"", "-", "--", "—", "－", "無", "略", "N/A", "/"})


@dataclass(frozen=True, slots=True)
class CellEntries:
    """The entries of a cell, and the text before the first code: the end of an earlier entry."""

    lead: tuple[str, ...]
    entries: tuple[Entry, ...]


def is_nothing(text: str) -> bool:
    """Whether a cell says in some way that there is nothing."""
    return squeezed(text) in _NOTHING


def tree_reader(letter: str, depth: int) -> ReadCode:
    """Make a reader of T, O or P codes."""
    return lambda line, expected: tree_code(line, letter, depth=depth, expected=expected)


def flat_reader(letter: str, widths: FlatWidths) -> ReadCode:
    """Make a reader of K, S or A codes."""
    return lambda line, _: flat_code(line, letter, widths)


def cell_entries(
    text: str, read: ReadCode, places: tuple[Place, ...], *, before: int = 0
) -> CellEntries:
    """Read a cell; `before` is the last number of the entry before this cell."""
    lead: list[str] = []
    entries: list[Entry] = []
    last = before
    for line in _lines(text):
        bare, _ = without_bullet(line)
        code = read(bare, last + 1)
        if code is not None:
            last = code.numbers[-1]
            entries.append(_entry(code, bare, places))
        elif entries:
            entries[-1].text = joined(entries[-1].text, line)
        elif line.strip():
            lead.append(line)
    for entry in entries:
        entry.text = entry.text.strip()
    return CellEntries(tuple(lead), tuple(entries))


def uncoded_entry(text: str, places: tuple[Place, ...]) -> Entry:
    """Make an entry of a text that was printed without a code."""
    return Entry("", text.strip(), "", text.partition("\n")[0], places)


def _entry(code: PrintedCode, line: str, places: tuple[Place, ...]) -> Entry:
    return Entry(
        code=code.code,
        text=code.rest,
        printed=code.printed,
        first_line=line.strip(),
        places=places,
        oddities=code.oddities,
        other_reading=code.other_reading,
    )


def _lines(text: str) -> Iterator[str]:
    """Go through the lines; a line that holds several entries counts as several."""
    for line in repaired(text).split("\n"):
        yield from _split(line)


def _split(line: str) -> list[str]:
    """Split where a further code of the kind that the line begins with stands after a break."""
    plain = folded(line)
    tree = re.match(r"\s*[TOP0]\s?\d+\.\d", plain)
    flat = re.match(r"\s*([KSA])\s?\d{2}", plain)
    if tree:
        cuts = [found.start() for found in _INLINE_TREE.finditer(plain)]
    elif flat:
        marks = _INLINE_FLAT.finditer(plain)
        cuts = [found.start() for found in marks if found["letter"] == flat[1]]
    else:
        return [line]
    edges = [0, *(cut for cut in cuts if line[:cut].strip()), len(line)]
    pieces = [line[a:b] for a, b in pairwise(edges)]
    return [
        piece.rstrip("、；，, ") if n < len(pieces) - 1 else piece for n, piece in enumerate(pieces)
    ]
