"""The banks of the shipped course: enough of everything, spread as the standard asks, no cues."""

import json
import re
import runpy
import sys
from collections import Counter

import pytest

from quizzes.blueprints.coverage import HIGHER, HIGHER_AT_LEAST, REMEMBER_AT_MOST, items_required
from quizzes.blueprints.indicators import ITEMS_REQUIRED_FOR_INDICATOR
from quizzes.blueprints.pools import CHECKS_WITHOUT_REPEAT, check_maximum, check_pool
from quizzes.delivery.offers import DEFAULTS
from quizzes.delivery.terms import Purpose
from quizzes.items.content import HIGHEST_OF_RECALL, Cognitive, Kind, to_mapping
from quizzes.items.flaws import FlawLevel, item_flaws
from quizzes.items.flaws.bank import bank_flaws
from quizzes.items.flaws.citations import citation_flaws
from quizzes.items.flaws.likeness import TWINS, TWINS_ACROSS_BANKS, alike
from quizzes.items.flaws.measures import width
from quizzes.items.formats.jsonl import choice_lines
from quizzes.items.formats.plain_yaml import read_plain_yaml
from quizzes.items.formats.yaml_bank import Bank
from quizzes.mastery.policy import ITEMS_TO_PLACE_A_BAR
from tests.courses.conftest import STANDARD
from webapp.shipped import bank_files, cited_texts, shipped_panel


def test_every_knowledge_and_skill_has_its_bank(banks, indicators):
    assert banks.keys() == indicators.keys()


def test_every_bank_is_large_enough(banks, blocks):
    tasks = Counter(
        code
        for code in {(task, c.code) for task, b in blocks for c in (*b.knowledge, *b.skills)}
        for code in code[1:]
    )
    short = {c: len(bank) for c, bank in banks.items() if len(bank) < items_required(tasks[c])}
    assert short == {}
    assert sum(map(len, banks.values())) >= 1150


def test_a_check_can_be_taken_three_times_without_an_item_twice(banks):
    settings = DEFAULTS[Purpose.MODULE_CHECK]
    for code, bank in banks.items():
        for first_id in range(6):  # wherever the ids of the bank begin
            ids = set(range(first_id, first_id + len(bank)))
            most = check_maximum(ids, minimum=settings.item_minimum, maximum=settings.item_maximum)
            assert most >= 8, code
            assert CHECKS_WITHOUT_REPEAT * most <= len(check_pool(ids)), code


@pytest.mark.parametrize(
    ("least", "kinds"),
    [
        (60, [Kind.NUMERIC]),
        (40, [Kind.ORDERING, Kind.MATCHING]),
        (25, [Kind.CASE]),
        (30, [Kind.MULTIPLE_CHOICE]),
    ],
)
def test_there_are_enough_of_each_kind(items, least, kinds):
    found = [
        item
        for item in items
        if item.kind in kinds and (item.kind is not Kind.NUMERIC or item.variables)
    ]
    assert len(found) >= least


def test_a_case_has_its_document_and_three_to_five_questions(items):
    for item in items:
        if item.kind is Kind.CASE:
            assert 3 <= len(item.questions) <= 5, item.attributes.code
            assert item.document or item.figures, item.attributes.code


def test_the_levels_of_thinking_are_mixed(banks):
    for code, bank in banks.items():
        levels = Counter(item.attributes.cognitive for item in bank)
        assert levels[Cognitive.REMEMBER] <= REMEMBER_AT_MOST * len(bank), code
        assert sum(levels[level] for level in HIGHER) >= HIGHER_AT_LEAST * len(bank), code
        for level in (Cognitive.UNDERSTAND, *HIGHER):
            assert levels[level], (code, level)


def test_every_indicator_is_served(banks, indicators):
    served = Counter(
        code for bank in banks.values() for i in bank for code in i.attributes.indicators
    )
    every = {code for codes in indicators.values() for code in codes}
    assert {
        code: served[code] for code in every if served[code] < ITEMS_REQUIRED_FOR_INDICATOR
    } == {}


def test_every_bank_serves_every_indicator_of_its_tasks_and_no_other(banks, indicators):
    for code, bank in banks.items():
        served = {each for item in bank for each in item.attributes.indicators}
        assert served == set(indicators[code]), code


def test_an_item_supports_a_level_of_its_tasks(banks, blocks):
    for code, bank in banks.items():
        levels = {
            block.level for _task, block in blocks
            if code in {c.code for c in (*block.knowledge, *block.skills)}
        }  # fmt: skip
        for item in bank:
            attributes = item.attributes
            if attributes.is_recall:
                assert attributes.own_level <= HIGHEST_OF_RECALL, attributes.code
            else:
                assert attributes.own_level in levels, attributes.code
            assert attributes.angoff.keys() <= levels, attributes.code


