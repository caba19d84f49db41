"""What an attempt moved, in the shape that the result page draws."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from curriculum.standards.queries import CompetencyOutline, StandardOutline
from curriculum.wording import Wording
from quizzes.delivery.terms import Purpose, Reveal
from quizzes.mastery.change import Change, Move, before_and_after, change
from quizzes.mastery.change_words import MOVE_WORDS, change_sentence
from quizzes.mastery.explanation import claim_sentence
from quizzes.mastery.measuring import History, Measured
from quizzes.mastery.readiness import CLAIM_WORDS, STATUS_WORDS, Lamp, Status, competency_status
from quizzes.mastery.rollup import ClaimScope, ClaimStatus
from quizzes.sittings.asking import stopping_rule
from quizzes.sittings.ending import check_ending, ending_sentence, level_ending, quiz_ending
from quizzes.sittings.level_quiz import LevelProgress, level_claim, level_progress
from quizzes.sittings.queries import Sitting
from webapp.clock import TAIPEI

if TYPE_CHECKING:
    from quizzes.delivery.models import Attempt


@dataclass(frozen=True, slots=True)
class Moved:
    """One competency of the attempt: its lamp and word before and after, and why."""

    id: int
    code: str
    name: str
    kind: str
    move: Move
    move_word: Wording
    before: Lamp
    before_word: Wording
    after: Lamp
    after_word: Wording
    sentence: Wording


@dataclass(frozen=True, slots=True, eq=False)
class Outcome:
    """What an attempt moved, and why it ended; figures of the moment of its hand-in."""

    moved: Sequence[Moved]
    newly_ready: Sequence[str]  # keys of tasks
    ending: Wording
    level: "LevelMoved | None"  # of a level quiz
    is_told: bool  # the reveal rule lets the page say what was right
    after: Measured

    @property
    def up_count(self) -> int:
        """Count the competencies that went up."""
        return sum(each.move is Move.UP for each in self.moved)


@dataclass(frozen=True, slots=True)
class LevelMoved:
    """The claim of a level before and after an attempt at its quiz."""

    level: int
    before_word: Wording
    after_word: Wording
    is_ready: bool
    sentence: Wording  # of the claim after it
    progress: LevelProgress


def outcome(
    attempt: "Attempt",
    sitting: Sitting,
    *,
    standard: StandardOutline,
    history: History,
    assessable: Mapping[str, int],
    spent: int,
) -> Outcome:
    """Measure what an attempt moved; `history` is all that its trainee answered and studied.

    `spent` counts the items of a level quiz until this attempt.
    """
    ended_at = attempt.handed_in_at or attempt.started_at
    before, after = before_and_after(
        standard,
        history,
        assessable,
        attempt_public_id=attempt.public_id,
        handed_in_at=ended_at,
    )
    on = ended_at.astimezone(TAIPEI).date()
    asked = dict.fromkeys(sheet.competency_id for sheet in sitting.sheets)
    moved = [
        _moved(
            competency,
            change(competency.code, before, after, attempt_public_id=attempt.public_id, on=on),
        )
        for competency_id in asked
        if (competency := standard.competencies.get(competency_id))
    ]
    level = (
        None
        if sitting.level is None
        else _level_moved(standard, before, after, sitting.level, spent=spent, on=on)
    )
    is_told = attempt.reveal is not Reveal.NEVER
    if is_told:  # else the order would tell what moved
        moved.sort(key=lambda each: _ORDER.index(each.move))
    return Outcome(
        moved=moved,
        newly_ready=[key for key in ready_tasks(after) if key not in ready_tasks(before)],
        ending=_ending(attempt, sitting, after, standard, level),
        level=level,
        is_told=is_told,
        after=after,
    )


def ready_tasks(measured: Measured) -> Collection[str]:
    """Return the keys of the tasks that are ready, in order."""
    return [
        claim.subject
        for claim in measured.claims
        if claim.scope is ClaimScope.TASK and claim.status is ClaimStatus.READY
    ]


_ORDER = (Move.UP, Move.FIRST, Move.DOWN, Move.STAYED)


def _moved(competency: CompetencyOutline, change: Change) -> Moved:
    return Moved(
        id=competency.id,
        code=competency.code,
        name=competency.name,
        kind=competency.kind.value,
        move=change.move,
        move_word=MOVE_WORDS[change.move],
        before=change.before.lamp,
        before_word=STATUS_WORDS[change.before.status],
        after=change.after.lamp,
        after_word=STATUS_WORDS[change.after.status],
        sentence=change_sentence(change),
    )


def _level_moved(
    standard: StandardOutline,
    before: Measured,
    after: Measured,
    level: int,
    *,
    spent: int,
    on: date,
) -> LevelMoved:
    progress = level_progress(after, standard, level, spent=spent, has_news=True)
    met = [
        code
        for code in progress.claim.competencies
        if competency_status(after.measurement.estimates[code], today=on) is Status.MET
    ]
    return LevelMoved(
        level=level,
        before_word=CLAIM_WORDS[level_claim(before, level).status],
        after_word=CLAIM_WORDS[progress.claim.status],
        is_ready=progress.claim.status is ClaimStatus.READY,
        sentence=claim_sentence(progress.claim, len(met)),
        progress=progress,
    )


def _ending(
    attempt: "Attempt",
    sitting: Sitting,
    after: Measured,
    standard: StandardOutline,
    level: LevelMoved | None,
) -> Wording:
    asked, answered = len(sitting.stops), sitting.answered_count
    ended_at, deadline_at = sitting.handed_in_at, sitting.deadline_at
    is_over = ended_at is not None and deadline_at is not None and ended_at >= deadline_at
    if level is not None:
        ending = level_ending(
            level.progress, asked=asked, maximum=attempt.item_maximum, is_time_over=is_over
        )
    elif sitting.purpose is Purpose.MODULE_CHECK and sitting.competency_id is not None:
        code = standard.competencies[sitting.competency_id].code
        ending = check_ending(
            after.measurement.estimates[code],
            stopping_rule(attempt),
            asked=asked,
            is_time_over=is_over,
        )
    else:
        ending = quiz_ending(asked=asked, answered=answered, is_time_over=is_over)
    progress = level.progress if level else None
    return ending_sentence(ending, asked=asked, answered=answered, progress=progress)
