import copy
from random import Random

import pytest

from quizzes.items.flaws import item_flaws
from quizzes.items.formats.plain_yaml import read_plain_yaml
from quizzes.items.reading import unfinished_item
from webapp.shipped import bank_files, shipped_standards

RANDOM = Random(20261122)


def entries():
    for standard in shipped_standards():
        for file in bank_files(standard)[:6]:
            yield from read_plain_yaml(file.read_text(encoding="utf-8"))["items"]


def thinned(entry):
    """Leave out parts of an item, as an author who has not come to them yet."""
    kept = copy.deepcopy(entry)
    for name, value in entry.items():
        if name == "kind" or RANDOM.random() < 0.7:
            continue
        if not isinstance(value, list):
            kept[name] = ""
            continue
        kept[name] = [
            {key: part for key, part in each.items() if RANDOM.random() < 0.7}
            if isinstance(each, dict)
            else each
            for each in value
            if RANDOM.random() < 0.6
        ]
    return kept


@pytest.mark.parametrize("entry", list(entries()), ids=lambda entry: entry["id"])
def test_an_unfinished_item_can_always_be_examined(entry):
    for _ in range(8):
        content, _problems = unfinished_item(thinned(entry))
        assert content is not None
        item_flaws(content, competency="K01")


def test_what_cannot_be_read_is_empty_and_named():
    content, problems = unfinished_item({"kind": "single_choice", "options": [{"feedback": "x"}]})
    assert content.options[0].text == ""
    assert {"stem", "options[1].text", "options"} <= {each.field for each in problems}
