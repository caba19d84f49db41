from pathlib import Path

import pytest

from quizzes.items.content import Kind
from quizzes.items.formats.plain_yaml import write_plain_yaml
from quizzes.items.formats.yaml_bank import Bank, read_bank, write_bank
from tests.quizzes.items.examples import example, mapping_of

BANKS = sorted((Path(__file__).parents[4] / "quizzes" / "banks").glob("*/*.yaml"))


def bank_text(*entries, **header) -> str:
    return write_plain_yaml(
        {"standard": "APA2654-001v2", "competency": "K29", "items": list(entries)} | header
    )


def every_kind() -> tuple:
    return tuple(example(kind, id=f"K29-{n:02}") for n, kind in enumerate(Kind, 1))


def test_a_bank_of_every_kind_survives_being_written():
    bank = Bank("APA2654-001v2", "K29", every_kind())
    reading = read_bank(write_bank(bank), file="K29.yaml")
    assert reading.problems == ()
    assert reading.bank == bank


def test_a_problem_names_file_item_and_field_in_both_languages():
    broken = mapping_of(Kind.SINGLE_CHOICE) | {"level": 9}
    reading = read_bank(
        bank_text(mapping_of(Kind.NUMERIC) | {"id": "K29-01"}, broken), file="K29.yaml"
    )
    [found] = reading.problems
    assert (found.file, found.item, found.field) == ("K29.yaml", "K29-07", "level")
    assert (found.wording.zh, found.wording.en) == ("要是 1 到 6 的整數", "A whole number, 1 to 6")
    assert [item.attributes.code for item in reading.bank.items] == ["K29-01"]


@pytest.mark.parametrize(
    ("text", "item", "field"),
    [
        ("a: [", "", ""),
        ("- a", "", ""),
        (bank_text(), "", "items"),
        (bank_text(items={}), "", "items"),
        (bank_text(standard=""), "", "standard"),
        (bank_text(competency="知識"), "", "competency"),
        (bank_text(author="x"), "", "author"),
        (bank_text("甲"), "#1", ""),
        (bank_text(mapping_of(Kind.NUMERIC) | {"id": ""}), "#1", "id"),
        (bank_text(mapping_of(Kind.NUMERIC) | {"id": "K30-01"}), "K30-01", "id"),
        (bank_text(mapping_of(Kind.NUMERIC), mapping_of(Kind.NUMERIC)), "K29-07", "id"),
        (bank_text(mapping_of(Kind.NUMERIC) | {"anwser": 1}), "K29-07", "anwser"),
    ],
)
def test_what_is_wrong_with_a_bank_is_told(text, item, field):
    found = [(problem.item, problem.field) for problem in read_bank(text, file="K29.yaml").problems]
    assert (item, field) in found


def test_a_text_that_a_comma_cut_in_two_is_explained():
    text = bank_text(mapping_of(Kind.ORDERING)).replace(
        "sources:", "figures:\n  - {alt: 要 2,000 元, image: a.svg}\n  sources:"
    )
    assert any("引號" in found.wording.zh for found in read_bank(text, file="K29.yaml").problems)


@pytest.mark.parametrize("file", BANKS, ids=lambda file: file.name)
def test_a_shipped_bank_is_well_formed(file):
    reading = read_bank(file.read_text(encoding="utf-8"), file=file.name)
    assert reading.problems == ()
    assert reading.bank.standard == file.parent.name
    assert reading.bank.competency == file.stem
