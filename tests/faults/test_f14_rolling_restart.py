"""F14: the server is renewed under load; no save is lost, and nobody sends more than once again."""

import signal

import pytest

from tests.faults.clients import acknowledged_count, signed_in, some_saves, writing
from tests.faults.invariants import require_sound
from tests.faults.server import server_of, wait_until

WRITERS = 4


def renew_workers(server):
    """Let the master replace its workers (HUP): they finish what they have begun."""
    before = set(server.members())
    server.signal(signal.SIGHUP)
    wait_until(lambda: not (before - {server.process.pid}) & set(server.members()), seconds=60)


def renew_all(server):
    """Start the new release beside the old one on the same socket (USR2), then end the old."""
    before = set(server.members())
    server.signal(signal.SIGUSR2)
    wait_until(lambda: len(set(server.members()) - before) > server.workers, seconds=60)
    server.signal(signal.SIGTERM)
    server.process.wait(timeout=60)


@pytest.mark.parametrize("renew", [renew_workers, renew_all])
def test_a_renewal_under_load_loses_nothing(instance, form, figures, renew):
    times = form(short=1, long=5 if renew is renew_workers else 1)
    with server_of(instance) as server, signed_in(server.port, WRITERS) as writers:
        with writing(writers):
            for _ in range(times):
                some_saves(writers)
                retries = [writer.retry_count for writer in writers]
                renew(server)
                some_saves(writers)
                again = [w.retry_count - was for w, was in zip(writers, retries, strict=True)]
                assert max(again) <= 1
        assert "Traceback" not in server.complaints()
    require_sound(instance, writers)
    name = renew.__name__
    figures[f"f14_{name}_times"] = times
    figures[f"f14_{name}_acknowledged_saves"] = acknowledged_count(writers)
    figures[f"f14_{name}_retries"] = sum(writer.retry_count for writer in writers)
    figures[f"f14_{name}_longest_wait_seconds"] = round(max(max(w.waits) for w in writers), 3)
