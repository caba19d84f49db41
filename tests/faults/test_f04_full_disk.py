"""F4 and P1: a full disk refuses what cannot be kept, keeps what was, and heals without a restart.

Two ways to fill it: a limit on the size of files, which needs no rights, and a small disk of its
own (tmpfs), which needs root.
"""

import json
import os
import resource
import sqlite3
import subprocess
import time
from contextlib import closing, contextmanager, suppress
from datetime import timedelta
from itertools import count, islice

import pytest
from sqlalchemy import update

from tests.faults.clients import acknowledged_count, signed_in, some_saves, writing
from tests.faults.conftest import copy_instance
from tests.faults.instance import database_of
from tests.faults.invariants import require_sound
from tests.faults.server import server_of, wait_until
from webapp.accounts.models import LoginSession
from webapp.accounts.sessions import TOUCH_AFTER
from webapp.clock import now

SENTENCE = "伺服器空間不足，這題還沒存到伺服器，先留在這支手機。已通知管理者。"
WRITERS = 2
SEQS = count(10**6)


class FilesThatMayNotGrow:
    """The server may write no file beyond the present size of the database: EFBIG.

    As with a quota, what is there can still be written over.
    """

    @staticmethod
    @contextmanager
    def folder(tmp_path):
        yield tmp_path

    def fill(self, server):
        with closing(sqlite3.connect(server.instance.file, timeout=30)) as connection:
            connection.execute("BEGIN IMMEDIATE")  # nobody makes it grow meanwhile
            self._limit(server, server.instance.file.stat().st_size)

    def free(self, server):
        self._limit(server, resource.RLIM_INFINITY)

    @staticmethod
    def _limit(server, size):
        for process in server.members():
            _soft, hard = resource.prlimit(process, resource.RLIMIT_FSIZE)
            resource.prlimit(process, resource.RLIMIT_FSIZE, (size, hard))


class SmallDisk:
    """A disk of the test's own that is really full: ENOSPC."""

    @staticmethod
    @contextmanager
    def folder(tmp_path):
        place = tmp_path / "disk"
        place.mkdir()
        mount = ["/bin/mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", place]
        is_root = os.geteuid() == 0
        if not is_root or subprocess.run(mount, check=False, capture_output=True).returncode:
            pytest.skip("a disk of its own needs root and the right to mount")
        try:
            yield place
        finally:
            subprocess.run(["/bin/umount", "--lazy", place], check=True)

    def fill(self, server):
        filler = server.instance.folder / "filler"
        with filler.open("wb", buffering=0) as file:
            for _ in range(4):  # what a transaction under way gives back is filled too
                with suppress(OSError):
                    while True:
                        file.write(bytes(4096))
                time.sleep(0.1)

    def free(self, server):
        (server.instance.folder / "filler").unlink()


def let_sessions_grow_old(instance):
    """Let every session be due for a renewal, which is a write, at its next request."""
    with database_of(instance) as session:
        session.execute(update(LoginSession).values(seen_at=now() - TOUCH_AFTER - timedelta(1)))
        session.commit()


def require_refusals(writer, sitting):
    """See what is said of an answer that cannot be kept: to the player, and to a plain form."""
    path, choice = f"/attempts/{sitting.public_id}/1", sitting.choices[1][0]
    refused = until_507(lambda seq: writer.browser.put(path, seq=seq, answer=[choice]))
    assert json.loads(refused.text)["message"] == SENTENCE
    page = until_507(lambda seq: writer.browser.post(path, seq=str(seq), answer=choice))
    assert "<h1>伺服器空間不足</h1>" in page.text


def until_507(send):
    """Send answers until the last room within the file is used up; return what is said then."""
    for seq in islice(SEQS, 500):
        reply = send(seq)
        if reply.status == 507:
            return reply
        assert reply.status in {200, 303}
    raise AssertionError("the disk never was full")


@pytest.mark.parametrize("disk", [FilesThatMayNotGrow(), SmallDisk()])
def test_a_full_disk_loses_nothing_and_heals_without_a_restart(made, tmp_path, disk, form, figures):
    rounds = form(short=1, long=5)
    with disk.folder(tmp_path) as folder:
        instance = copy_instance(made, folder)
        with (
            server_of(instance, workers=1) as server,
            signed_in(server.port, WRITERS + 1) as everybody,
        ):
            *writers, reader = everybody
            sitting = reader.start()
            assert reader.save(sitting, 1).status == 200
            [choice] = reader.acknowledged[sitting.public_id, 1, 1]
            with writing(writers):
                for _ in range(rounds):
                    some_saves(writers, 20)
                    let_sessions_grow_old(instance)
                    disk.fill(server)
                    for writer in writers:
                        writer.refusals.clear()
                    wait_until(lambda: all(507 in writer.refusals for writer in writers))
                    page = reader.browser.get(f"/attempts/{sitting.public_id}/1")
                    assert page.status == 200
                    assert choice in page.text
                    require_refusals(reader, sitting)
                    disk.free(server)
            assert reader.save(sitting, 2).status == 200
            said = server.complaints()
        if isinstance(disk, SmallDisk):
            assert "a session could not be renewed" in said
        require_sound(instance, everybody)
    kind = type(disk).__name__
    figures[f"f04_times_full_{kind}"] = rounds
    figures[f"f04_acknowledged_saves_{kind}"] = acknowledged_count(everybody)
    figures[f"f04_lost_{kind}"] = 0
