"""Measuring everybody anew in several processes."""

from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from webapp import create_app
from webapp.measuring import measure_trainees, whom_to_measure
from webapp.settings import Settings


def measure_everybody_apart(standard_code: str, *, processes: int) -> int:
    """Measure all trainees of a standard anew, shared out among processes; return how many."""
    trainee_ids = whom_to_measure(standard_code)
    measure_shares(standard_code, [trainee_ids[first::processes] for first in range(processes)])
    return len(trainee_ids)


def measure_shares(standard_code: str, shares: list[Sequence[int]]) -> None:
    """Measure each share of the trainees in a process of its own."""
    with ProcessPoolExecutor(len(shares), mp_context=get_context("spawn")) as pool:
        list(pool.map(_measure_share, [standard_code] * len(shares), shares))


def _measure_share(standard_code: str, trainee_ids: Sequence[int]) -> None:
    """Measure with the settings of the environment."""
    with create_app(Settings.from_environment()).app_context():
        measure_trainees(standard_code, trainee_ids)
