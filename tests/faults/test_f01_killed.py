"""F1 and P1: what the server acknowledged survives `kill -9` of all its processes."""

from random import Random

from tests.faults.clients import acknowledged_count, signed_in, some_saves, writing
from tests.faults.instance import database_of
from tests.faults.invariants import count_hand_ins, require_sound, require_whole_database
from tests.faults.server import server_of

WRITERS = 4


def test_what_was_acknowledged_survives_kill_9(instance, form, figures):
    kills, random = form(short=3, long=50), Random(1)
    with (
        server_of(instance) as server,
        signed_in(server.port, WRITERS) as writers,
        writing(writers),
    ):
        for _ in range(kills):
            some_saves(writers, random.randint(20, 60))
            server.kill()
            server.start()
            if form.is_long:
                with database_of(instance) as session:
                    require_whole_database(session)
    require_sound(instance, writers)
    handed_in = {attempt for writer in writers for attempt in writer.handed_in}
    assert handed_in
    assert sum(writer.retry_count for writer in writers) >= kills, "nobody noticed the kills"
    figures["f01_kills"] = kills
    figures["f01_acknowledged_saves"] = acknowledged_count(writers)
    figures["f01_hand_ins"] = count_hand_ins(instance)
    figures["f01_lost"] = 0
