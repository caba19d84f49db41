"""Which items a sitting puts: those that it begins with, and what an adaptive one asks next."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from random import Random

from sqlalchemy.orm import Session

from curriculum.standards.queries import StandardOutline, get_outline_by_id
from quizzes.blueprints.assembly import Choosable, spread_items
from quizzes.delivery.models import Attempt
from quizzes.delivery.queries import count_exposures, list_items_under_way
from quizzes.delivery.record import list_tries
from quizzes.delivery.terms import Purpose
from quizzes.errors import NothingToAskError
from quizzes.items.queries import PublishedItem, list_published
from quizzes.mastery.calibration import Calibration
from quizzes.mastery.calibrations import numbered_calibration
from quizzes.mastery.measuring import Measured, estimates_of, measured
from quizzes.mastery.policy import CLAIM_MINIMUM_ITEMS, LEVEL_BUDGET
from quizzes.mastery.queries import history_during, supported_levels
from quizzes.mastery.stopping import Decision
from quizzes.sittings.asking import askable, check_decision, most_asked, most_telling, supporting
from quizzes.sittings.level_quiz import LevelProgress, level_item, level_progress
from quizzes.sittings.subjects import competency_ids_of, highest_level


@dataclass(frozen=True, slots=True)
class Opening:
    """What an attempt begins with."""

    item_maximum: int  # of the whole attempt
    items: Sequence[PublishedItem]
    seen: Collection[int]  # ids of items that its trainee had met before


@dataclass(frozen=True, slots=True)
class _Bank:
    """The items of a quiz as they stand for one trainee."""

    published: Sequence[PublishedItem]
    seen: Mapping[int, int]  # how often each was met
    free: Sequence[PublishedItem]  # may be asked, and are in no attempt that is not handed in
    calibration: Calibration  # of the attempt
    held_count: int  # may be asked, but are in one

    @property
    def fresh(self) -> list[PublishedItem]:
        """Those that the trainee has not met: only they are evidence."""
        return [item for item in self.free if item.item_id not in self.seen]


def opening(session: Session, *, attempt: Attempt) -> Opening:
    """Choose what an attempt begins with; raises NothingToAskError."""
    quiz = attempt.quiz
    standard = get_outline_by_id(session, quiz.standard_id)
    if quiz.purpose is Purpose.LEVEL_QUIZ:
        return _opening_of_level(session, attempt, standard)
    calibration = numbered_calibration(session, standard.id, attempt.calibration)
    bank = _bank(session, attempt, standard, calibration)
    _require_some(bank.free, bank)
    maximum = most_asked(
        bank.published, purpose=quiz.purpose, minimum=quiz.item_minimum, maximum=quiz.item_maximum
    )
    items = (
        [_first_of_check(attempt, standard, bank)]
        if quiz.purpose is Purpose.MODULE_CHECK
        else _spread(bank, maximum, _random(attempt))
    )
    return Opening(maximum, items, bank.seen.keys())


def following_item(
    session: Session, *, attempt: Attempt, standard: StandardOutline, asked: int
) -> PublishedItem | None:
    """Choose what an adaptive attempt asks next, after `asked` items; None: it ends here.

    It ends when its rule has decided, at its maximum, or when nothing new is left.
    """
    following = _next_of_level if attempt.quiz.purpose is Purpose.LEVEL_QUIZ else _next_of_check
    return following(session, attempt, standard, asked=asked)


def _bank(
    session: Session, attempt: Attempt, standard: StandardOutline, calibration: Calibration
) -> _Bank:
    """Load the items of an attempt's quiz in three selects."""
    published = list_published(session, competency_ids_of(standard, attempt.quiz))
    seen = count_exposures(
        session, trainee_id=attempt.trainee_id, item_ids=[item.item_id for item in published]
    )
    under_way = list_items_under_way(session, trainee_id=attempt.trainee_id)
    may_ask = askable(published, purpose=attempt.quiz.purpose, met=seen.keys())
    free = [item for item in may_ask if item.item_id not in under_way]
    return _Bank(published, seen, free, calibration, held_count=len(may_ask) - len(free))


def _require_some(items: Sequence[PublishedItem], bank: _Bank) -> None:
    """Say so where only attempts that are not handed in keep items from being asked."""
    if bank.held_count and not items:
        raise NothingToAskError(
            "這裡的題目都在你還沒送出的作答裡。先把那一次送出。",
            "Every item here is in an attempt of yours that is still open. Hand that in first.",
        )


