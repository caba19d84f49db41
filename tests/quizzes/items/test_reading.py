import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.items.content import Kind, to_mapping
from quizzes.items.problems import MalformedItemError
from quizzes.items.reading import item_from_mapping, stored_item
from tests.quizzes.items.examples import example, mapping_of

KINDS = st.sampled_from(Kind)
TEXTS = (
    st.text("甲乙丙丁戊己庚辛一二三abc 123，。", min_size=1, max_size=20)
    .map(str.strip)
    .filter(bool)
)


def problems_of(mapping) -> dict[str, str]:
    with pytest.raises(MalformedItemError) as refused:
        item_from_mapping(mapping)
    return {found.field: found.wording.en for found in refused.value.problems}


@pytest.mark.parametrize("kind", list(Kind))
def test_an_item_survives_being_stored(kind):
    content = example(kind, keep={"clang": "主題"}, valid_until="2026-12-31")
    stored = json.loads(json.dumps(to_mapping(content)))
    assert item_from_mapping(stored) == content
    assert stored_item(stored) == content


@given(KINDS, TEXTS, TEXTS, st.lists(TEXTS, max_size=3), st.integers(1, 6))
def test_any_texts_survive_being_stored(kind, stem, rationale, indicators, level):
    changes = {"stem": stem, "rationale": rationale, "indicators": indicators, "level": level}
    content = example(kind, **changes)
    assert item_from_mapping(to_mapping(content)) == content


def test_all_problems_are_told_at_once():
    mapping = mapping_of(Kind.SINGLE_CHOICE) | {
        "level": 7,
        "cognitive": "guess",
        "angoff": [70],
        "stem": "",
        "options": [{"text": "甲"}, {"txt": "乙"}],
        "valid_until": "soon",
        "keep": {"clang": ""},
        "steps": ["甲"],
        "sources": [{"law": "著作權法", "title": "著作權法"}],
    }
    assert set(problems_of(mapping)) == {
        "level",
        "cognitive",
        "angoff",
        "stem",
        "options",
        "options[2].text",
        "options[2].txt",
        "valid_until",
        "keep.clang",
        "steps",
        "sources[1]",
    }


def test_a_problem_is_told_in_both_languages():
    with pytest.raises(MalformedItemError) as refused:
        item_from_mapping(mapping_of(Kind.SINGLE_CHOICE) | {"level": 7, "options": []})
    assert refused.value.wording.zh == "level：要是 1 到 6 的整數；options：要有 2 到 5 個選項"
    assert refused.value.wording.en == "level: A whole number, 1 to 6; options: 2 to 5 options"


@pytest.mark.parametrize(
    ("kind", "changes", "field"),
    [
        (Kind.SINGLE_CHOICE, {"kind": "essay"}, "kind"),
        (Kind.SINGLE_CHOICE, {"kind": None}, "kind"),
        (Kind.SINGLE_CHOICE, {"options": [{"text": "甲", "key": True}] * 6}, "options"),
        (Kind.SINGLE_CHOICE, {"options": ["甲", "乙"]}, "options[1]"),
        (Kind.SINGLE_CHOICE, {"options": "甲"}, "options"),
        (Kind.SINGLE_CHOICE, {"shuffle": "no"}, "shuffle"),
        (Kind.SINGLE_CHOICE, {"stem": 1.5}, "stem"),
        (Kind.SINGLE_CHOICE, {"stem": "a\x00b"}, "stem"),
        (Kind.SINGLE_CHOICE, {"stem": "長" * 8001}, "stem"),
        (Kind.SINGLE_CHOICE, {"indicators": "P1.1.1"}, "indicators"),
        (Kind.SINGLE_CHOICE, {"angoff": [True]}, "angoff"),
        (Kind.SINGLE_CHOICE, {"keep": ["clang"]}, "keep"),
        (Kind.SINGLE_CHOICE, {"answer": None}, "answer"),
        (
            Kind.MULTIPLE_CHOICE,
            {"options": [{"text": t, "key": True} for t in "甲乙丙"]},
            "options",
        ),
        (Kind.ORDERING, {"steps": ["甲", "乙"]}, "steps"),
        (Kind.ORDERING, {"steps": ["臺", "乙", "台"]}, "steps[3]"),
        (Kind.MATCHING, {"pairs": [{"left": "甲", "right": "乙"}] * 3}, "pairs[2].left"),
        (Kind.MATCHING, {"distractors": ["領據"]}, "distractors"),
        (Kind.MATCHING, {"distractors": list("甲乙丙丁戊")}, "distractors"),
        (Kind.MATCHING, {"pairs": [{"left": t, "right": "乙"} for t in "甲丙丁"]}, "pairs"),
        (Kind.CLOZE, {"text": "{{2}} 和 {{1}}"}, "text"),
        (Kind.CLOZE, {"text": "{{1}}"}, "text"),
        (Kind.CLOZE, {"gaps": [{"accepted": ["十"]}, {}]}, "gaps[2].options"),
        (Kind.CLOZE, {"gaps": [{"accepted": ["。"]}, {"accepted": ["十"]}]}, "gaps[1].accepted[1]"),
        (Kind.SHORT_TEXT, {"accepted": []}, "accepted"),
        (Kind.SHORT_TEXT, {"accepted": ["長" * 41]}, "accepted[1]"),
        (
            Kind.SHORT_TEXT,
            {"missteps": [{"answer": "台灣協會", "feedback": "錯"}]},
            "missteps[1].answer",
        ),
        (Kind.CASE, {"document": ""}, "document"),
        (Kind.CASE, {"questions": []}, "questions"),
        (Kind.CASE, {"options": []}, "options"),
    ],
)
def test_what_is_not_well_formed_is_told_with_its_field(kind, changes, field):
    assert field in problems_of(mapping_of(kind) | changes)


def test_the_questions_of_a_case_are_items_of_their_own():
    mapping = mapping_of(Kind.CASE)
    first = mapping["questions"][0]
    questions = [
        first | {"answer": "rents"},
        first | {"variables": {"x": {"choices": [1]}}},
        {"kind": "case", "stem": "又一個案例"},
        first | {"id": "K29-08"},
        first | {"figures": [{"alt": ""}], "sources": [{}]},
    ]
    assert {
        "questions[1].answer",
        "questions[2].variables",
        "questions[3].kind",
        "questions[4].id",
        "questions[5].figures[1].alt",
        "questions[5].sources[1]",
    } <= set(problems_of(mapping | {"questions": questions}))
