from hypothesis import given
from hypothesis import strategies as st

from quizzes.blueprints.coverage import (
    HIGHER,
    BankSubject,
    competency_coverage,
    items_missing,
    items_required,
    lacking_by_level,
    next_indicator,
    wanted_items,
)
from quizzes.items.content import Cognitive

COUNTS = st.dictionaries(st.sampled_from(Cognitive), st.integers(0, 40))


def coverage(code="K01", counts=None, served=None, tasks=("T1.1",), indicators=("P1.1.1",)):
    subject = BankSubject(1, code, "預算編列知識", code[0], tasks, indicators)
    return competency_coverage(subject, counts=counts or {}, served=served or {})


def filled(counts, lacking):
    return {level: counts.get(level, 0) + lacking.get(level, 0) for level in Cognitive}


def test_twenty_items_are_required_and_twenty_four_where_three_tasks_share_them():
    assert [items_required(n) for n in (1, 2, 3, 9)] == [20, 20, 24, 24]


@given(
    counts=COUNTS, tasks=st.integers(1, 5), kind=st.sampled_from("KS"), unserved=st.integers(0, 9)
)
def test_with_the_missing_items_every_rule_holds(counts, tasks, kind, unserved):
    missing = items_missing(counts, task_count=tasks, unserved_count=unserved)
    lacking = lacking_by_level(counts, kind=kind, missing=missing)
    whole = filled(counts, lacking)
    total = sum(whole.values())
    assert sum(lacking.values()) == missing >= unserved
    assert total >= items_required(tasks)
    assert whole[Cognitive.REMEMBER] <= 0.2 * total
    assert sum(whole[level] for level in HIGHER) >= 0.5 * total


@given(counts=COUNTS, tasks=st.integers(1, 5))
def test_one_item_less_breaks_a_rule(counts, tasks):
    missing = items_missing(counts, task_count=tasks)
    if missing:
        total = sum(counts.values()) + missing - 1
        higher = sum(counts.get(level, 0) for level in HIGHER) + missing - 1
        assert (
            total < items_required(tasks)
            or counts.get(Cognitive.REMEMBER, 0) > 0.2 * total
            or higher < 0.5 * total
        )


def test_a_skill_is_never_asked_to_be_remembered():
    assert Cognitive.REMEMBER not in lacking_by_level({}, kind="S", missing=20)


def test_an_indicator_without_items_keeps_a_bank_from_being_enough():
    counts = {Cognitive.APPLY: 12, Cognitive.UNDERSTAND: 8}
    served = {"P1.1.1": 20}
    assert coverage(counts=counts, served=served).is_enough
    found = coverage(counts=counts, served=served, indicators=("P1.1.1", "P1.1.2"))
    assert found.unserved == ("P1.1.2",)
    assert found.missing == 1


def test_the_indicator_with_the_fewest_items_comes_next():
    found = coverage(served={"P1.1.1": 3, "P1.1.2": 1}, indicators=("P1.1.1", "P1.1.2"))
    assert next_indicator(found) == "P1.1.2"
    assert next_indicator(coverage(indicators=())) == ""


def test_the_empty_bank_that_bars_most_tasks_is_wanted_first():
    shared = coverage("K02", tasks=("T1.1", "T1.2", "T1.3"))
    single = coverage("K01")
    begun = coverage("S01", counts={Cognitive.APPLY: 5}, tasks=("T1.1", "T1.2", "T1.3"))
    wanted = wanted_items([begun, single, shared])
    assert wanted[0].code == "K02"
    assert [each.code for each in wanted].index("S01") > [each.code for each in wanted].index("K01")
    assert all(each.have == 0 for each in wanted[: len(wanted) - 1])
