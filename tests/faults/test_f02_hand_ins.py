"""F2 and P2: pressing submit any number of times, from any device, gives one result."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Barrier

import pytest
from sqlalchemy import func, select

from quizzes.delivery.models import Attempt
from quizzes.delivery.terms import AttemptState
from tests.faults.clients import QUIZ, Browser, signed_in
from tests.faults.conftest import copy_instance
from tests.faults.instance import database_of
from tests.faults.invariants import require_sound
from tests.faults.server import server_of
from webapp.accounts.models import User

HAND_INS, STARTS = 20, 50


@pytest.fixture(scope="module")
def served(made, tmp_path_factory):
    """A platform that both tests use, with two workers."""
    with server_of(copy_instance(made, tmp_path_factory.mktemp("served"))) as server:
        yield server


@contextmanager
def devices_of(writer, how_many):
    """Yield browsers in which the same person is signed in."""
    devices = [Browser(writer.browser.port) for _ in range(how_many)]
    for device in devices:
        device.cookies = dict(writer.browser.cookies)
        device.token = writer.browser.token
    yield devices
    for device in devices:
        device.hang_up()


def at_once(devices, act):
    """Let every device act at the same moment; return what each was told."""
    gate = Barrier(len(devices))

    def take_part(numbered):
        gate.wait(timeout=30)
        return act(*numbered)

    with ThreadPoolExecutor(len(devices)) as pool:
        return list(pool.map(take_part, enumerate(devices)))


def hand_in_at_once(writer, devices, number):
    """Answer a quiz and let every device hand it in; return the one thing that all are told."""
    sitting = writer.start()
    for position in sitting.choices:
        writer.save(sitting, position)
    path = f"/attempts/{sitting.public_id}/hand-in"
    # half of them retry one key, the others are tabs with a key of their own
    keys = [f"{number}/{each if each % 2 else 0}" for each in range(len(devices))]
    replies = at_once(devices, lambda n, device: device.post(path, key=keys[n]))
    first, later = replies[0], devices[0].post(path, key=keys[0])
    assert (later.status, later.location, later.text) == (first.status, first.location, first.text)
    writer.handed_in[sitting.public_id] = {(reply.status, reply.location) for reply in replies}
    return writer.handed_in[sitting.public_id]


def count_open(instance, login):
    """Return how many attempts of a person are open."""
    with database_of(instance) as session:
        mine = (
            select(func.count(Attempt.id))
            .join(User, User.trainee_id == Attempt.trainee_id)
            .where(User.login == login, Attempt.state == AttemptState.OPEN)
        )
        return session.scalar(mine)


def test_twenty_hand_ins_at_once_give_one_result(served, form, figures):
    rounds = form(short=3, long=50)
    with signed_in(served.port, 1) as [writer], devices_of(writer, HAND_INS) as devices:
        for number in range(rounds):
            assert len(hand_in_at_once(writer, devices, number)) == 1
    require_sound(served.instance, [writer])
    figures["f02_rounds_of_20_hand_ins"] = rounds
    figures["f02_rounds_with_more_than_one_result"] = 0


def test_fifty_starts_at_once_begin_one_attempt(served, form, figures):
    rounds = form(short=1, long=5)
    with signed_in(served.port, rounds) as writers:
        for writer in writers:
            with devices_of(writer, STARTS) as devices:
                replies = at_once(devices, lambda _number, device: device.post(QUIZ))
            assert {reply.status for reply in replies} == {303}
            assert len({reply.location.split("/")[2] for reply in replies}) == 1
    require_sound(served.instance, writers)
    begun = {writer.login: count_open(served.instance, writer.login) for writer in writers}
    assert set(begun.values()) == {1}
    figures["f02_rounds_of_50_starts"] = rounds
    figures["f02_rounds_with_more_than_one_attempt"] = 0
