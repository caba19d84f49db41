"""Measuring everybody anew: in batches that are each durable, in as many processes as wanted."""

import gc
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from functools import partial
from multiprocessing import get_context
from typing import TypeVar

from sqlalchemy.orm import Session

from curriculum.standards.queries import get_outline, list_standards
from quizzes.mastery.calibrations import list_outdated_trainees
from quizzes.mastery.commands import BATCH, batches, store_draft
from quizzes.mastery.drafting import drafted, read_known
from quizzes.mastery.models import CalibrationRecord
from quizzes.mastery.queries import list_measured_trainees
from quizzes.mastery.recalibration import drafted_calibration
from webapp import create_app
from webapp.clock import now
from webapp.extensions import db
from webapp.settings import Settings

T = TypeVar("T")
# SQLite lets one write at a time; who waits looks again every tenth of a second.
GENTLE_BATCH = 20
GENTLE_PAUSE = 0.15  # seconds


def measure_everybody(standard_code: str, *, processes: int = 1) -> int:
    """Measure all trainees of a standard anew and commit batch by batch; return how many.

    Whoever reads meanwhile finds each trainee measured by the calibration before or by this one,
    and named with it. A run that was cut short is simply run again.
    """
    trainee_ids = _reading(
        lambda session: list_measured_trainees(
            session, standard_id=get_outline(session, standard_code).id
        )
    )
    if processes == 1:
        _measure(standard_code, trainee_ids)
    else:
        shares = [trainee_ids[first::processes] for first in range(processes)]
        with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
            list(pool.map(measure_apart, [standard_code] * processes, shares))
    return len(trainee_ids)


def calibrate_where_wanted(*, by: str) -> list[str]:
    """Calibrate each standard whose ratings or answers give reason to; measure its trainees.

    Whoever answers meanwhile hardly waits: the calibration is worked out without a lock, and
    between short batches others have their turn. What a run before left unmeasured is measured
    too. Return what was made: APA2654-001v2.3.
    """
    made = []
    for line in _reading(list_standards):
        record = _reading(partial(_drafted, code=line.code, by=by))
        if record is not None:
            made.append(f"{line.code}.{record.number}")
            db.session().add(record)
            db.session.commit()
        outdated = _reading(partial(list_outdated_trainees, standard_id=line.id))
        _measure(line.code, outdated, batch_size=GENTLE_BATCH, pause=GENTLE_PAUSE)
    return made


def _drafted(session: Session, *, code: str, by: str) -> CalibrationRecord | None:
    return drafted_calibration(session, standard=get_outline(session, code), by=by, now=now())


def _reading(work: Callable[[Session], T]) -> T:
    """Do something in a transaction that takes no lock to write."""
    session = db.session()
    session.connection(execution_options={"reads_only": True})
    found = work(session)
    db.session.rollback()
    return found


def _measure(
    standard_code: str, trainee_ids: Sequence[int], *, batch_size: int = BATCH, pause: float = 0.0
) -> None:
    standard = _reading(lambda session: get_outline(session, standard_code))
    for batch in batches(trainee_ids, batch_size):
        with _without_collecting():
            known = _reading(partial(read_known, standard=standard, trainee_ids=batch))
            store_draft(db.session(), standard=standard, draft=drafted(standard, known))
            db.session.commit()
        time.sleep(pause)


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Let the garbage collector rest: it would walk thousands of answers again and again."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def measure_apart(standard_code: str, trainee_ids: Sequence[int]) -> None:
    """Measure some trainees in a process of its own, with the settings of the environment."""
    with create_app(Settings.from_environment()).app_context():
        _measure(standard_code, trainee_ids)
