import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from quizzes.items.content import to_mapping
from quizzes.items.formats.yaml_bank import read_bank
from quizzes.items.reading import item_from_mapping
from webapp.instructor.item_form import form_of, rated_levels
from webapp.instructor.item_form_reading import mapping_of, read_form, read_values
from webapp.instructor.row_acts import MOST_ROWS, act_on_rows, changed_rows
from webapp.shipped import bank_files, shipped_standards

SHIPPED = [file for standard in shipped_standards() for file in bank_files(standard)]


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: file.stem)
def test_an_item_opened_and_saved_unchanged_is_the_same_item(file):
    for item in read_bank(file.read_text(encoding="utf-8"), file=file.name).bank.items:
        mapping = to_mapping(item)
        again = mapping_of(form_of(mapping, competency="K01"))
        assert item_from_mapping({**again, "id": mapping["id"]}) == item


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("240, 320、460", {"choices": [240, 320, 460]}),
        ("0.6 0.65", {"choices": [0.6, 0.65]}),
        ("100–500 / 20", {"range": [100, 500, 20]}),
        ("1 到 5，間隔 0.5", {"range": [1, 5, 0.5]}),
        ("幾個", {"choices": ["幾個"]}),
        ("", {"choices": []}),
    ],
)
def test_the_figures_of_a_variable_are_written_as_people_write_them(text, values):
    assert read_values(text) == values


def test_what_a_browser_sends_loses_its_carriage_returns():
    form = read_form(MultiDict({"kind": "ordering", "situation": "甲\r\n乙"}), {})
    assert form.situation == "甲\n乙"


def test_a_reason_that_stands_at_two_fields_is_taken_from_either():
    posted = MultiDict([("kind", "single_choice"), ("keep.clang", ""), ("keep.clang", "專有名詞")])
    assert read_form(posted, {}).kept == {"clang": "專有名詞"}


def test_what_no_field_shows_is_carried_over():
    figures = [{"alt": "座位圖", "svg": "<svg/>"}]
    form = read_form(MultiDict({"kind": "single_choice"}), {"figures": figures})
    assert mapping_of(form)["figures"] == figures


@pytest.mark.parametrize(
    ("posted", "angoff"),
    [
        ({"level": "4", "ratings.1.4": "70", "ratings.2.4": "75%"}, [0.7, 0.75]),
        ({"level": "4", "ratings.1.4": "70", "ratings.1.3": "60"}, {"3": [0.6], "4": [0.7]}),
        ({"level": "3", "ratings.1.4": "70", "ratings.1.3": ""}, {"4": [0.7]}),
        ({"level": "", "ratings.1.0": "70"}, [0.7]),
        ({"level": "4", "ratings.1.0": "70", "ratings.1.4": ""}, [0.7]),
    ],
)
def test_ratings_are_taken_by_level(posted, angoff):
    form = read_form(MultiDict({"kind": "single_choice", **posted}), {})
    assert mapping_of(form)["angoff"] == angoff


@pytest.mark.parametrize(
    ("posted", "levels"),
    [
        ({"level": "4"}, [4, 3]),
        ({"level": "3"}, [3]),
        ({"level": "3", "cognitive": "remember"}, [4, 3]),
        ({"level": "3", "ratings.1.4": "70"}, [4, 3]),
        ({"level": ""}, [0]),
    ],
)
def test_the_page_asks_ratings_for_the_levels_that_the_item_may_speak_for(posted, levels):
    form = read_form(MultiDict({"kind": "single_choice", **posted}), {})
    assert rated_levels(form, {3, 4}) == levels


def test_one_more_judge_rates_every_level():
    posted = {"kind": "single_choice", "level": "4", "ratings.1.4": "70", "ratings.1.3": "60"}
    form = read_form(MultiDict(posted), {})
    assert act_on_rows(form, "add:ratings") == "ratings-2-4"
    assert form.ratings == [{4: "70", 3: "60"}, {}]


def test_ratings_that_are_not_in_form_yet_are_shown_as_they_were_typed():
    form = form_of({"level": 4, "angoff": {"4": [0.655, "很多"], "3": [0.6]}}, competency="K01")
    assert form.ratings == [{4: "65.5", 3: "60"}, {4: "很多"}]


@given(
    rows=st.lists(st.integers(), max_size=MOST_ROWS),
    act=st.sampled_from(["add", "remove", "copy", "up", "down", "sing"]),
    place=st.integers(0, 20),
)
def test_a_row_act_loses_nothing_but_what_it_removes(rows, act, place):
    changed, go_on_at = changed_rows(rows, act, place, 0)
    assert abs(len(changed) - len(rows)) <= 1
    assert len(changed) <= MOST_ROWS
    if act in {"up", "down", "sing"}:
        assert sorted(changed) == sorted(rows)
    if changed and act in {"add", "copy", "up", "down"} and changed != rows:
        assert 1 <= go_on_at <= len(changed)


def test_the_field_to_go_on_in_follows_the_row():
    posted = {f"options.{n}.text": text for n, text in enumerate("甲乙丙", 1)}
    form = read_form(MultiDict({"kind": "single_choice", "key": "3", **posted}), {})
    assert act_on_rows(form, "up:options:3") == "options-2-text"
    assert [(each.text, each.is_key) for each in form.options] == [
        ("甲", False),
        ("丙", True),
        ("乙", False),
    ]
