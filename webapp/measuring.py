"""Measuring many trainees anew, in batches that are each durable."""

import gc
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import TypeVar

from sqlalchemy.orm import Session

from curriculum.standards.queries import get_outline, list_standards
from quizzes.mastery.commands import BATCH, batches, store_draft
from quizzes.mastery.drafting import drafted, list_outdated_trainees, read_known
from quizzes.mastery.models import CalibrationRecord
from quizzes.mastery.queries import list_measured_trainees
from quizzes.mastery.recalibration import drafted_calibration
from webapp.clock import now
from webapp.extensions import db

T = TypeVar("T")
# SQLite lets one write at a time; who waits looks again every tenth of a second.
GENTLE_BATCH = 20
GENTLE_PAUSE = 0.15  # seconds


def measure_everybody(standard_code: str) -> int:
    """Measure all trainees of a standard anew and commit batch by batch; return how many.

    Whoever reads meanwhile finds each trainee measured by the calibration before or by this one,
    and named with it. A run that was cut short is simply run again.
    """
    trainee_ids = whom_to_measure(standard_code)
    measure_trainees(standard_code, trainee_ids)
    return len(trainee_ids)


def whom_to_measure(standard_code: str) -> Sequence[int]:
    """Return the trainees who answered anything of a standard."""
    return _reading(
        lambda session: list_measured_trainees(
            session, standard_id=get_outline(session, standard_code).id
        )
    )


def calibrate_where_wanted(*, by: str) -> list[str]:
    """Calibrate each standard that gives reason to; measure its trainees.

    The calibration is worked out without a lock. Whom a run before left unmeasured, or a change of
    the bank, is measured too. Return what was made: APA2654-001v2.3.
    """
    made = []
    for line in _reading(list_standards):
        record = _reading(partial(_drafted, code=line.code, by=by))
        if record is not None:
            made.append(f"{line.code}.{record.number}")
            db.session().add(record)
            db.session.commit()
        measure_outdated(line.code)
    return made


def measure_outdated(standard_code: str) -> None:
    """Measure those whom another calibration, rule or set of items has measured than today's.

    Whoever answers meanwhile hardly waits: between short batches others have their turn.
    """
    outdated = _reading(
        lambda session: list_outdated_trainees(
            session, standard=get_outline(session, standard_code)
        )
    )
    measure_trainees(standard_code, outdated, batch_size=GENTLE_BATCH, pause=GENTLE_PAUSE)


def measure_trainees(
    standard_code: str, trainee_ids: Sequence[int], *, batch_size: int = BATCH, pause: float = 0.0
) -> None:
    """Measure some trainees anew and commit batch by batch, with so many seconds between two."""
    standard = _reading(lambda session: get_outline(session, standard_code))
    for number, batch in enumerate(batches(trainee_ids, batch_size)):
        if number:
            time.sleep(pause)
        with _without_collecting():
            known = _reading(partial(read_known, standard=standard, trainee_ids=batch))
            store_draft(db.session(), standard=standard, draft=drafted(standard, known))
            db.session.commit()


def _drafted(session: Session, *, code: str, by: str) -> CalibrationRecord | None:
    return drafted_calibration(session, standard=get_outline(session, code), by=by, now=now())


def _reading(work: Callable[[Session], T]) -> T:
    """Do something in a transaction that takes no lock to write."""
    session = db.session()
    session.connection(execution_options={"reads_only": True})
    found = work(session)
    db.session.rollback()
    return found


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
