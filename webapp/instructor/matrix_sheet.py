"""The readiness matrix as a table for spreadsheets."""

from flask_babel import gettext as _

from quizzes.mastery.readiness import CLAIM_WORDS
from quizzes.mastery.rollup import expected_false_certifications
from webapp.instructor.cohort_readiness import CohortReadiness, Reading, certainty
from webapp.instructor.matrix import figures_adding_up, median_of
from webapp.kit.language import in_language, titled
from webapp.kit.spreadsheets import Cell, Sheet


def matrix_sheet(readiness: CohortReadiness, *, title: str) -> Sheet:
    """Return one row a trainee, two columns a task: how sure we are, and what it is called."""
    columns = [_("姓名"), _("學員編號")]
    for column in readiness.columns:
        name = f"{column.key} {titled(column.name)}"
        columns += [_("%(task)s 把握", task=name), _("%(task)s 判定", task=name)]
    columns.append(_("就緒任務"))
    rows: list[list[Cell]] = []
    for person in sorted(readiness.people, key=lambda each: (each.number or "", each.name)):
        row: list[Cell] = [person.name, person.number]
        for column in readiness.columns:
            row += _cells(person.readings[column.key])
        rows.append([*row, person.ready_count])
    return Sheet(title, columns, [*rows, *_foot(readiness)])


def _cells(reading: Reading) -> list[Cell]:
    value = None if reading.probability is None else certainty(reading.probability)
    return [value, in_language(CLAIM_WORDS[reading.status])]


def _foot(readiness: CohortReadiness) -> list[list[Cell]]:
    false = figures_adding_up(
        {
            column.key: expected_false_certifications(readiness.ready(column.key))
            for column in readiness.judged
        }
    )
    medians: list[Cell] = [_("這班的中位數"), None]
    ready: list[Cell] = [_("就緒人數"), None]
    expected: list[Cell] = [_("預期誤判人數"), None]
    for column in readiness.columns:
        medians += [median_of(readiness.probabilities(column.key)), None]
        ready += [len(readiness.ready(column.key)) if column.is_judged else _("缺題"), None]
        expected += [false.get(column.key), None]
    total = sum(person.ready_count for person in readiness.people)
    return [
        [*medians, None],
        [*ready, total],
        [*expected, round(sum(false.values()), 2)],
    ]
