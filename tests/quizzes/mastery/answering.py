"""Answers and evidence for the tests of measuring, made in one line."""

from datetime import UTC, datetime, timedelta

import numpy as np

from curriculum.wording import Wording
from quizzes.mastery.draws import joint_draws
from quizzes.mastery.evidence import Answer, Evidence, WeightedAnswer

MORNING = datetime(2026, 3, 2, 9, tzinfo=UTC)
UNSAID = Wording(zh="", en="")


def answer(code="K22", item=1, score=1.0, *, b=-1.0, c=0.25, hours=0.0, purpose="module_check"):
    return Answer(
        competency=code,
        item_id=item,
        score=score,
        difficulty=b,
        chance=c,
        answered_at=MORNING + timedelta(hours=hours),
        purpose=purpose,
    )


def evidence_of(code, scores, *, b=-1.0, c=0.25, weight=1.0, at=0.0):
    """Evidence whose answers have these scores, all at one difficulty and weight."""
    return Evidence(
        code,
        tuple(
            WeightedAnswer(answer(code, item, score, b=b, c=c, hours=at), weight, UNSAID)
            for item, score in enumerate(scores, start=1)
        ),
    )


def drawn(posterior, **settings):
    """All joint draws in one array, (count, n)."""
    return np.concatenate([*joint_draws(posterior, **settings)])