def test_no_item_has_an_open_flaw(banks, indicators):
    texts = cited_texts(STANDARD)
    open_ones = []
    for code, bank in banks.items():
        for item in bank:
            flaws = [*item_flaws(item, competency=code), *citation_flaws(item, texts)]
            open_ones += [(item.attributes.code, each.code) for each in flaws if each.is_open]
        for found in bank_flaws(bank, competency=code, indicators=indicators[code]):
            if found.level is not FlawLevel.INFO:
                open_ones.append((code, found.code))
    assert open_ones == []


def test_no_two_items_are_twins(banks, items):
    inside = [pair for bank in banks.values() for pair in alike(bank, from_share=TWINS)]
    assert inside == []
    assert list(alike(items, from_share=TWINS_ACROSS_BANKS)) == []


def test_every_code_is_given_once(items):
    codes = Counter(item.attributes.code for item in items)
    assert [code for code, count in codes.items() if count > 1] == []


def choices(items):
    """Every single choice, those of cases too."""
    return [q for i in items for q in (i, *i.questions) if q.kind is Kind.SINGLE_CHOICE]


def place_of_key(choice) -> int:
    return next(place for place, option in enumerate(choice.options) if option.key)


def test_the_key_stands_in_every_place_as_often(items):
    of_four = [place_of_key(each) for each in choices(items) if len(each.options) == 4]
    shares = [of_four.count(place) / len(of_four) for place in range(4)]
    assert max(shares) <= 0.30
    assert min(shares) >= 0.20


def test_the_key_is_the_longest_as_often_as_chance_says(items):
    every = choices(items)
    chance = sum(1 / len(each.options) for each in every) / len(every)
    for sign in (1, -1):
        hits = 0.0
        for each in every:
            widths = [sign * width(option.text) for option in each.options]
            best = [place for place, value in enumerate(widths) if value == max(widths)]
            hits += (place_of_key(each) in best) / len(best)
        assert abs(hits / len(every) - chance) <= 0.05


# The tool leaves its file open.
@pytest.mark.filterwarnings("ignore::ResourceWarning")
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_looks_alone_find_no_key(banks, shared, tmp_path, monkeypatch, capsys):
    paper, report = tmp_path / "choices.jsonl", tmp_path / "report.json"
    lines = [line for c, bank in banks.items() for line in choice_lines(Bank(STANDARD, c, bank))]
    paper.write_text("\n".join(lines), encoding="utf-8")
    options = [str(paper), "--no-clf", "--gate", "0.05", "--json", str(report)]
    monkeypatch.setattr(sys, "argv", ["testwise", *options])
    with pytest.raises(SystemExit) as left:
        runpy.run_path(str(shared / "tools" / "testwise.py"), run_name="__main__")
    assert left.value.code == 0, capsys.readouterr().out
    lifts = {
        each["strategy"]: each["lift"] for each in json.loads(report.read_text())["strategies"]
    }
    assert {name: lift for name, lift in lifts.items() if lift > 0.05} == {}


def test_every_item_was_rated_by_the_whole_panel(items):
    judges = len(shipped_panel(STANDARD).judges)
    assert judges >= 3
    unrated = [i.attributes.code for i in items if not i.attributes.angoff]
    by_others = [
        item.attributes.code
        for item in items
        for shares in item.attributes.angoff.values()
        if len(shares) != judges
    ]
    assert (unrated, by_others) == ([], [])


def test_what_two_levels_ask_for_has_a_bar_for_each(banks, blocks):
    asked: dict[str, set[int]] = {}
    for _task, block in blocks:
        for each in (*block.knowledge, *block.skills):
            asked.setdefault(each.code, set()).add(block.level)
    both = {code: levels for code, levels in asked.items() if len(levels) > 1}
    assert len(both) == 16
    for code, levels in both.items():
        rated = [i.attributes.angoff for i in banks[code] if i.attributes.angoff.keys() == levels]
        assert len(rated) >= 2 * ITEMS_TO_PLACE_A_BAR, code
        for shares in rated:
            pairs = zip(shares[min(levels)], shares[max(levels)], strict=True)
            assert all(lower <= higher for lower, higher in pairs), code


def test_ratings_are_stored_as_the_bank_writes_them(items):
    written = {
        entry["id"]: entry["angoff"]
        for file in bank_files(STANDARD)
        for entry in read_plain_yaml(file.read_text(encoding="utf-8"))["items"]
    }
    assert {i.attributes.code: to_mapping(i)["angoff"] for i in items} == written


def test_a_figure_of_the_year_says_how_long_it_holds(items):
    yearly = re.compile(r"2\.11 ?[%％]|29,?500 ?元")
    forgotten = [
        item.attributes.code
        for item in items
        if yearly.search(str(item)) and item.attributes.valid_until is None
    ]
    assert forgotten == []
