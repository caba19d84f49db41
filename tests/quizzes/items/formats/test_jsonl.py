import json
import runpy
import sys

import pytest

from quizzes.items.content import Kind
from quizzes.items.formats.jsonl import choice_lines, item_lines
from quizzes.items.formats.yaml_bank import Bank
from tests.quizzes.items.examples import example

BANK = Bank("APA2654-001v2", "K29", tuple(example(k, id=f"K29-{n:02}") for n, k in enumerate(Kind)))


def test_each_item_is_one_line_with_the_agreed_fields():
    lines = [json.loads(line) for line in item_lines(BANK)]
    assert len(lines) == len(Kind)
    assert all(
        list(line)
        == [
            "id",
            "competency",
            "kind",
            "stem",
            "options",
            "key",
            "cognitive",
            "level",
            "indicators",
            "sources",
        ]
        for line in lines
    )
    assert {line["kind"]: line["key"] for line in lines} == {
        "single_choice": 0,
        "multiple_choice": [0, 1],
        "numeric": None,
        "ordering": [0, 1, 2, 3, 4],
        "matching": None,
        "cloze": None,
        "short_text": None,
        "case": None,
    }
    assert lines[0]["sources"] == [{"law": "著作權法", "article": "第12條", "as_of": "2022-06-15"}]
    assert lines[0]["competency"] == "K29"


def test_the_choices_of_a_case_have_lines_of_their_own():
    lines = [json.loads(line) for line in choice_lines(BANK)]
    case = next(item for item in BANK.items if item.kind is Kind.CASE)
    choices = [n for n, q in enumerate(case.questions, 1) if q.kind is Kind.SINGLE_CHOICE]
    assert choices
    code = case.attributes.code
    assert [line["id"] for line in lines] == ["K29-00", *(f"{code}.{n}" for n in choices)]
    assert all(line["kind"] == "single_choice" for line in lines)
    assert all(line["options"][line["key"]] for line in lines)
    assert lines[1]["indicators"] == list(case.attributes.indicators)


# The tool leaves its file open.
@pytest.mark.filterwarnings("ignore::ResourceWarning")
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_solver_of_choices_can_read_the_lines(shared, tmp_path, monkeypatch, capsys):
    bank = tmp_path / "bank.jsonl"
    bank.write_text("\n".join(choice_lines(BANK)), encoding="utf-8")
    monkeypatch.setattr(sys, "argv", ["testwise", str(bank), "--no-clf"])
    with pytest.raises(SystemExit) as left:
        runpy.run_path(str(shared / "tools" / "testwise.py"), run_name="__main__")
    assert left.value.code == 0
    assert "2 items" in capsys.readouterr().out
