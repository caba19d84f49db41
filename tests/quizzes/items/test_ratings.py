"""Ratings by level: how they are written, read, refused, and which of them decides."""

import pytest

from quizzes.items.commands import content_hash
from quizzes.items.content import ItemAttributes, Kind, to_mapping
from quizzes.items.formats.yaml_bank import Bank, read_bank, write_bank
from quizzes.items.problems import MalformedItemError
from quizzes.items.ratings import deciding_ratings, levels_to_rate, stored_ratings
from quizzes.items.reading import item_from_mapping
from tests.quizzes.items.examples import example, mapping_of

BOTH = {"3": [0.5, 0.6], "4": [0.7, 0.8]}


def rated(angoff, **changes):
    return example(Kind.SINGLE_CHOICE, angoff=angoff, **changes)


def problems_of(angoff, **changes) -> dict[str, tuple[str, str]]:
    mapping = mapping_of(Kind.SINGLE_CHOICE) | changes | {"angoff": angoff}
    with pytest.raises(MalformedItemError) as refused:
        item_from_mapping(mapping)
    return {each.field: (each.wording.zh, each.wording.en) for each in refused.value.problems}


def test_a_list_is_for_the_items_own_level():
    attributes = rated([0.7, 0.8]).attributes
    assert attributes.angoff == {4: (0.7, 0.8)}
    assert attributes.own_ratings == (0.7, 0.8)


def test_a_mapping_names_its_levels():
    attributes = rated(BOTH).attributes
    assert attributes.angoff == {3: (0.5, 0.6), 4: (0.7, 0.8)}
    assert attributes.own_ratings == (0.7, 0.8)
    assert rated({"3": [0.5]}).attributes.own_ratings == ()


@pytest.mark.parametrize(
    ("given", "written"),
    [
        ([0.7, 0.8], [0.7, 0.8]),
        ({"4": [0.7, 0.8]}, [0.7, 0.8]),
        (BOTH, BOTH),
        ({"3": [0.5, 0.6]}, {"3": [0.5, 0.6]}),
        ([], None),
        ({}, None),
        ({"4": []}, None),
    ],
)
def test_the_short_form_is_written_where_only_the_own_level_is_rated(given, written):
    mapping = to_mapping(rated(given))
    assert mapping.get("angoff") == written
    assert item_from_mapping(mapping) == rated(given)


def test_the_short_form_keeps_the_hash_of_what_is_stored():
    # A stored hash says which wording a bank file holds already: it must never move.
    stored = "b207fffbcd35bece4001b8678e0206af26ceb49e4089e89ad6207c38d376f30e"
    assert content_hash(example(Kind.SINGLE_CHOICE)) == stored


def test_what_is_rated_before_a_level_is_chosen_is_kept():
    content = rated([0.7], level=None)
    assert content.attributes.own_ratings == (0.7,)
    assert to_mapping(content)["angoff"] == [0.7]


def test_a_bank_file_may_write_levels_as_numbers():
    bank = Bank("APA2654-001v2", "K29", (rated(BOTH),))
    text = write_bank(bank).replace("'3':", "3:").replace("'4':", "4:")
    assert "3:" in text
    assert read_bank(text, file="K29.yaml").bank == bank


@pytest.mark.parametrize(
    ("angoff", "field"),
    [
        ({"7": [0.5]}, "angoff.7"),
        ({"0": [0.5]}, "angoff.0"),
        ({"three": [0.5]}, "angoff.three"),
        ({"4": [1]}, "angoff.4"),
        ({"4": [0]}, "angoff.4"),
        ({"4": [0.5] * 13}, "angoff.4"),
        ({"4": 0.5}, "angoff.4"),
        ({"4": ["a"]}, "angoff.4"),
        ({"3": [0.5, 0.6], "4": [0.7]}, "angoff"),
        ({"5": [0.5]}, "angoff.5"),
        ([70], "angoff"),
        ("0.7", "angoff"),
        ({3: [0.5]}, "angoff"),
    ],
)
def test_ratings_that_say_nothing_are_refused_at_their_field(angoff, field):
    assert problems_of(angoff).keys() == {field}


def test_a_refusal_speaks_both_languages():
    assert problems_of({"5": [0.5]})["angoff.5"] == (
        "這題只支持到第 4 級，不評第 5 級",
        "The item supports level 4; it is not rated for level 5",
    )


def test_recall_is_rated_above_the_level_that_it_supports():
    content = rated({"4": [0.7]}, cognitive="remember", level=3)
    assert content.attributes.angoff == {4: (0.7,)}


@pytest.mark.parametrize(
    ("level", "angoff", "deciding"),
    [
        (3, {3: (0.5,), 4: (0.7,)}, (0.5,)),
        (5, {3: (0.5,), 4: (0.7,)}, (0.7,)),
        (3, {4: (0.7,)}, (0.7,)),
        (3, {}, ()),
    ],
)
def test_the_own_level_decides_then_the_highest(level, angoff, deciding):
    assert deciding_ratings(ItemAttributes(level=level, angoff=angoff)) == deciding


@pytest.mark.parametrize("angoff", [[0.7, 0.8], BOTH, {"3": [0.5]}, []])
def test_what_is_stored_is_read_without_the_rest_of_the_item(angoff):
    content = rated(angoff)
    assert stored_ratings(to_mapping(content).get("angoff"), 4) == content.attributes.angoff


@pytest.mark.parametrize(
    ("level", "is_recall", "rated_for"),
    [
        (4, False, [4, 3]),
        (3, False, [3]),
        (3, True, [5, 4, 3]),
        (2, False, [2]),
        (0, False, [0]),
        (0, True, [0]),
    ],
)
def test_an_item_is_rated_for_its_level_and_those_below(level, is_recall, rated_for):
    assert levels_to_rate(level, is_recall=is_recall, of_standard={3, 4, 5}) == rated_for
