"""What a calibration says, in figures that people read: bars, moves, and shares right."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from quizzes.items.difficulty import angoff_difficulty
from quizzes.mastery.bars import Bar
from quizzes.mastery.calibration import Calibration, ServedVersion
from quizzes.mastery.holding import BlockScope
from quizzes.mastery.policy import DOMAIN_CHANCE, DOMAIN_CUT
from quizzes.mastery.rasch import probability_right_at_the_bar

SMALLEST_MOVE = 0.005  # logits: what two decimals show


@dataclass(frozen=True, slots=True)
class BarAt:
    """The bar of a competency at one level."""

    at: float  # logits; 0 at the highest rated level
    is_shared: bool  # the same as that of the next higher level that asks for the competency


@dataclass(frozen=True, slots=True)
class CompetencyScale:
    """What a calibration holds of one competency."""

    code: str
    name: str
    bars: Mapping[int, BarAt]  # by each level that asks for it; empty: nobody rated it
    error: float  # standard error of its bars beside that of the whole panel, logits
    item_count: int
    mean_move: float | None  # mean |b - b by its ratings| in logits; None without items


@dataclass(frozen=True, slots=True)
class ItemMove:
    """How far one item moved, in logits and in the share right of those at the bar (theta = 0)."""

    code: str
    competency: str  # code
    before: float
    after: float
    share_before: float
    share_after: float


def share_right(theta: float) -> float:
    """Share right of one so many logits above the bar, on four-option items whose bar is .80."""
    difficulty = angoff_difficulty(DOMAIN_CUT, DOMAIN_CHANCE)
    return probability_right_at_the_bar(difficulty - theta, DOMAIN_CHANCE)


def share_moved_by(error: float) -> float:
    """How far an error of the bar moves the share right of .80 on four-option items: error * dP/dθ.

    dP/dθ = (P - c)(1 - P)/(1 - c), the derivative of the response model (`rasch`).
    """
    slope = (DOMAIN_CUT - DOMAIN_CHANCE) * (1.0 - DOMAIN_CUT) / (1.0 - DOMAIN_CHANCE)
    return error * slope


def competency_scales(
    names: Mapping[str, str],
    blocks: Sequence[BlockScope],
    served: Sequence[ServedVersion],
    calibration: Calibration,
) -> list[CompetencyScale]:
    """Say of each competency, by code, where its bars stand and how far answers moved its items."""
    moved: dict[str, list[float]] = {code: [] for code in names}
    for version in served:
        move = calibration.difficulties[version.id] - version.rated(calibration.bars)
        moved[version.competency].append(abs(move))
    return [
        CompetencyScale(
            code=code,
            name=name,
            bars=_bars_at(
                calibration.bars.bar(code),
                {block.level for block in blocks if code in block.competencies},
            ),
            error=calibration.bars.bar(code).error,
            item_count=len(moved[code]),
            mean_move=sum(moved[code]) / len(moved[code]) if moved[code] else None,
        )
        for code, name in names.items()
    ]


def item_moves(
    served: Sequence[ServedVersion], after: Calibration, before: Calibration
) -> list[ItemMove]:
    """Return the items that moved visibly, the farthest first.

    An item that the calibration before did not hold moved from where its ratings put it.
    """
    moves = [_move(version, after, before) for version in served]
    visible = [move for move in moves if abs(move.after - move.before) >= SMALLEST_MOVE]
    return sorted(visible, key=lambda move: (-abs(move.after - move.before), move.code))


def _move(version: ServedVersion, after: Calibration, before: Calibration) -> ItemMove:
    b = after.difficulties[version.id]
    was = before.difficulties.get(version.id, version.rated(after.bars))
    return ItemMove(
        code=version.item,
        competency=version.competency,
        before=was,
        after=b,
        share_before=probability_right_at_the_bar(was, version.chance),
        share_after=probability_right_at_the_bar(b, version.chance),
    )


def _bars_at(bar: Bar, levels: set[int]) -> dict[int, BarAt]:
    if not bar.offsets:
        return {}
    found: dict[int, BarAt] = {}
    above = None
    for level in sorted(levels, reverse=True):
        at = bar.at(level)
        found[level] = BarAt(at, is_shared=at == above)
        above = at
    return found
