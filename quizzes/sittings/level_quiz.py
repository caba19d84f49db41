"""The quiz of a level: which item it asks next, how far it is, and why it cannot go on.

What it decides is the claim of the level (quizzes.mastery.rollup); whose turn it is follows from
quizzes.mastery.level_directed.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from random import Random

from curriculum.standards.queries import StandardOutline
from curriculum.wording import Wording
from quizzes.errors import NothingToAskError
from quizzes.items.queries import PublishedItem
from quizzes.mastery.calibration import Calibration
from quizzes.mastery.estimation import Measurement
from quizzes.mastery.level_directed import level_decision, next_competency
from quizzes.mastery.measuring import Measured
from quizzes.mastery.policy import CLAIM_MINIMUM_ITEMS, LEVEL_BUDGET
from quizzes.mastery.rollup import Claim, ClaimScope, ClaimStatus
from quizzes.mastery.stopping import Decision
from quizzes.sittings.asking import most_telling
from quizzes.sittings.subjects import asked_at


@dataclass(frozen=True, slots=True)
class LevelProgress:
    """How far a trainee is with the quiz of one level."""

    claim: Claim
    spent: int  # items put in all sittings of this quiz
    askable_count: int  # competencies of the level, and of those below, that have items
    enough_count: int  # of them: asked as often as a claim needs
    missing_count: int  # items until all of them are: ready cannot be said with fewer
    has_news: bool  # an item is left that the trainee has not met

    @property
    def is_settled(self) -> bool:
        """Whether more items would change nothing that the quiz may say."""
        return is_settled(self.claim, spent=self.spent)

    @property
    def hindrance(self) -> Wording | None:
        """Why no sitting can begin; None: one can."""
        if not self.askable_count:
            return _NO_ITEMS
        if self.is_settled:
            return _settled_words(self.claim)
        return None if self.has_news else _NOTHING_NEW


def is_settled(claim: Claim, *, spent: int) -> bool:
    """Whether the claim is decided, as far as its items allow, or the budget is spent."""
    if claim.status is ClaimStatus.NO_ITEMS:
        return True
    return level_decision(claim, spent=spent) is not Decision.ASK_ON


def level_claim(measured: Measured, level: int) -> Claim:
    """Return what is claimed of a level."""
    return next(
        claim
        for claim in measured.claims
        if claim.scope is ClaimScope.LEVEL and claim.subject == str(level)
    )


def level_progress(
    measured: Measured, standard: StandardOutline, level: int, *, spent: int, has_news: bool
) -> LevelProgress:
    """Say how far a trainee is, from all answers that count at the level asked for."""
    claim = level_claim(measured, level)
    answered = [
        measured.measurement.answered_for(code, least)
        for code, least in asked_at(standard, level).items()
        if code not in claim.without_items
    ]
    return LevelProgress(
        claim=claim,
        spent=spent,
        askable_count=len(answered),
        enough_count=sum(count >= CLAIM_MINIMUM_ITEMS for count in answered),
        missing_count=sum(max(0, CLAIM_MINIMUM_ITEMS - count) for count in answered),
        has_news=has_news,
    )


def level_item(
    measured: Measured,
    standard: StandardOutline,
    level: int,
    fresh: Sequence[PublishedItem],
    calibration: Calibration,
    random: Random,
) -> PublishedItem:
    """Choose the next of the items that the trainee has not met; there has to be one.

    An item below the level at which its competency is asked for cannot support the claim: it is
    put only where there is no other, and answers to such items count for no minimum.
    """
    wanted = asked_at(standard, level)
    by_code: dict[str, list[PublishedItem]] = {}
    worthy: dict[str, list[PublishedItem]] = {}
    for item in fresh:
        code = standard.competencies[item.competency_id].code
        by_code.setdefault(code, []).append(item)
        if item.level >= wanted[code]:
            worthy.setdefault(code, []).append(item)
    chosen = _thinnest(measured.measurement, wanted, worthy) or next_competency(
        measured.measurement, tuple(wanted), by_code
    )
    if chosen is None:
        raise NothingToAskError(_NOTHING_NEW.zh, _NOTHING_NEW.en)
    return most_telling(worthy.get(chosen) or by_code[chosen], chosen, calibration, random)


def _thinnest(
    measured: Measurement, wanted: Mapping[str, int], with_items: Collection[str]
) -> str | None:
    """Return what was asked least at its level, in the order given; None: all was asked enough."""
    answered = {
        code: measured.answered_for(code, least)
        for code, least in wanted.items()
        if code in with_items
    }
    fewest = min(answered, key=lambda code: answered[code], default=None)
    return fewest if fewest and answered[fewest] < CLAIM_MINIMUM_ITEMS else None


def _settled_words(claim: Claim) -> Wording:
    said = _SETTLED.get(claim.status, _SPENT)
    return Wording(
        zh=said.zh.format(level=claim.subject, lacking=len(claim.without_items)),
        en=said.en.format(level=claim.subject, lacking=len(claim.without_items)),
    )


_SETTLED = {
    ClaimStatus.READY: Wording(
        zh="第 {level} 級已經判定就緒，不用再測。",
        en="Level {level} is called ready; there is nothing left to ask.",
    ),
    ClaimStatus.NOT_YET: Wording(
        zh="以目前的作答，第 {level} 級判定尚未就緒。先學習、檢核弱的幾項，再回來接著測。",
        en="By your answers so far, level {level} is not ready yet. Study and check the weak "
        "competencies, then come back and go on.",
    ),
    ClaimStatus.NO_ITEMS: Wording(
        zh="可評的部分已經足夠；還有 {lacking} 項尚無題目，所以不能判定就緒。",
        en="What can be assessed is sufficient; {lacking} competencies have no items, so ready "
        "cannot be said.",
    ),
}
_SPENT = Wording(
    zh=f"這一級的 {LEVEL_BUDGET} 題都用完了。之後的單元檢核和任務測驗仍會計入判定。",
    en=f"All {LEVEL_BUDGET} items of this level are spent. Module checks and task quizzes still "
    "count towards it.",
)
_NO_ITEMS = Wording(
    zh="這一級還沒有可以作答的題目。", en="There is no item to ask at this level yet."
)
_NOTHING_NEW = Wording(
    zh="這一級的題目你都作答過了，重複的題目不能當證據。可以先練習，或等講師補題。",
    en="You have met every item of this level, and repeated ones are no evidence. You can "
    "practise.",
)
