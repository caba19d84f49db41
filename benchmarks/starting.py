"""A thousand people start the same quiz at once; and what a finished attempt takes on disk.

The attempts are prepared while everybody waits, as the waiting page does. The server is the one
that is shipped, with a process for each core.
"""

import http.client
import json
import secrets
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from benchmarks.figures import Figure
from benchmarks.people import Seated, seat_people
from benchmarks.serving import served
from curriculum.standards.queries import StandardOutline, get_outline
from quizzes.delivery.commands import set_quiz_window
from quizzes.delivery.models import Attempt, Quiz
from quizzes.delivery.queries import find_quiz, list_attempt_items
from quizzes.delivery.saving import AnswerPlace, GivenAnswer, save_answer
from quizzes.delivery.terms import AttemptState, Purpose
from quizzes.sittings.commands import begin_sitting, hand_in, prepare_sitting
from webapp import create_app
from webapp.audit.commands import record_act
from webapp.clock import now
from webapp.demo.making import make_courses
from webapp.extensions import db
from webapp.settings import Settings
from webapp.shipped import shipped_standards

STARTERS = 1000
AT_ONCE = 64  # connections that the load keeps open
TASK = "T1.5"
FINISHED = 100
QUESTIONS = 10


def starting(folder: Path) -> Iterator[Figure]:
    """Yield how long a thousand starts take, how many were lost or doubled, and the storage."""
    settings = Settings(f"sqlite:///{folder}/callboard.db", secrets.token_hex(), folder)
    app = create_app(settings)
    with app.app_context():
        upgrade()
        session = db.session()
        list(make_courses(session, now=now()))
        standard = get_outline(session, shipped_standards()[0])
        people = seat_people(app, session, standard, STARTERS)
        yield _storage(session, standard, people[0].trainee_id, folder / "callboard.db")
        paths = _prepared(session, standard, people[1:])
        db.engine.dispose()
        ours = {"CALLBOARD_INSTANCE": str(folder), "SECRET_KEY": settings.secret_key}
        with served("wsgi:app", {**ours, "DATABASE_URL": ""}, workers=2) as port:
            seconds, slowest = _start_all(port, people[1:], paths)
        yield Figure("starts_1000_seconds", seconds, at_most=10)
        yield Figure("starts_p99_seconds", slowest)
        yield Figure("starts_lost_or_doubled", _amiss(app, paths), at_most=0)


def _prepared(session: Session, standard: StandardOutline, people: Sequence[Seated]) -> list[str]:
    """Prepare everybody's attempt, let the quiz open, and return where each starts."""
    quiz = find_quiz(session, Purpose.TASK_QUIZ, task_id=standard.task(TASK).id)
    if quiz is None:
        raise RuntimeError(TASK)
    set_quiz_window(session, quiz=quiz, opens_at=now() + timedelta(hours=1), closes_at=None)
    attempts = [
        prepare_sitting(session, quiz=quiz, trainee_id=each.trainee_id, now=now())
        for each in people
    ]
    set_quiz_window(session, quiz=quiz, opens_at=now(), closes_at=None)
    session.commit()
    return [f"/attempts/{attempt.public_id}/start" for attempt in attempts]


def _start_all(port: int, people: Sequence[Seated], paths: Sequence[str]) -> tuple[float, float]:
    """Let everybody start; return the seconds until the last has, and what 99 of 100 waited."""

    def start(number: int) -> list[float]:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        waits = []
        for person, path in list(zip(people, paths, strict=True))[number::AT_ONCE]:
            began = time.perf_counter()
            connection.request("POST", path, headers=person.headers)
            reply = connection.getresponse()
            body = reply.read()
            waits.append(time.perf_counter() - began)
            if reply.status != 200 or "next" not in json.loads(body):
                raise RuntimeError(f"{path}: {reply.status} {body[:200]!r}")
        connection.close()
        return waits

    began = time.perf_counter()
    with ThreadPoolExecutor(AT_ONCE) as pool:
        waits = sorted(each for some in pool.map(start, range(AT_ONCE)) for each in some)
    return time.perf_counter() - began, waits[int(len(waits) * 0.99)]


def _amiss(app: Flask, paths: Sequence[str]) -> int:
    """Count the people who have not exactly one open attempt with its time running."""
    with app.app_context():
        running = db.session().execute(
            select(Attempt.trainee_id, func.count())
            .where(Attempt.state == AttemptState.OPEN, Attempt.deadline_at.is_not(None))
            .group_by(Attempt.trainee_id)
        )
        counts = [row[1] for row in running]
        db.engine.dispose()
    return len(paths) - sum(count == 1 for count in counts)


def _storage(session: Session, standard: StandardOutline, trainee_id: int, file: Path) -> Figure:
    """Return the kB that a finished attempt of ten questions takes, with the trail of each save."""
    session.execute(update(Quiz).values(item_maximum=QUESTIONS, attempts_allowed=None))
    session.commit()
    before = _size(session, file)
    quiz = find_quiz(session, Purpose.TASK_QUIZ, task_id=standard.task(TASK).id)
    if quiz is None:
        raise RuntimeError(TASK)
    for _number in range(FINISHED):
        attempt = begin_sitting(session, quiz=quiz, trainee_id=trainee_id, now=now())
        record_act(
            session, actor="seated0", roles=["trainee"], action="attempt.begin",
            subject_kind="attempt", subject=attempt.public_id, now=now(),
        )  # fmt: skip
        for item in list_attempt_items(session, attempt.id):
            shown = item.presentation.get("options") or [{"id": None}]
            raw = [shown[0]["id"]] if shown[0]["id"] else None
            place = AnswerPlace(attempt.public_id, trainee_id, item.position)
            save_answer(session, place=place, given=GivenAnswer(raw, 1, now()), now=now())
        hand_in(session, attempt=attempt, key=secrets.token_urlsafe(16), by="seated0", now=now())
        session.commit()
    return Figure("attempt_kilobytes", (_size(session, file) - before) / FINISHED / 1024, at_most=3)


def _size(session: Session, file: Path) -> int:
    """Return the size of the database without the room that it does not use."""
    session.commit()
    connection = session.connection().connection.driver_connection
    if connection is None:
        raise RuntimeError("no connection")
    session.rollback()
    connection.execute("VACUUM")
    return file.stat().st_size
