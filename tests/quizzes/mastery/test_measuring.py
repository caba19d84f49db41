from dataclasses import replace

import pytest

from quizzes.mastery.measuring import History, measured
from quizzes.mastery.rollup import ClaimScope, ClaimStatus
from tests.quizzes.mastery.histories import EXACT, marked, outline

TEN = [f"K{number:02}" for number in range(1, 11)]
GAP = "K03"
STANDARD = outline(*TEN)


def status_of_the_task(critical):
    """Everything right but one competency, measured with these as critical."""
    answers = [
        marked("K22", number * 100 + item, float(code != GAP))._replace(competency_id=number)
        for number, code in enumerate(TEN, start=1)
        for item in range(20)
    ]
    history = History(answers, [], replace(EXACT, critical=frozenset(critical)))
    found = measured(STANDARD, history, dict.fromkeys(TEN, 4)).claims
    return next(claim.status for claim in found if claim.scope is ClaimScope.TASK)


@pytest.mark.parametrize(
    ("critical", "status"),
    [
        ([], ClaimStatus.READY),
        (["K04"], ClaimStatus.READY),
        ([GAP], ClaimStatus.NOT_YET),
        ([GAP, "K04"], ClaimStatus.NOT_YET),
    ],
)
def test_a_gap_in_what_the_calibration_holds_critical_bars_the_task(critical, status):
    assert status_of_the_task(critical) is status
