"""Measuring everybody anew: in batches that are each durable, in as many processes as wanted."""

import gc
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context

from curriculum.standards.queries import get_outline, list_standards
from quizzes.mastery.commands import batches, rebuild_mastery
from quizzes.mastery.queries import list_measured_trainees
from quizzes.mastery.recalibration import recalibrate
from webapp import create_app
from webapp.clock import now
from webapp.extensions import db
from webapp.settings import Settings


def measure_everybody(standard_code: str, *, processes: int = 1) -> int:
    """Measure all trainees of a standard anew and commit batch by batch; return how many.

    Whoever reads meanwhile finds each trainee measured by the calibration before or by this one,
    and named with it. A run that was cut short is simply run again.
    """
    session = db.session()
    standard = get_outline(session, standard_code)
    trainee_ids = list_measured_trainees(session, standard_id=standard.id)
    db.session.rollback()
    if processes == 1:
        _measure(standard_code, trainee_ids)
    else:
        shares = [trainee_ids[first::processes] for first in range(processes)]
        with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
            list(pool.map(_measure_apart, [standard_code] * processes, shares))
    return len(trainee_ids)


def calibrate_where_wanted(*, by: str) -> list[str]:
    """Calibrate each standard whose ratings or answers give reason to; measure its trainees.

    Return what was made, as names: APA2654-001v2.3.
    """
    made = []
    for line in list_standards(db.session()):
        standard = get_outline(db.session(), line.code)
        record = recalibrate(db.session(), standard=standard, by=by, now=now())
        db.session.commit()
        if record:
            made.append(f"{line.code}.{record.number}")
            measure_everybody(line.code)
    return made


def _measure(standard_code: str, trainee_ids: Sequence[int]) -> None:
    standard = get_outline(db.session(), standard_code)
    for batch in batches(trainee_ids):
        with _without_collecting():
            rebuild_mastery(db.session(), standard=standard, trainee_ids=batch)
            db.session.commit()


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


def _measure_apart(standard_code: str, trainee_ids: Sequence[int]) -> None:
    with create_app(Settings.from_environment()).app_context():
        _measure(standard_code, trainee_ids)
