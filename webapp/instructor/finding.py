"""What a cohort's matrix says in one sentence: the h1 of its page."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from webapp.instructor.cohort_readiness import CohortReadiness, Column
from webapp.instructor.gaps import Gap
from webapp.instructor.matrix import median_of
from webapp.instructor.ranking import named
from webapp.kit.language import titled

STUCK_BELOW = 50  # per cent, of the median
MOST_NAMED = 2  # tasks in the sentence


@dataclass(frozen=True, slots=True)
class Finding:
    """A sentence with its marked part, what it rests on, and the task that it is about."""

    title: str
    marked: str
    tail: str
    lede: str
    column: Column | None


def finding(readiness: CohortReadiness, gaps: Sequence[Gap]) -> Finding:
    """Say where the cohort stands."""
    judged, first = readiness.judged, next(iter(readiness.columns), None)
    if not readiness.has_answers:
        text = _("有人送出第一份檢核之後，這裡就會顯示每個人離就緒多遠。")
        return Finding(_("這班還"), _("沒有人作答"), "", text, first)
    if not judged:
        text = _("每一項任務都有職能尚無題目。下面的數字只算可評的部分，不判就緒。")
        return Finding(_("題目不夠，"), _("還不能判就緒"), "", text, first)
    farthest = sorted(judged, key=lambda column: _standing(readiness, column))
    worst = farthest[0]
    if len(readiness.ready(worst.key)) == len(readiness.people):
        text = _("%(n)s 項能判的任務，每個人都就緒。", n=len(judged))
        return Finding(_("這班"), _("每個人都就緒"), "", text, worst)
    stuck = [column for column in farthest if _is_stuck(readiness, column)]
    lede = _figures(readiness, (stuck or farthest)[0])
    if gaps:
        lede = _("%(figures)s%(advice)s", figures=lede, advice=_advice(gaps[0]))
    if stuck:
        names = _("、").join(titled(column.name) for column in stuck[:MOST_NAMED])
        return Finding(_("這班卡在"), names, "", lede, stuck[0])
    return Finding(_("離就緒最遠的是"), titled(worst.name), "", lede, worst)


def _standing(readiness: CohortReadiness, column: Column) -> tuple[int, int]:
    """Order tasks: fewest people ready first, then the lowest median."""
    middle = median_of(readiness.probabilities(column.key))
    return len(readiness.ready(column.key)), -1 if middle is None else middle


def _is_stuck(readiness: CohortReadiness, column: Column) -> bool:
    middle = median_of(readiness.probabilities(column.key))
    return middle is not None and middle < STUCK_BELOW


def _figures(readiness: CohortReadiness, column: Column) -> str:
    """Say how many people are ready for a task, and how many have answered nothing of it."""
    readings = readiness.readings(column.key)
    ready = sum(each.is_ready for each in readings)
    silent = sum(each.probability is None for each in readings)
    figures = {"code": column.key, "total": len(readings), "ready": ready, "silent": silent}
    if silent:
        return str(
            _("%(code)s：%(total)s 人裡 %(ready)s 人就緒，%(silent)s 人還沒作答。", **figures)
        )
    return str(_("%(code)s：%(total)s 人裡 %(ready)s 人就緒。", **figures))


def _advice(gap: Gap) -> str:
    advice: str = _(
        "先補 %(code)s %(name)s：%(n)s 人還沒達標，擋住 %(tasks)s。",
        code=gap.competency.code,
        name=titled(gap.competency.name),
        n=len(gap.people),
        tasks=named(gap.task_keys),
    )
    return advice
