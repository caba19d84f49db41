"""The readiness matrix in the shape that kit/matrix.html draws: sorted, paged, with its foot."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from quizzes.mastery.rollup import expected_false_certifications
from webapp.instructor.cohort_readiness import (
    CohortReadiness,
    Column,
    Person,
    Reading,
    certainty,
    step_of,
)

PAGE_SIZE = 50
BY_READY = "ready"
BY_NAME = "name"
MET = "met"  # the cells show the share of the competencies that are met
READY_FROM = 90  # per cent, where the last ground begins

Address = Callable[..., str]


@dataclass(frozen=True, slots=True)
class Wish:
    """What a reader of the matrix asked for."""

    sort: str = f"-{BY_READY}"  # key of a task, ready or name; with a minus: most first
    figure: str = ""  # how sure we are, or MET
    page: int = 1

    @property
    def key(self) -> str:
        """Return what is sorted by."""
        return self.sort.removeprefix("-")

    @property
    def is_descending(self) -> bool:
        """Whether the most comes first."""
        return self.sort.startswith("-")


@dataclass(frozen=True, slots=True)
class CellView:
    """One cell; without a value where nothing was answered."""

    value: int | None
    step: int
    is_held: bool
    url: str


@dataclass(frozen=True, slots=True)
class RowView:
    """One person."""

    name: str
    url: str
    ready_count: int
    cells: Sequence[CellView]


@dataclass(frozen=True, slots=True)
class HeadView:
    """One task with its head and its foot."""

    key: str
    code: str
    name: str
    lacking: Sequence[str]
    sort_url: str
    aria_sort: str
    median: int | None
    median_step: int
    ready_count: int
    expected_false: float | None  # two decimals that add up to the total


@dataclass(frozen=True, slots=True)
class DutyView:
    """A duty over its tasks."""

    code: str
    name: str
    tasks: Sequence[HeadView]


@dataclass(frozen=True, slots=True)
class MatrixView:
    """The whole matrix, or one page of its people; the foot is of everybody."""

    duties: Sequence[DutyView]
    people: Sequence[RowView]
    task_count: int  # that can be judged
    median: float | None  # of the tasks that people are ready for
    ready_count: int
    expected_false: float
    name_sort: tuple[str, str]  # address and aria-sort
    ready_sort: tuple[str, str]
    next_url: str | None
    previous_url: str | None
    first: int
    last: int
    total: int

    @property
    def place_count(self) -> int:
        """Count the pairs of a person and a task that can be judged."""
        return self.total * self.task_count

    @property
    def false_share(self) -> float | None:
        """Return the share of expected false judgements among those called ready."""
        return self.expected_false / self.ready_count if self.ready_count else None


def matrix_view(
    readiness: CohortReadiness, wish: Wish, *, page_url: Address, person_url: Address
) -> MatrixView:
    """Arrange the matrix; `page_url` addresses the same page with another wish."""
    people = sorted_people(readiness, wish)
    first = (wish.page - 1) * PAGE_SIZE
    shown = people[first : first + PAGE_SIZE]
    false = figures_adding_up(
        {column.key: _expected_false(readiness, column) for column in readiness.judged}
    )
    heads = {
        column.key: _head(readiness, column, wish, false, page_url) for column in readiness.columns
    }
    counts = [person.ready_count for person in people]
    return MatrixView(
        duties=[
            DutyView(
                duty.code,
                duty.title,
                [heads[column.key] for column in readiness.columns_of(duty)],
            )
            for duty in readiness.standard.duties
        ],
        people=[_row(person, readiness.columns, wish, person_url) for person in shown],
        task_count=len(readiness.judged),
        median=median(counts) if counts else None,
        ready_count=sum(counts),
        expected_false=round(sum(false.values()), 2),
        name_sort=_sorting(BY_NAME, wish, page_url),
        ready_sort=_sorting(BY_READY, wish, page_url),
        next_url=page_url(page=wish.page + 1) if len(people) > first + PAGE_SIZE else None,
        previous_url=page_url(page=wish.page - 1) if wish.page > 1 else None,
        first=first + 1,
        last=first + len(shown),
        total=len(people),
    )


def sorted_people(readiness: CohortReadiness, wish: Wish) -> list[Person]:
    """Sort everybody as wished; who has answered nothing comes last, whatever the direction."""
    people = sorted(readiness.people, key=lambda person: (-person.certainty_sum, person.name))
    if wish.key == BY_NAME:
        return sorted(people, key=lambda person: person.name, reverse=wish.is_descending)
    if wish.key == BY_READY:
        return sorted(people, key=lambda person: person.ready_count, reverse=wish.is_descending)
    sign = -1 if wish.is_descending else 1

    def place(person: Person) -> tuple[bool, float]:
        figure = figure_of(person.readings[wish.key], wish)
        return figure is None, sign * (figure or 0.0)

    return sorted(people, key=place)


def figure_of(reading: Reading, wish: Wish) -> float | None:
    """Return the figure that a cell shows: how sure we are, or the share that is met."""
    return reading.met_share if wish.figure == MET else reading.probability


def figures_adding_up(exact: Mapping[str, float]) -> dict[str, float]:
    """Round to two decimals so that the rounded figures add up to their rounded sum.

    The largest remainders are rounded up (Hamilton's method), so no figure is off by .01 or more.
    """
    cents = {key: math.floor(figure * 100 + 1e-9) for key, figure in exact.items()}
    left = round(sum(exact.values()) * 100) - sum(cents.values())
    by_remainder = sorted(exact, key=lambda key: cents[key] - exact[key] * 100)
    for key in by_remainder[:left]:
        cents[key] += 1
    return {key: figure / 100 for key, figure in cents.items()}


def median_of(figures: Sequence[float]) -> int | None:
    """Return the median of how sure we are, in per cent."""
    return certainty(median(figures)) if figures else None


def _expected_false(readiness: CohortReadiness, column: Column) -> float:
    return expected_false_certifications(readiness.ready(column.key))


def _head(
    readiness: CohortReadiness,
    column: Column,
    wish: Wish,
    false: Mapping[str, float],
    page_url: Address,
) -> HeadView:
    figures = [figure_of(each, wish) for each in readiness.readings(column.key)]
    middle = _percentage([figure for figure in figures if figure is not None], wish)
    sort_url, aria_sort = _sorting(column.key, wish, page_url)
    return HeadView(
        key=column.key,
        code=column.code,
        name=column.name,
        lacking=column.lacking,
        sort_url=sort_url,
        aria_sort=aria_sort,
        median=middle,
        median_step=_ground(middle, is_full=column.is_judged or wish.figure == MET),
        ready_count=len(readiness.ready(column.key)),
        expected_false=false.get(column.key),
    )


def _row(person: Person, columns: Sequence[Column], wish: Wish, person_url: Address) -> RowView:
    return RowView(
        name=person.name,
        url=person_url(person.public_id),
        ready_count=person.ready_count,
        cells=[
            _cell(person.readings[column.key], wish, person_url(person.public_id, column.key))
            for column in columns
        ],
    )


def _cell(reading: Reading, wish: Wish, url: str) -> CellView:
    figure = figure_of(reading, wish)
    if figure is None:
        return CellView(None, 0, is_held=False, url=url)
    if wish.figure == MET:
        value = round(figure * 100)
        return CellView(value, _ground(value, is_full=True), is_held=False, url=url)
    value = certainty(figure)
    return CellView(value, step_of(value, is_ready=reading.is_ready), reading.is_held, url)


def _percentage(figures: Sequence[float], wish: Wish) -> int | None:
    if wish.figure == MET:
        return round(median(figures) * 100) if figures else None
    return median_of(figures)


def _ground(value: int | None, *, is_full: bool) -> int:
    return 0 if value is None else step_of(value, is_ready=is_full and value >= READY_FROM)


def _sorting(key: str, wish: Wish, page_url: Address) -> tuple[str, str]:
    """Return where a head leads, and how it is sorted now; a second press turns it round."""
    is_now = wish.key == key
    most_first = key != BY_NAME if not is_now else not wish.is_descending
    url = page_url(sort=f"-{key}" if most_first else key, page=1)
    return url, ("descending" if wish.is_descending else "ascending") if is_now else ""
