"""F6: eight who write and one who reads for long; nobody is told that the database is locked."""

import time
from concurrent.futures import ThreadPoolExecutor
from threading import Event

from sqlalchemy import text

from tests.faults.clients import Browser, acknowledged_count, signed_in, writing
from tests.faults.instance import TRAINEES, database_of
from tests.faults.invariants import require_sound
from tests.faults.server import server_of, wait_until

PAGES = ("/instructor/", "/instructor/items", "/instructor/coverage", "/instructor/cohorts")
SECONDS_OF_A_READ, SECONDS_BETWEEN = 0.5, 0.5


def read_pages(browser, until):
    """Read the long pages of an instructor until told to stop; return what came, and how often."""
    statuses = []
    while not until.is_set():
        statuses += [browser.get(page).status for page in PAGES]
    browser.hang_up()
    return statuses


def hold_reads(instance, until):
    """Hold one long read after the other, as a report or a backup does."""
    with database_of(instance) as session:
        while not until.is_set():
            session.connection(execution_options={"reads_only": True})
            session.execute(text("SELECT count(*) FROM response")).all()
            until.wait(SECONDS_OF_A_READ)
            session.rollback()
            time.sleep(SECONDS_BETWEEN)


def test_eight_writers_and_a_long_reader_meet_no_locked_database(instance, form, figures):
    until, seconds = Event(), form(short=4, long=60)
    with server_of(instance) as server, signed_in(server.port, TRAINEES) as writers:
        browser = Browser(server.port)
        browser.sign_in("instructor")
        with ThreadPoolExecutor(2) as pool, writing(writers):
            reading = pool.submit(read_pages, browser, until)
            holding = pool.submit(hold_reads, instance, until)
            until.wait(seconds)
            wait_until(lambda: all(writer.waits for writer in writers), seconds=60)
            until.set()
            statuses = reading.result(timeout=60)
            holding.result(timeout=60)
        said = server.complaints()
    assert "locked" not in said, said[:4000]
    assert "Traceback" not in said, said[:4000]
    assert set(statuses) == {200}
    assert [writer.login for writer in writers if writer.retry_count] == []
    require_sound(instance, writers)
    waits = sorted(wait for writer in writers for wait in writer.waits)
    figures["f06_seconds"] = seconds
    figures["f06_acknowledged_saves"] = acknowledged_count(writers)
    figures["f06_pages_read"] = len(statuses)
    figures["f06_errors"] = 0
    figures["f06_save_longest_seconds"] = round(waits[-1], 3)
    figures["f06_save_p95_seconds"] = round(waits[int(len(waits) * 0.95)], 3)
