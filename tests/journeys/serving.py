"""A real server over a real database file, for tests that act as people do."""

import os
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

CALLBOARD = Path(sys.executable).parent / "callboard"
SECONDS_TO_START = 60


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def environment(instance: Path, **more: str) -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("CALLBOARD", "DATABASE"))}
    quiet = {"CALLBOARD_CALIBRATE": "0"}  # or figures would move in tests that run at night
    return {**kept, **quiet, "CALLBOARD_INSTANCE": str(instance), **more}


def run(instance: Path, *arguments: str, **more: str) -> str:
    """Run the command line and return what it printed."""
    done = subprocess.run(
        [CALLBOARD, *arguments],
        env=environment(instance, **more),
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@contextmanager
def serving(instance: Path, **more: str):
    """Serve an instance until the block ends; yield its address."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    server = subprocess.Popen(
        [CALLBOARD, "serve", "--port", str(port), "--workers", "1"],
        env=environment(instance, **more),
    )
    try:
        _wait(address, server)
        yield address
    finally:
        server.terminate()
        server.wait(timeout=30)


def _wait(address: str, server: subprocess.Popen) -> None:
    deadline = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < deadline:
        assert server.poll() is None, "the server ended"
        try:
            with urlopen(f"{address}/sign-in", timeout=2):  # noqa: S310 (our own address)
                return
        except (URLError, TimeoutError, ConnectionError):
            time.sleep(0.1)
    raise AssertionError("the server did not answer")
