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

SECONDS_TO_START = 60
GUNICORN = ("--workers", "1", "--threads", "4", "--worker-class", "gthread", "--log-level", "error")


@dataclass(frozen=True, slots=True)
class Saver:
    """A browser that saves answers: where to, and with what in its headers."""

    path: str
    headers: Mapping[str, str]
    answer: object


@contextmanager
def served(application: str, environment: Mapping[str, str]) -> Iterator[int]:
    """Serve a WSGI application with gunicorn; yield its port."""
    port = _free_port()
    server = subprocess.Popen(  # noqa: S603
        [sys.executable, "-m", "gunicorn", *GUNICORN, "-b", f"127.0.0.1:{port}", application],
        env={**os.environ, **environment},
    )
    try:
        _wait(port)
        yield port
    finally:
        server.terminate()
        server.wait(timeout=60)


def saves_per_second(port: int, savers: Sequence[Saver], *, first_seq: int, count: int) -> float:
    """Let every saver save so many answers, all at once; return the saves of a second."""
    started = time.perf_counter()
    with ThreadPoolExecutor(len(savers)) as pool:
        done = pool.map(lambda saver: _save_all(port, saver, first_seq, count), savers)
        total = sum(done)
    return total / (time.perf_counter() - started)


def _save_all(port: int, saver: Saver, first_seq: int, count: int) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    headers = {"Content-Type": "application/json", "Accept": "application/json", **saver.headers}
    for seq in range(first_seq, first_seq + count):
        body = json.dumps({"seq": seq, "answer": saver.answer})
        connection.request("PUT", saver.path, body=body, headers=headers)
        reply = connection.getresponse()
        text = reply.read()
        if reply.status != 200:
            raise RuntimeError(f"{saver.path}: {reply.status} {text[:200]!r}")
    connection.close()
    return count


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
