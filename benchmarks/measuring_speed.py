"""How fast measuring is: one posterior, one answer, one calibration, everybody anew."""

import os
import secrets
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from random import Random
from statistics import median
from time import perf_counter

import numpy as np
from flask_migrate import upgrade
from sqlalchemy import insert
from sqlalchemy.orm import Session

from benchmarks.figures import Figure
from curriculum.standards.queries import StandardOutline, get_outline
from quizzes.delivery.models import Attempt, AttemptItem, Quiz
from quizzes.delivery.queries import list_quizzes
from quizzes.delivery.terms import AttemptState, Purpose
from quizzes.grading.models import Mark
from quizzes.items.queries import PublishedItem, list_published
from quizzes.mastery.calibrating import ItemPriors, Responses, fitted
from quizzes.mastery.commands import find_differences, renew_mastery
from quizzes.mastery.posterior import joint_posterior
from quizzes.mastery.queries import measure
from quizzes.trainees.models import Trainee
from webapp import create_app
from webapp.clock import now
from webapp.demo.making import make_courses
from webapp.extensions import db
from webapp.measuring_apart import measure_everybody_apart, measure_shares
from webapp.settings import Settings
from webapp.shipped import shipped_standards

PROCESSES = 2
TRAINEES, ANSWERS = 400, 600
EVERYBODY = 10_000
CALIBRATED_PEOPLE, CALIBRATED_BANKS, BANK_ITEMS, ANSWERS_A_BANK = 2_000, 54, 33, 10
BATCH = 20


def measuring_speed(folder: Path, trainees: int = TRAINEES) -> Iterator[Figure]:
    """Yield each time in milliseconds or seconds; that for everybody from some of them."""
    os.environ |= {"CALLBOARD_INSTANCE": str(folder), "DATABASE_URL": f"sqlite:///{folder}/m.db"}
    app = create_app(Settings.from_environment())
    with app.app_context():
        upgrade()
        session = db.session()
        list(make_courses(session, now=now()))
        standard = get_outline(session, shipped_standards()[0])
        trainee_ids = _answering(session, standard, trainees)
        db.session.commit()
        made = measure(session, standard=standard, trainee_id=trainee_ids[0]).measurement
        posterior = made.posterior
        alone = _seconds(lambda: joint_posterior(posterior.likelihood, posterior.grid), 200)
        yield Figure("measuring_posterior_ms", alone * 1e3, at_most=1.0)
        one = _one_answer(session, standard, trainee_ids[0])
        yield Figure("measuring_hand_in_after_600_answers_ms", one * 1e3)
        whole = _seconds(lambda: measure_everybody_apart(standard.code, processes=PROCESSES), 1)
        # what is paid once: the processes are started, and each measures one trainee
        one_each = [[trainee_id] for trainee_id in trainee_ids[:PROCESSES]]
        start = _seconds(lambda: measure_shares(standard.code, one_each), 1)
        a_trainee = (whole - start) / (trainees - PROCESSES)
        everybody = start + a_trainee * (EVERYBODY - PROCESSES)
        yield Figure("measuring_everybody_10000_by_600_s", everybody, at_most=60.0)
        differences = find_differences(session, standard=standard, trainee_ids=trainee_ids)
        yield Figure("measuring_rebuild_differences", len(differences), at_most=0)
        db.session.remove()
        db.engine.dispose()
    yield Figure("measuring_calibration_s", _calibration(), at_most=2.0)


def _seconds(work: Callable[[], object], times: int) -> float:
    """Measure the median of so many runs, after one that does not count."""
    work()
    spent = []
    for _ in range(times):
        began = perf_counter()
        work()
        spent.append(perf_counter() - began)
    return median(spent)


def _one_answer(session: Session, standard: StandardOutline, trainee_id: int) -> float:
    """Measure what a hand-in adds to its transaction, for somebody with all these answers."""

    def work() -> None:
        renew_mastery(session, standard=standard, trainee_id=trainee_id)
        db.session.rollback()

    return _seconds(work, 20)


