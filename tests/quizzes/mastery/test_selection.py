from collections import Counter
from random import Random

import pytest

from quizzes.errors import NothingToAskError
from quizzes.mastery.rasch import information_at_the_bar
from quizzes.mastery.selection import Candidate, next_item


def dice(seed):
    return Random(seed)


def chosen(candidates, times=4000):
    random = dice(5)
    counts = Counter(next_item(candidates, random).item_id for _ in range(times))
    return {item: count / times for item, count in counts.items()}


def test_an_item_that_was_seen_is_never_asked_while_an_unseen_one_is_left():
    seen = [Candidate(n, -1.0, 0.25, times_seen=1) for n in range(9)]
    assert chosen([*seen, Candidate(9, 3.0, 0.25)], times=300) == {9: 1.0}


def test_when_all_were_seen_the_least_seen_comes_next():
    items = [Candidate(1, -1.0, 0.25, times_seen=3), Candidate(2, 2.0, 0.25, times_seen=2)]
    assert chosen(items, times=100) == {2: 1.0}


def test_an_item_too_many_have_met_waits_while_another_is_left():
    worn = Candidate(1, -1.0, 0.25, exposure=0.26)
    assert chosen([worn, Candidate(2, 3.0, 0.25, exposure=0.25)], times=100) == {2: 1.0}
    assert chosen([worn], times=10) == {1: 1.0}


def test_items_are_drawn_in_proportion_to_a_power_of_their_information():
    items = [Candidate(1, -1.0, 0.25), Candidate(2, 0.3, 0.25), Candidate(3, -2.0, 0.25)]
    # Three fifths of the way from their mean of -.9.
    believed = {1: -0.96, 2: -0.18, 3: -1.56}
    power = {item: information_at_the_bar(b, 0.25) ** (1 / 0.35) for item, b in believed.items()}
    shares = chosen(items)
    for item, value in power.items():
        assert shares.get(item, 0.0) == pytest.approx(value / sum(power.values()), abs=0.03)


def test_the_same_seed_chooses_the_same_item_whatever_the_order():
    items = [Candidate(n, n / 10 - 1, 0.25) for n in range(10)]
    assert next_item(items, dice(3)) == next_item(items[::-1], dice(3))


def test_an_empty_bank_has_nothing_to_ask():
    with pytest.raises(NothingToAskError):
        next_item([], dice(1))
