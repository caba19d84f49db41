"""Two servers side by side under the same load."""

import http.client
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count

SECONDS_TO_START = 60
GUNICORN = ("--threads", "4", "--worker-class", "gthread", "--log-level", "error")


@dataclass(frozen=True, slots=True)
class Saver:
    """A browser that saves answers: where to, and with what in its headers."""

    path: str
    headers: Mapping[str, str]
    answer: object


@contextmanager
def served(application: str, environment: Mapping[str, str], *, workers: int = 1) -> Iterator[int]:
    """Serve a WSGI application with gunicorn; yield its port."""
    port = _free_port()
    server = subprocess.Popen(  # noqa: S603
        [
            *(sys.executable, "-m", "gunicorn", *GUNICORN, "--workers", str(workers)),
            *("-b", f"127.0.0.1:{port}", application),
        ],
        env={**os.environ, **environment},
    )
    try:
        _wait(port)
        yield port
    finally:
        server.terminate()
        server.wait(timeout=60)


@dataclass(frozen=True, slots=True)
class Load:
    """How a server bore a round of saves."""

    per_second: float
    slowest: float  # seconds that 99 of 100 saves stay under


def save_together(port: int, savers: Sequence[Saver], *, first_seq: int, seconds: float) -> Load:
    """Let all savers save one answer after the other for so many seconds."""
    started = time.perf_counter()
    until = started + seconds
    with ThreadPoolExecutor(len(savers)) as pool:
        rows = list(pool.map(lambda saver: _save_on(port, saver, first_seq, until), savers))
    elapsed = time.perf_counter() - started
    waits = sorted(each for row in rows for each in row)
    return Load(len(waits) / elapsed, waits[int(len(waits) * 0.99)])


def _save_on(port: int, saver: Saver, first_seq: int, until: float) -> list[float]:
    """Save one answer after the other until that moment; return what each took."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    headers = {"Content-Type": "application/json", "Accept": "application/json", **saver.headers}
    seconds = []
    for seq in count(first_seq):
        body = json.dumps({"seq": seq, "answer": saver.answer})
        started = time.perf_counter()
        connection.request("PUT", saver.path, body=body, headers=headers)
        reply = connection.getresponse()
        text = reply.read()
        seconds.append(time.perf_counter() - started)
        if reply.status != 200:
            raise RuntimeError(f"{saver.path}: {reply.status} {text[:200]!r}")
        if time.perf_counter() >= until:
            break
    connection.close()
    return seconds


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def _wait(port: int) -> None:
    deadline = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < deadline:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise RuntimeError("the server did not start")