def _random(attempt: Attempt, asked: int = 0) -> Random:
    """Return the chance of one choice: the same for the same attempt."""
    place = f"/{asked + 1}" if asked else ""
    return Random(f"{attempt.seed}/items{place}")  # noqa: S311 (a choice, not a secret)


def _spread(bank: _Bank, count: int, random: Random) -> list[PublishedItem]:
    """Spread the items evenly over the competencies, those least met first."""
    chosen = spread_items(
        [Choosable(i.item_id, i.competency_id, bank.seen.get(i.item_id, 0)) for i in bank.free],
        count=count,
        random=random,
    )
    if not chosen:
        raise NothingToAskError("這裡還沒有可以作答的題目。", "There is no item to ask here yet.")
    by_id = {item.item_id: item for item in bank.free}
    return [by_id[choosable.item_id] for choosable in chosen]


def _first_of_check(attempt: Attempt, standard: StandardOutline, bank: _Bank) -> PublishedItem:
    if not bank.fresh:
        raise NothingToAskError(
            "這一項的題目你都作答過了，重複的題目不能當證據。可以先練習，或等講師補題。",
            "You have met every item here, and repeated ones are no evidence. You can practise.",
        )
    code = _code(attempt, standard)
    fitting = supporting(bank.fresh, highest_level(standard, code))
    return most_telling(fitting, code, bank.calibration, _random(attempt))


def _code(attempt: Attempt, standard: StandardOutline) -> str:
    competency_id = attempt.quiz.competency_id
    return standard.competencies[competency_id].code if competency_id else ""


def _next_of_check(
    session: Session, attempt: Attempt, standard: StandardOutline, *, asked: int
) -> PublishedItem | None:
    """Ask on until the rule has decided; first what supports the highest level asked for."""
    code = _code(attempt, standard)
    history = history_during(session, standard=standard, attempt=attempt)
    made = estimates_of(standard, history)
    if check_decision(attempt, made, code, asked=asked) is not Decision.ASK_ON:
        return None
    bank = _bank(session, attempt, standard, history.calibration)
    if not bank.fresh:
        return None
    highest = highest_level(standard, code)
    is_thin = made.answered_for(code, highest) < CLAIM_MINIMUM_ITEMS
    fitting = supporting(bank.fresh, highest) if is_thin else bank.fresh
    return most_telling(fitting, code, bank.calibration, _random(attempt, asked))


@dataclass(frozen=True, slots=True, eq=False)
class _LevelState:
    """Where a trainee stands with the quiz of a level, the answers of this attempt included."""

    measured: Measured
    progress: LevelProgress
    bank: _Bank


def _level_state(session: Session, attempt: Attempt, standard: StandardOutline) -> _LevelState:
    history = history_during(session, standard=standard, attempt=attempt)
    bank = _bank(session, attempt, standard, history.calibration)
    made = measured(standard, history, supported_levels(standard, bank.published))
    tries = list_tries(session, quiz_id=attempt.quiz_id, trainee_id=attempt.trainee_id)
    level = attempt.quiz.level or 0
    progress = level_progress(
        made,
        standard,
        level,
        spent=sum(each.item_count for each in tries),
        has_news=bool(bank.fresh),
    )
    return _LevelState(made, progress, bank)


def _opening_of_level(session: Session, attempt: Attempt, standard: StandardOutline) -> Opening:
    state = _level_state(session, attempt, standard)
    hindrance = state.progress.hindrance
    if not state.progress.is_settled:
        _require_some(state.bank.fresh, state.bank)
    if hindrance is not None:
        raise NothingToAskError(hindrance.zh, hindrance.en)
    left = LEVEL_BUDGET - state.progress.spent
    return Opening(
        min(attempt.quiz.item_maximum, left),
        [_item_of_level(attempt, standard, state, asked=0)],
        state.bank.seen.keys(),
    )


def _next_of_level(
    session: Session, attempt: Attempt, standard: StandardOutline, *, asked: int
) -> PublishedItem | None:
    if asked >= attempt.item_maximum:
        return None
    state = _level_state(session, attempt, standard)
    if state.progress.hindrance is not None:
        return None
    return _item_of_level(attempt, standard, state, asked=asked)


def _item_of_level(
    attempt: Attempt, standard: StandardOutline, state: _LevelState, *, asked: int
) -> PublishedItem:
    level, random = attempt.quiz.level or 0, _random(attempt, asked)
    return level_item(
        state.measured, standard, level, state.bank.fresh, state.bank.calibration, random
    )
