"""The level-directed quiz: level 3 decided with few items, over several sittings."""

from dataclasses import dataclass

import numpy as np

from benchmarks.measuring import truth
from benchmarks.measuring.claiming import BLOCKS, LEVEL, MEMBERS, Said, all_hold, claim_figures
from benchmarks.measuring.outcomes import Figures, Flags
from benchmarks.measuring.playing import CODES, UNFITTED, Scale, Sitting
from quizzes.mastery.estimation import Measurement
from quizzes.mastery.evidence import HIGHEST_LEVEL, Answer, evidence
from quizzes.mastery.level_directed import level_competencies, level_decision, next_competency
from quizzes.mastery.policy import CLAIM_MINIMUM_ITEMS, LEVEL_BUDGET
from quizzes.mastery.rollup import Claim, ClaimScope, claims
from quizzes.mastery.selection import next_item
from quizzes.mastery.stopping import Decision

OF_LEVEL = tuple(block for block in BLOCKS if block.level <= int(LEVEL))
ASKED = level_competencies(OF_LEVEL, int(LEVEL))
LEVELS = dict.fromkeys(ASKED, int(LEVEL))
SITTING_ITEMS = 40
SPENT = tuple(range(60, LEVEL_BUDGET + 1, 15))  # where the decided share is read


@dataclass(frozen=True)
class Directed:
    """The end of one level-directed quiz."""

    decision: Decision
    probability: float
    spent: int


def directed(sitting: Sitting, right: Flags, scale: Scale = UNFITTED) -> Directed:
    """Ask one trainee until level 3 is decided or the budget is spent; right is (rows, items)."""
    left = {code: set(range(right.shape[1])) for code in ASKED}
    given: list[Answer] = []
    measured = scale.measured({}, ASKED)
    for spent in range(1, LEVEL_BUDGET + 1):
        code = next_competency(measured, LEVELS, [code for code, items in left.items() if items])
        if code is None:
            break
        row = CODES.index(code)
        item = next_item(sitting.candidates(row, sorted(left[code])), sitting.random).item_id
        left[code].remove(item)
        given.append(sitting.answer(row, item, is_right=bool(right[row, item])))
        measured = scale.measured(evidence(given), ASKED)
        # Before every competency was asked its minimum the claim can hardly be decided.
        if spent >= CLAIM_MINIMUM_ITEMS * len(ASKED):
            claim = level_claim(measured)
            said = level_decision(claim, spent=spent)
            if said is not Decision.ASK_ON:
                return Directed(said, claim.probability or 0.0, spent)
    return Directed(Decision.UNDECIDED, level_claim(measured).probability or 0.0, len(given))


def level_claim(measured: Measurement) -> Claim:
    """Make the claim of level 3."""
    made = claims(measured, OF_LEVEL, assessable=dict.fromkeys(ASKED, HIGHEST_LEVEL))
    return next(c for c in made if c.scope is ClaimScope.LEVEL and c.subject == LEVEL)


def level_directed(
    sitting: Sitting, theta: truth.Floats, right: Flags, scale: Scale = UNFITTED
) -> tuple[Figures, dict[str, Figures], Said]:
    """Direct a cohort: the figures, the decided shares over the items spent, and what was said."""
    ends = [directed(sitting, each, scale) for each in right]
    holds = np.array([truth.holds(theta, each) for each in MEMBERS[: truth.LEVEL_3_TASKS]]).T
    said = Said(
        ready=np.array([[end.decision is Decision.MASTERED] for end in ends]),
        not_yet=np.array([[end.decision is Decision.NOT_YET] for end in ends]),
        stated=np.array([[end.probability] for end in ends]),
        true=all_hold(holds),
    )
    spent = np.array([end.spent for end in ends], dtype=float)
    figures = {
        "items": float(spent.mean()),
        "items_se": float(spent.std() / np.sqrt(len(ends))),
        "items_95": float(np.percentile(spent, 95)),
        "sittings": float(np.ceil(spent / SITTING_ITEMS).mean()),
        **claim_figures(said),
    }
    return figures, _decided(spent, said), said


def _decided(spent: truth.Floats, said: Said) -> dict[str, Figures]:
    return {
        f"{most} items": {
            "spent": float(most),
            "ready": float((said.ready[:, 0] & (spent <= most)).mean()),
            "not_yet": float((said.not_yet[:, 0] & (spent <= most)).mean()),
        }
        for most in SPENT
    }
