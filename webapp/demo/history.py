"""Eight weeks of a simulated trainee, lived through the commands that real trainees use."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import exp
from random import Random
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from curriculum.standards.queries import StandardOutline
from quizzes.delivery.queries import (
    find_level_quiz,
    find_quiz,
    find_review_quiz,
    list_attempt_items,
)
from quizzes.delivery.saving import AnswerPlace, GivenAnswer, save_answer
from quizzes.delivery.terms import AttemptState, Purpose
from quizzes.errors import NothingToAskError
from quizzes.items.reading import stored_item
from quizzes.mastery.commands import record_study
from quizzes.sittings.commands import begin_sitting, confirm_answer, hand_in
from webapp.demo.answering import simulated_answer
from webapp.demo.people import LEVEL, SimulatedTrainee

if TYPE_CHECKING:
    from quizzes.delivery.models import Attempt, AttemptItem

WEEKS = 8
OWN_SPREAD = 0.6  # of one competency round the person's general ability, in logits
PRACTICE_SHARE = 0.25
OPEN_AFTER = 3  # questions answered in the practice that is left open


@dataclass(slots=True)
class Life:
    """One simulated trainee on the way through the weeks."""

    session: Session
    standard: StandardOutline
    person: SimulatedTrainee
    trainee_id: int
    random: Random
    moment: datetime
    own: Mapping[int, float]  # by competency, logits beside the general ability

    def wait(self, **span: float) -> datetime:
        """Let time pass and return the new moment."""
        self.moment += timedelta(**span)
        return self.moment


def live(life: Life, codes: Sequence[str], *, ends_at: datetime) -> None:
    """Review, study, practise and check one module after the other; then the level, the tasks."""
    studied = codes[: life.person.module_count]
    if not studied:
        return
    pause = (ends_at - life.moment) / (len(studied) + 1)
    for code in studied:
        life.moment += pause * life.random.uniform(0.8, 1.0)
        if life.person.is_reviewing:
            _sit(life, Purpose.REVIEW)
        _study(life, code)
        if life.random.random() < PRACTICE_SHARE:
            _sit(life, Purpose.PRACTICE, code)
            life.wait(hours=life.random.uniform(5, 30))
        _sit(life, Purpose.MODULE_CHECK, code)
    for _ in range(life.person.level_sittings):
        life.wait(hours=20)
        _sit(life, Purpose.LEVEL_QUIZ)
    for task in life.standard.tasks:
        held = {life.standard.competencies[i].code for i in task.competency_ids}
        if held <= set(studied):
            life.moment = min(life.moment + timedelta(hours=6), ends_at)
            _sit(life, Purpose.TASK_QUIZ, task.code)


def leave_open(life: Life, code: str) -> None:
    """Begin a practice and stop in the middle of it."""
    attempt = _begin(life, Purpose.PRACTICE, code)
    if attempt is None:
        return
    for item in list_attempt_items(life.session, attempt.id)[:OPEN_AFTER]:
        _answer(life, attempt, item)
        confirm_answer(life.session, attempt=attempt, item=item, now=life.wait(seconds=40))


def _study(life: Life, code: str) -> None:
    record_study(
        life.session,
        trainee_id=life.trainee_id,
        competency_id=life.standard.competency(code).id,
        is_completion=True,
        now=life.wait(minutes=life.random.uniform(8, 20)),
    )


def _begin(life: Life, purpose: Purpose, subject: str) -> "Attempt | None":
    """Start an attempt; None where nothing new or due is left, or the level is decided."""
    if purpose is Purpose.REVIEW:
        quiz = find_review_quiz(life.session, life.standard.id)
    elif purpose is Purpose.LEVEL_QUIZ:
        quiz = find_level_quiz(life.session, life.standard.id, LEVEL)
    elif purpose is Purpose.TASK_QUIZ:
        quiz = find_quiz(life.session, purpose, task_id=life.standard.task(subject).id)
    else:
        competency_id = life.standard.competency(subject).id
        quiz = find_quiz(life.session, purpose, competency_id=competency_id)
    if quiz is None:
        return None
    try:
        with life.session.begin_nested():
            return begin_sitting(
                life.session, quiz=quiz, trainee_id=life.trainee_id, now=life.wait(minutes=2)
            )
    except NothingToAskError:
        return None


def _sit(life: Life, purpose: Purpose, subject: str = "") -> None:
    """Go through a whole attempt."""
    attempt = _begin(life, purpose, subject)
    if attempt is None:
        return
    if purpose.is_adaptive:
        item: AttemptItem | None = list_attempt_items(life.session, attempt.id)[0]
        while item is not None:
            _answer(life, attempt, item)
            item = confirm_answer(
                life.session, attempt=attempt, item=item, now=life.wait(seconds=5)
            )
        return
    for each in list_attempt_items(life.session, attempt.id):
        _answer(life, attempt, each)
        if purpose in {Purpose.PRACTICE, Purpose.REVIEW}:
            confirm_answer(life.session, attempt=attempt, item=each, now=life.wait(seconds=5))
    if attempt.state is AttemptState.OPEN:
        hand_in(life.session, attempt=attempt, key="demo", by="demo", now=life.wait(seconds=30))


def _answer(life: Life, attempt: "Attempt", item: "AttemptItem") -> None:
    version = item.item_version
    content = stored_item(version.content)
    theta = life.person.ability + life.own[version.item.competency_id]
    chance_right = version.chance + (1 - version.chance) / (1 + exp(version.difficulty - theta))
    raw = simulated_answer(
        content,
        item.presentation,
        knows=life.random.random() < chance_right,
        random=life.random,
    )
    place = AnswerPlace(attempt.public_id, life.trainee_id, item.position)
    moment = life.wait(seconds=life.random.uniform(20, 90))
    save_answer(life.session, place=place, given=GivenAnswer(raw, 1), now=moment)
