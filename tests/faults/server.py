"""The served platform as one group of processes that a test may kill, renew and starve."""

import os
import signal
import subprocess
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Thread

from tests.faults.instance import Instance
from tests.journeys.serving import CALLBOARD, _wait, environment, free_port


class Server:
    """`callboard serve` on one port, with a log of its own."""

    def __init__(self, instance: Instance, *, workers: int = 2) -> None:
        self.instance = instance
        self.workers = workers
        self.port = free_port()
        self.log: list[str] = []
        self.process: subprocess.Popen | None = None

    @property
    def command(self) -> list[str | Path]:
        return [CALLBOARD, "serve", "--port", str(self.port), "--workers", str(self.workers)]

    def start(self) -> None:
        """Start as a group of its own; wait for an answer."""
        self.process = subprocess.Popen(
            self.command,
            env=environment(self.instance.folder, DATABASE_URL=self.instance.address),
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        # by a pipe: a test may forbid the server to write files
        Thread(target=self._listen, args=(self.process.stderr,), daemon=True).start()
        _wait(f"http://127.0.0.1:{self.port}", self.process)

    def kill(self) -> None:
        """Kill every process of the group at once, as a lack of memory or of power would."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(timeout=30)

    def signal(self, number: signal.Signals) -> None:
        """Send a signal to the master."""
        os.kill(self.process.pid, number)

    def stop(self) -> None:
        """Stop, and leave nothing of the group behind."""
        if self.process is None:
            return
        if self.process.poll() is None:
            self.signal(signal.SIGINT)
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(timeout=20)
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(timeout=30)

    def members(self) -> list[int]:
        """Return the ids of the group's processes: the master and its workers."""
        group = self.process.pid
        return [int(each.name) for each in Path("/proc").glob("[0-9]*") if _group(each) == group]

    def complaints(self) -> str:
        """Return what the server wrote to its log."""
        return "".join(self.log)

    def _listen(self, said) -> None:
        with said:
            self.log.extend(said)


def _group(process: Path) -> int | None:
    try:
        return int((process / "stat").read_text().rpartition(")")[2].split()[2])
    except (OSError, IndexError):
        return None


@contextmanager
def server_of(instance: Instance, *, workers: int = 2):
    """Serve a platform until the block ends."""
    server = Server(instance, workers=workers)
    try:
        server.start()
        yield server
    finally:
        server.stop()


def wait_until(holds, *, seconds: float = 30) -> None:
    """Wait for something to hold."""
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, "it did not come to hold in time"
        time.sleep(0.01)
