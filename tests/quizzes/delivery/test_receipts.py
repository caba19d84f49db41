from datetime import timedelta

from quizzes.delivery.receipts import HandedIn, fingerprint, in_groups, is_same_mark
from tests.factories.people import MOMENT

ITEMS = [HandedIn(1, 7, 2, {"chosen": ["a"]}), HandedIn(2, 9, 0, {})]


def test_a_fingerprint_is_of_every_part():
    marks = {
        fingerprint("a", MOMENT, ITEMS),
        fingerprint("b", MOMENT, ITEMS),
        fingerprint("a", MOMENT + timedelta(seconds=1), ITEMS),
        fingerprint("a", MOMENT, ITEMS[:1]),
        fingerprint("a", MOMENT, [HandedIn(1, 7, 2, {"chosen": ["b"]}), ITEMS[1]]),
        fingerprint("a", MOMENT, [HandedIn(1, 7, 3, {"chosen": ["a"]}), ITEMS[1]]),
        fingerprint("a", MOMENT, [HandedIn(1, 8, 2, {"chosen": ["a"]}), ITEMS[1]]),
    }
    assert len(marks) == 7
    assert {len(mark) for mark in marks} == {64}


def test_people_may_type_a_fingerprint_as_it_is_shown():
    mark = fingerprint("a", MOMENT, ITEMS)
    assert is_same_mark(in_groups(mark), mark)
    assert is_same_mark(mark, mark)
    assert not is_same_mark(mark[:15], mark)
    assert not is_same_mark("0" * 16, mark)
    assert not is_same_mark("", mark)
