"""One task of a cohort, its people in groups: the matrix as a phone shows it."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from webapp.instructor.cohort_readiness import (
    CohortReadiness,
    Column,
    Person,
    Reading,
    certainty,
    step_of,
)
from webapp.instructor.matrix import PAGE_SIZE, Address, Wish, median_of, sorted_people

NEAR_STEP, UNDECIDED_STEP = 3, 1
NAMED = 3  # codes named after a person


@dataclass(frozen=True, slots=True)
class PersonView:
    """One person in the list."""

    name: str
    url: str
    value: int | None
    step: int
    note: str


@dataclass(frozen=True, slots=True)
class GroupView:
    """People who stand alike; `count` is of the whole cohort, the people those of this page."""

    label: str
    bounds: str
    count: int
    people: Sequence[PersonView]


@dataclass(frozen=True, slots=True)
class RankingView:
    """One task with everybody in it."""

    median: int | None
    ready_count: int
    people_count: int
    expected_false: float | None
    groups: Sequence[GroupView]


def ranking_view(
    readiness: CohortReadiness, column: Column, wish: Wish, *, person_url: Address
) -> RankingView:
    """Rank everybody in one task, best first."""
    people = sorted_people(readiness, Wish(sort=f"-{column.key}"))
    first = (wish.page - 1) * PAGE_SIZE
    shown = people[first : first + PAGE_SIZE]
    places = [_place(person.readings[column.key]) for person in people]
    ready = readiness.ready(column.key)
    return RankingView(
        median=median_of(readiness.probabilities(column.key)),
        ready_count=len(ready),
        people_count=len(people),
        expected_false=sum(1.0 - each for each in ready) if column.is_judged else None,
        groups=[
            GroupView(
                label,
                bounds,
                places.count(place),
                [
                    _person(person, column, person_url)
                    for person in shown
                    if _place(person.readings[column.key]) == place
                ],
            )
            for place, (label, bounds) in enumerate(_groups())
        ],
    )


def _groups() -> Sequence[tuple[str, str]]:
    return (
        (_("就緒"), _("把握 90 以上")),
        (_("先不判定"), _("把握 90 以上，缺題或作答太少")),
        (_("接近"), _("把握 75–89")),
        (_("未定"), _("把握 11–74")),
        (_("尚未"), _("把握 10 以下")),
        (_("還沒作答"), ""),
    )


def _place(reading: Reading) -> int:
    """Return the group of a reading."""
    if reading.probability is None:
        return 5
    if reading.is_ready or reading.is_held:
        return 0 if reading.is_ready else 1
    step = step_of(certainty(reading.probability), is_ready=False)
    return 2 if step >= NEAR_STEP else 3 if step >= UNDECIDED_STEP else 4


def _person(person: Person, column: Column, person_url: Address) -> PersonView:
    reading = person.readings[column.key]
    value = None if reading.probability is None else certainty(reading.probability)
    return PersonView(
        person.name,
        person_url(person.public_id, column.key),
        value,
        0 if value is None else step_of(value, is_ready=reading.is_ready),
        note_on(reading, column),
    )


def note_on(reading: Reading, column: Column) -> str:
    """Say what a person still lacks in a task."""
    if reading.probability is None:
        return str(_("還沒作答"))
    if reading.is_held and column.lacking:
        return str(_("%(codes)s 尚無題目，不判就緒", codes=named(column.lacking)))
    if reading.is_held:
        return str(_("%(codes)s 的作答太少，先不判定", codes=named(reading.thin)))
    if not reading.missing:
        return str(_("%(n)s 項職能都達標", n=len(column.competencies) - len(column.lacking)))
    return str(_("差 %(codes)s", codes=named(reading.missing)))


def named(codes: Sequence[str]) -> str:
    """Name the first codes and count the rest."""
    listed = _("、").join(codes[:NAMED])
    rest = len(codes) - NAMED
    return str(listed if rest <= 0 else _("%(codes)s，還有 %(n)s 項", codes=listed, n=rest))
