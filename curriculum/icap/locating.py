"""Finding the printed lines that a piece of the document came from."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from curriculum.icap.characters import repaired, squeezed
from curriculum.icap.source import Paragraph, Place, Source, Table

_AROUND = 3
_MOST_CONTEXT = 60
_HEAD = 8
_SHORT_HEAD = 4


class PrintedLines:
    """The lines of a source, searched by row and by what they begin with."""

    def __init__(self, source: Source) -> None:
        tables = (part for part in source.parts if isinstance(part, Table))
        starts = {row.place.line for table in tables for row in table.rows if row.place.line}
        outside = {p.place.line for p in source.parts if isinstance(p, Paragraph) and p.place.line}
        self._lines: Sequence[Paragraph] = source.lines
        self._numbers = [line.place.line or 0 for line in source.lines]
        self._rows = starts
        self._starts = sorted(starts | outside)
        self._squeezed = [squeezed(repaired(line.text)) for line in source.lines]

    def locate(self, places: Sequence[Place], text: str) -> Place:
        """Give the place of the line in which a text begins; the row's where no line has it."""
        head = squeezed(repaired(text))
        for size in (_HEAD, _SHORT_HEAD) if head else ():
            for place in places:
                found = self._found(place, head[:size])
                if found is not None:
                    return replace(place, line=found.line, page=found.page or place.page)
        return places[0]

    def context(self, place: Place) -> tuple[Paragraph, ...]:
        """Give the lines of the row that a place belongs to, or those around it."""
        if place.line is None or place.line not in self._numbers:
            return ()
        at = self._numbers.index(place.line)
        span = self._span(place)
        if len(span) > _MOST_CONTEXT or len(span) < 2:
            span = range(max(0, at - _AROUND), min(len(self._lines), at + _AROUND + 1))
        return tuple(self._lines[n] for n in span)

    def _found(self, place: Place, head: str) -> Place | None:
        numbers = (n for n in self._span(place) if head in self._squeezed[n])
        return next((self._lines[n].place for n in numbers), None)

    def _span(self, place: Place) -> range:
        """Give the positions of the lines of the row that holds a line."""
        if place.line is None:
            return range(0)
        after = bisect_right(self._starts, place.line)
        first = self._starts[after - 1] if after else place.line
        if first not in self._rows:
            first = place.line
        start = bisect_right(self._numbers, first - 1)
        if after < len(self._starts):
            return range(start, bisect_right(self._numbers, self._starts[after] - 1))
        return range(start, len(self._lines))
