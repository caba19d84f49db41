"""Which answers are evidence of a competency, how much each weighs, and why.

Only the first exposure to an item is evidence, in practice as in a check. An answer loses weight
with each later study session on its competency, because it tells of the time before it:

- A moment of study is a lesson read, a module completed, or any practice answer (practice shows
  the key at once).
- Moments on the same competency less than `SITTING_BREAK` apart are one study session; it starts
  with the first of them. Answers given after the start are not before it, so practice on end in
  one sitting keeps its full weight.
- A session takes weight from what came before it once evidence was given after its start: to
  read a lesson again changes no result, only newer answers can outweigh older ones.
- Each later session multiplies the weight by .7; the one in which the module was completed by .5.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from curriculum.wording import Wording
from quizzes.mastery.policy import CARRY_AFTER_COMPLETION, CARRY_PER_SESSION, SITTING_BREAK

PRACTICE = "practice"
HIGHEST_LEVEL = 6
RECOMMENDED_RULE = "recommended"
DECIDING = ("module_check", "level_quiz")  # their quiz says by which rule it is decided


class Answer(NamedTuple):
    """One marked answer, as far as measuring needs it."""

    competency: str  # code, K22
    item_id: int  # of the item, not of its version
    score: float  # 0…1
    difficulty: float  # b in logits: above 0 is harder than the bar
    chance: float  # c: probability of being right by guessing
    answered_at: datetime
    purpose: str  # practice, module_check, task_quiz or level_quiz
    is_first_exposure: bool | None = None  # None: decided by the order of the answers
    level: int = HIGHEST_LEVEL  # the highest task level that its item can support
    rule: str = RECOMMENDED_RULE  # the stopping rule of the quiz it was given in


@dataclass(frozen=True, slots=True)
class Study:
    """A moment at which a lesson was read or, with it, its module completed."""

    competency: str
    at: datetime
    is_completion: bool = False


class WeightedAnswer(NamedTuple):
    """An answer with what it counts and why; weight 0 is practice only."""

    answer: Answer
    weight: float
    reason: Wording


@dataclass(frozen=True, slots=True)
class Evidence:
    """Every answer on one competency in the order given, each with its weight."""

    competency: str
    answers: tuple[WeightedAnswer, ...] = ()
    counted: tuple[WeightedAnswer, ...] = field(init=False)  # those that weigh anything

    def __post_init__(self) -> None:
        """Pick out the answers that weigh anything, once."""
        counted = tuple([each for each in self.answers if each.weight > 0.0])
        object.__setattr__(self, "counted", counted)

    @property
    def rule(self) -> str:
        """The rule by which it is decided: that of the last quiz that decides; else recommended.

        So a quiz that is set to another rule restates nothing that was stated before.
        """
        rules = [e.answer.rule for e in self.counted if e.answer.purpose in DECIDING]
        return rules[-1] if rules else RECOMMENDED_RULE


@dataclass(frozen=True, slots=True)
class _Session:
    starts_at: datetime
    last_at: datetime
    has_completion: bool


def evidence(answers: Iterable[Answer], studies: Iterable[Study] = ()) -> dict[str, Evidence]:
    """Weigh every answer; one entry for each competency answered, ordered by code."""
    answers_on: dict[str, list[Answer]] = {}
    for answer in answers:
        answers_on.setdefault(answer.competency, []).append(answer)
    studies_on: dict[str, list[Study]] = {}
    for study in studies:
        studies_on.setdefault(study.competency, []).append(study)
    return {
        code: _weighed(code, sorted(answers_on[code], key=_place), studies_on.get(code, ()))
        for code in sorted(answers_on)
    }


def _place(answer: Answer) -> tuple[datetime, int, float, str]:
    """Order in time; answers of one instant in an order that no database can change."""
    return answer.answered_at, answer.item_id, answer.score, answer.purpose


def _weighed(code: str, answers: Sequence[Answer], studies: Sequence[Study]) -> Evidence:
    counts = _first_exposures(answers)
    evidence_times = [
        a.answered_at for a, is_first in zip(answers, counts, strict=True) if is_first
    ]
    if not evidence_times:
        return Evidence(code, tuple(WeightedAnswer(a, 0.0, _REPEATED) for a in answers))
    sessions = [s for s in _sessions(answers, studies) if s.starts_at <= evidence_times[-1]]
    weighed = [
        _carried(answer, sessions) if is_first else WeightedAnswer(answer, 0.0, _REPEATED)
        for answer, is_first in zip(answers, counts, strict=True)
    ]
    return Evidence(code, tuple(weighed))


def _first_exposures(answers: Sequence[Answer]) -> list[bool]:
    met: set[int] = set()
    result = []
    for answer in answers:
        is_new = answer.item_id not in met
        result.append(is_new and answer.is_first_exposure is not False)
        met.add(answer.item_id)
    return result


def _sessions(answers: Sequence[Answer], studies: Sequence[Study]) -> list[_Session]:
    moments = [(a.answered_at, False) for a in answers if a.purpose == PRACTICE]
    moments += [(s.at, s.is_completion) for s in studies]
    sessions: list[_Session] = []
    for at, is_completion in sorted(moments):
        if sessions and at - sessions[-1].last_at < SITTING_BREAK:
            running = sessions.pop()
            completed = running.has_completion or is_completion
            sessions.append(_Session(running.starts_at, at, completed))
        else:
            sessions.append(_Session(at, at, is_completion))
    return sessions


def _carried(answer: Answer, sessions: Sequence[_Session]) -> WeightedAnswer:
    if not sessions or sessions[-1].starts_at <= answer.answered_at:
        return WeightedAnswer(answer, 1.0, _COUNTED)
    later = [session for session in sessions if session.starts_at > answer.answered_at]
    if any(session.has_completion for session in later):
        weight = CARRY_AFTER_COMPLETION * CARRY_PER_SESSION ** (len(later) - 1)
        return WeightedAnswer(answer, weight, _completed_since(len(later), weight))
    weight = CARRY_PER_SESSION ** len(later)
    return WeightedAnswer(answer, weight, _studied_since(len(later), weight))


_COUNTED = Wording(
    zh="第一次作答這一題，計 1。",
    en="Your first answer to this item; it counts 1.",
)
_REPEATED = Wording(
    zh="這一題先前看過，只算練習，不計入。",
    en="You had met this item before; it is practice and does not count.",
)


def _studied_since(sessions: int, weight: float) -> Wording:
    times = "once" if sessions == 1 else f"{sessions} times"
    return Wording(
        zh=f"作答之後你又學習過 {sessions} 次，計 {weight:.2f}。",
        en=f"You studied {times} after it; it counts {weight:.2f}.",
    )


def _completed_since(sessions: int, weight: float) -> Wording:
    times = "one session" if sessions == 1 else f"{sessions} sessions"
    return Wording(
        zh=f"作答之後你完成了這個單元（學習 {sessions} 次），計 {weight:.2f}。",
        en=f"You completed the module after it ({times} of study); it counts {weight:.2f}.",
    )
