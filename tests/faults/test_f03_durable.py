"""F3 and P1: a save is on the disk before it is acknowledged.

`kill -9` cannot show this, as the page cache survives it: the system calls can.
"""

import shutil
import subprocess
from contextlib import contextmanager

import pytest
from sqlalchemy import text

from tests.faults.clients import signed_in
from tests.faults.instance import database_of
from tests.faults.server import server_of


def test_every_connection_commits_durably(instance):
    with database_of(instance) as session:
        assert session.execute(text("PRAGMA synchronous")).scalar() == 2  # FULL
        assert session.execute(text("PRAGMA journal_mode")).scalar() in {"delete", "wal"}
        assert session.execute(text("PRAGMA foreign_keys")).scalar() == 1


@contextmanager
def watching(process, calls):
    """Write down the system calls of a process that runs, in their order, while the block runs."""
    watch = ("strace", "-f", "-s", "40", "-e", "trace=fsync,fdatasync,recvfrom,sendto", "-o", calls)
    command = [*watch, "-p", str(process)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as tracer:
        said = tracer.stderr.readline()
        if "attached" not in said:
            tracer.kill()
            pytest.skip(f"strace may not watch other processes here: {said}")
        yield
        tracer.terminate()


@pytest.mark.skipif(shutil.which("strace") is None, reason="needs strace")
def test_an_fsync_comes_between_a_save_and_its_acknowledgement(instance, tmp_path, figures):
    calls = tmp_path / "calls"
    with server_of(instance, workers=1) as server, signed_in(server.port, 1) as [writer]:
        sitting = writer.start()
        [worker] = set(server.members()) - {server.process.pid}
        with watching(worker, calls):
            assert writer.save(sitting, 1).status == 200
    lines = calls.read_text(encoding="utf-8", errors="replace").splitlines()
    asked, answered = (
        next(n for n, line in enumerate(lines) if words in line)
        for words in ('"PUT /attempts/', '"HTTP/1.1 200')
    )
    synced = [line for line in lines[asked:answered] if "fsync(" in line or "fdatasync(" in line]
    assert synced
    figures["f03_fsyncs_before_acknowledgement"] = len(synced)
