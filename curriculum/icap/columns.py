"""The head of the main table: which physical column holds what."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from curriculum.icap.characters import squeezed
from curriculum.icap.printed_codes import FlatWidths, flat_code, tree_code
from curriculum.icap.source import Row


class Column(StrEnum):
    """A column of the main table."""

    DUTY = "duty"
    TASK = "task"
    OUTPUT = "output"
    INDICATOR = "indicator"
    LEVEL = "level"
    KNOWLEDGE = "knowledge"
    SKILL = "skill"


_LABELS = (
    (Column.DUTY, re.compile(r"(主要|工作)?職責")),
    (Column.TASK, re.compile(r"工作任務")),
    (Column.OUTPUT, re.compile(r"工作產出")),
    (Column.INDICATOR, re.compile(r"行為指標")),
    (Column.LEVEL, re.compile(r"(職能)?級別")),
    (Column.KNOWLEDGE, re.compile(r"(職能內涵)?\(?(K\b.*|K?[^()]{0,9}知識)\)?", re.IGNORECASE)),
    (Column.SKILL, re.compile(r"(職能內涵)?\(?(S\b.*|S?[^()]{0,9}技能)\)?", re.IGNORECASE)),
)
_REMARK = re.compile(r"(?<=.)\([^()]*\)$")
_LOOSE = re.compile(r"職能(內涵)?")
_NEEDED = frozenset({Column.TASK, Column.INDICATOR, Column.KNOWLEDGE, Column.SKILL})


@dataclass(frozen=True, slots=True)
class Head:
    """Where the columns of a main table begin, and how its duty column is called."""

    starts: tuple[tuple[int, Column], ...]
    width: int
    duty_label: str = ""

    @property
    def is_complete(self) -> bool:
        """Whether every column is there without which no task can be read."""
        return {column for _, column in self.starts} >= _NEEDED

    def column_at(self, position: int) -> Column:
        """Say to which column a physical position belongs."""
        before = [column for start, column in self.starts if start <= position]
        return before[-1] if before else self.starts[0][1]


def label_column(cell: str) -> Column | None:
    """Say which column a head cell names."""
    label = squeezed(cell)
    forms = (label, _REMARK.sub("", label))
    found = (column for column, pattern in _LABELS for form in forms if pattern.fullmatch(form))
    return next(found, None)


def is_head_row(row: Row) -> bool:
    """Whether every cell that says something is a column's name, and at least two are."""
    cells = [cell for cell in row.cells if cell.strip()]
    named = [cell for cell in cells if label_column(cell)]
    loose = all(label_column(cell) or _LOOSE.fullmatch(squeezed(cell)) for cell in cells)
    return loose and len(named) >= 2


def is_head_continued(row: Row) -> bool:
    """Whether the row can be the second line of a head: column names and nothing else."""
    cells = [squeezed(cell) for cell in row.cells if cell.strip()]
    return bool(cells) and all(label_column(c) or _LOOSE.fullmatch(c) for c in cells)


def read_head(rows: Sequence[Row]) -> Head:
    """Read a head of one or more rows."""
    named: dict[int, Column] = {}
    duty_label = ""
    for row in rows:
        for position, cell in enumerate(row.cells):
            if column := label_column(cell):
                named[position] = column
                duty_label = squeezed(cell) if column is Column.DUTY else duty_label
    width = max((len(row.cells) for row in rows), default=0)
    return Head(tuple(sorted(named.items())), width, duty_label)


def looks_like_head(row: Row) -> bool:
    """Whether the row names columns of a main table, although not all of its cells are known."""
    return sum(label_column(cell) is not None for cell in row.cells) >= 3


def inferred_head(rows: Sequence[Row], widths: FlatWidths) -> Head | None:
    """Recognise the columns of a table without a head by what stands in them."""
    width = max((len(row.cells) for row in rows), default=0)
    named: dict[int, Column] = {}
    for position in range(width):
        cells = [row.cells[position] for row in rows if position < len(row.cells)]
        kinds = Counter(kind for cell in cells if (kind := _content(cell, widths)))
        if kinds:
            named[position] = kinds.most_common(1)[0][0]
    head = Head(tuple(sorted(named.items())), width)
    order = [column for _, column in head.starts]
    rising = all(list(Column).index(a) <= list(Column).index(b) for a, b in pairwise(order))
    return head if Column.TASK in order and rising else None


def _content(cell: str, widths: FlatWidths) -> Column | None:
    if re.fullmatch(r"[1-6]", squeezed(cell)):
        return Column.LEVEL
    letter = squeezed(cell)[:1]
    readings = (
        (Column.KNOWLEDGE, letter == "K" and flat_code(cell, "K", widths)),
        (Column.SKILL, letter == "S" and flat_code(cell, "S", widths)),
        (Column.TASK, tree_code(cell, "T", depth=2, expected=1)),
        (Column.DUTY, tree_code(cell, "T", depth=1, expected=1)),
        (Column.INDICATOR, letter == "P" and tree_code(cell, "P", depth=3, expected=1)),
        (Column.OUTPUT, letter in {"O", "0"} and tree_code(cell, "O", depth=3, expected=1)),
    )
    return next((column for column, code in readings if code), None)