def _calibration() -> float:
    """Fit 1.08 million answers of made-up people once."""
    rng = np.random.default_rng(1)
    items = CALIBRATED_BANKS * BANK_ITEMS
    b = rng.normal(-0.6, 0.7, items)
    priors = ItemPriors(
        bank=np.repeat(np.arange(CALIBRATED_BANKS), BANK_ITEMS),
        chance=np.full(items, 0.25),
        difficulty=b + rng.normal(0.0, 0.5, items),
        sd=np.full(items, 0.6),
    )
    shape = (CALIBRATED_PEOPLE, CALIBRATED_BANKS)
    theta = 0.9 * rng.normal(size=(CALIBRATED_PEOPLE, 1)) + 0.9 * rng.normal(size=shape)
    asked = np.argsort(rng.random((*shape, BANK_ITEMS)), axis=2)[:, :, :ANSWERS_A_BANK]
    item = asked + np.arange(CALIBRATED_BANKS)[:, None] * BANK_ITEMS
    p = 0.25 + 0.75 / (1.0 + np.exp(b[item] - theta[:, :, None]))
    who = np.broadcast_to(np.arange(CALIBRATED_PEOPLE)[:, None, None], item.shape)
    score = (rng.random(p.shape) < p).astype(np.float64)
    responses = Responses(who.ravel(), item.ravel(), score.ravel())
    return _seconds(lambda: fitted(priors, responses), 1)


def _answering(session: Session, standard: StandardOutline, trainees: int) -> list[int]:
    """Add trainees who answered every module check, about the wanted number of answers each."""
    random = Random(1)
    checks = [
        quiz for quiz in list_quizzes(session, standard.id) if quiz.purpose is Purpose.MODULE_CHECK
    ]
    banks: dict[int, list[PublishedItem]] = {}
    for item in list_published(session, list(standard.competencies)):
        banks.setdefault(item.competency_id, []).append(item)
    people = [
        Trainee(public_id=f"m{n}", name=f"學員 {n}", number=f"M{n}", created_at=now())
        for n in range(trainees)
    ]
    session.add_all(people)
    session.flush()
    for first in range(0, trainees, BATCH):
        _answers(session, [p.id for p in people[first : first + BATCH]], checks, banks, random)
    return [person.id for person in people]


def _answers(
    session: Session,
    trainee_ids: list[int],
    checks: list[Quiz],
    banks: dict[int, list[PublishedItem]],
    random: Random,
) -> None:
    began = now() - timedelta(days=30)
    attempts = [
        Attempt(
            public_id=secrets.token_urlsafe(16),
            quiz_id=quiz.id,
            trainee_id=trainee_id,
            number=1,
            seed=1,
            state=AttemptState.HANDED_IN,
            reveal=quiz.reveal,
            rule=quiz.rule,
            item_minimum=quiz.item_minimum,
            item_maximum=quiz.item_maximum,
            started_at=began,
            handed_in_at=began + timedelta(hours=position),
            calibration=1,
        )
        for trainee_id in trainee_ids
        for position, quiz in enumerate(checks)
    ]
    session.add_all(attempts)
    session.flush()
    share, items, marks = ANSWERS / len(checks), [], []
    able = {trainee_id: random.gauss(0.5, 0.8) for trainee_id in trainee_ids}
    by_quiz = {quiz.id: quiz.competency_id for quiz in checks}
    for number, attempt in enumerate(attempts):
        bank = banks[by_quiz[attempt.quiz_id] or 0]
        count = int(share * (number + 1)) - int(share * number)
        for position, item in enumerate(random.sample(bank, count), start=1):
            right = item.chance + (1 - item.chance) / (
                1 + float(np.exp(item.difficulty - able[attempt.trainee_id]))
            )
            at = attempt.started_at + timedelta(minutes=number % 54 * 60 + position)
            items.append(
                {
                    "attempt_id": attempt.id,
                    "position": position,
                    "item_version_id": item.version_id,
                    "presentation": {},
                    "is_first_exposure": True,
                    "shown_at": at,
                    "confirmed_at": at,
                    "is_flagged": False,
                }
            )
            marks.append(float(random.random() < right))
    ids = session.scalars(insert(AttemptItem).returning(AttemptItem.id), items).all()
    session.execute(
        insert(Mark),
        [
            {
                "attempt_item_id": item_id,
                "number": 1,
                "score": score,
                "response_seq": None,
                "marked_at": began,
                "marked_by": "system",
                "reason": "",
            }
            for item_id, score in zip(ids, marks, strict=True)
        ],
    )
