from dataclasses import replace

import pytest

from quizzes.items.content import ItemContent, Kind
from quizzes.items.flaws import FlawLevel, item_flaws
from quizzes.items.reading import item_from_mapping
from tests.quizzes.items.examples import example, mapping_of


def codes(content: ItemContent) -> dict[str, str]:
    return {flaw.code: flaw.level.value for flaw in item_flaws(content, competency="K29")}


def choice(*texts: str, key: int = 0, **changes) -> ItemContent:
    options = [
        {"text": text, "key": place == key, "feedback": "誤以為如此"}
        for place, text in enumerate(texts)
    ]
    return example(Kind.SINGLE_CHOICE, options=options, **changes)


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind is not Kind.MATCHING])
def test_a_good_item_has_no_flaw(kind):
    assert codes(example(kind)) == {}


@pytest.mark.parametrize(
    ("content", "code", "level"),
    [
        (choice("先問作曲家再回覆廣告公司的人", "直接授權", "不回覆"), "long_key", "W"),
        (choice("甲方案", "乙方案", "以上皆是"), "all_or_none", "E"),
        (choice("甲方案", "乙方案", "以上皆非。"), "all_or_none", "E"),
        (choice("甲方案", "乙方案", "全對"), "all_or_none", "E"),
        (choice("Plan A", "Plan B", "None of the above"), "all_or_none", "E"),
        (choice("留在臺北", "留在台北", "去高雄"), "equal_options", "E"),
        (choice("先簽約再排練", "先簽約再排練並付訂金", "只排練"), "contained_option", "W"),
        (choice("10 到 20 天", "15 到 30 天", "40 到 50 天"), "overlapping_range", "W"),
        (choice("10 天以上", "20 天以上", "5 天以下"), "overlapping_range", "W"),
        (choice("先問作曲家", "劇團絕對可以", "製作人決定"), "absolute_term", "W"),
        (choice("Ask him first", "It is always free", "The boss decides"), "absolute_term", "W"),
        (choice("談妥酬金", "先排練", "先宣傳"), "clang", "W"),
        (choice("100 元", "50 元", "200 元"), "unordered_numbers", "I"),
        (choice("50 元", "100 元", "200 元"), "unordered_numbers", "I"),
        (choice("50 元", "100 天", "200 元", shuffle=False), "mixed_units", "I"),
        (choice("售票系統與結算報表", "售票系統", "結算報表"), "convergence", "I"),
        (choice("甲", "乙", stem="為何？"), "stem_length", "W"),
        (choice("甲", "乙", stem="長" * 151 + "？"), "stem_length", "W"),
        (choice("甲", "乙", stem="劇團的著作財產權與作曲家"), "not_a_question", "W"),
        (choice("甲", "乙", stem="下列何者不是執行製作的工作？"), "negative_stem", "W"),
        (choice("甲", "乙", stem="哪一項敘述錯誤，要改寫？"), "negative_stem", "W"),
        (choice("甲", "乙", stem="Which is not the producer's work?"), "negative_stem", "W"),
        (choice("甲", "乙", stem="下列何者不是執行製作不能做的？"), "double_negative", "E"),
        (choice("甲", "乙", stem="哪一項工作製作人不得不親自做？"), "double_negative", "E"),
        (choice("甲", "乙", stem="用戶的信息存在哪裡才對？"), "mainland_term", "W"),
        (choice("甲", "乙", stem="劇團付了訂金,接著要做什麼?"), "halfwidth_punctuation", "W"),
        (choice("甲", "乙", stem="劇團(甲方)接著要做什麼？"), "halfwidth_punctuation", "W"),
        (example(Kind.SINGLE_CHOICE, rationale=""), "no_rationale", "E"),
        (example(Kind.SINGLE_CHOICE, sources=[]), "no_source", "E"),
        (example(Kind.SINGLE_CHOICE, sources=[{"law": "著作權法"}]), "no_source_date", "E"),
        (example(Kind.SINGLE_CHOICE, cognitive=None), "no_cognitive", "E"),
        (example(Kind.SINGLE_CHOICE, level=None), "no_level", "E"),
        (example(Kind.SINGLE_CHOICE, indicators=[]), "no_indicator", "E"),
        (example(Kind.SINGLE_CHOICE, angoff=[]), "no_angoff", "I"),
        (example(Kind.SINGLE_CHOICE, cognitive="remember"), "recall_level", "E"),
        (example(Kind.SINGLE_CHOICE, angoff={"3": [0.8], "4": [0.7]}), "falling_ratings", "W"),
        (
            example(Kind.CLOZE, angoff={"2": [0.6], "3": [0.7], "4": [0.65]}),
            "falling_ratings",
            "W",
        ),
    ],
)
def test_each_rule_finds_its_flaw(content, code, level):
    assert codes(content).get(code) == level


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (choice("先問作曲家再回覆", "直接授權廣告公司", "不回覆"), "long_key"),
        (choice("領據單", "發票", "收據"), "long_key"),
        (choice("10 到 20 天", "20 到 30 天", "30 到 50 天"), "overlapping_range"),
        (choice("絕對要問作曲家", "絕對可以", "製作人決定"), "absolute_term"),
        (choice("先問作曲家", "所有權歸劇團", "製作人決定"), "absolute_term"),
        (choice("談妥酬金", "付清酬金", "先宣傳"), "clang"),
        (choice("50 元", "100 元", "200 元", shuffle=False), "unordered_numbers"),
        (choice("甲", "乙", stem="下列何者**不**是執行製作的工作？"), "negative_stem"),
        (choice("甲", "乙", stem="哪一則通知最不容易出錯？"), "negative_stem"),
        (choice("甲", "乙", stem="哪些欄位對「能不能用」最有幫助？"), "negative_stem"),
        (choice("甲", "乙", stem="由最粗略到最確定，排出各階段的數字。"), "not_a_question"),
        (choice("甲", "乙", stem="| 甲 | 乙 |\n" * 40 + "\n表裡少了哪一筆？"), "stem_length"),
        (choice("甲", "乙", stem="開放所有人在線上表格編輯好嗎？"), "mainland_term"),
        (choice("甲", "乙", stem="場次是 10:30 和 A, B 兩場，幾點到？"), "halfwidth_punctuation"),
        (example(Kind.SINGLE_CHOICE, sources=[{"title": "專業共識"}]), "no_source_date"),
        (example(Kind.SINGLE_CHOICE, cognitive="remember", level=3), "recall_level"),
        (example(Kind.SINGLE_CHOICE, angoff={"3": [0.7], "4": [0.7]}), "falling_ratings"),
    ],
)
def test_what_only_looks_like_a_flaw_is_none(content, code):
    assert code not in codes(content)


def test_a_flaw_tells_its_field_its_measure_and_both_languages():
    [flaw] = item_flaws(
        choice("先問他的意思再回覆廣告公司的人", "直接授權", "不回覆"), competency="K29"
    )
    assert flaw.field == "options[1].text"
    assert flaw.measure is not None
    assert flaw.measure.zh == "15 字／4 字"
    assert flaw.wording.zh == "正確選項比次長的選項長 3.8 倍"
    assert flaw.wording.en == "The key is 3.8 times as long as the next longest option"


def test_a_distractor_without_feedback_is_named():
    mapping = mapping_of(Kind.SINGLE_CHOICE)
    del mapping["options"][2]["feedback"]
    [flaw] = item_flaws(item_from_mapping(mapping), competency="K29")
    assert (flaw.code, flaw.level) == ("no_feedback", FlawLevel.ERROR)
    assert flaw.field == "options[3].feedback"
    assert flaw.wording.zh == "第 3 個選項還沒寫回饋"


def test_an_item_without_competency_is_incomplete():
    assert [flaw.code for flaw in item_flaws(example(Kind.ORDERING), competency="")] == [
        "no_competency"
    ]


def test_a_warning_may_stay_for_a_reason_and_an_error_may_not():
    content = choice(
        "談妥酬金", "以上皆是", "先宣傳", keep={"clang": "主題", "all_or_none": "想留"}
    )
    kept = {flaw.code: (flaw.kept, flaw.is_open) for flaw in item_flaws(content, competency="K29")}
    assert kept["clang"] == ("主題", False)
    assert kept["all_or_none"] == ("", True)


def test_the_questions_of_a_case_are_examined_too():
    content = example(Kind.CASE)
    [first, second, *rest] = content.questions
    longer = replace(second.options[0], text=second.options[0].text * 2)
    changed = replace(second, options=(longer, *second.options[1:]))
    flawed = replace(content, questions=(replace(first, rationale=""), changed, *rest))
    assert {flaw.field for flaw in item_flaws(flawed, competency="K29")} == {
        "questions[1].rationale",
        "questions[2].options[1].text",
    }


def test_the_sources_of_a_case_may_stand_with_its_questions():
    content = example(Kind.CASE, sources=[])
    assert "no_source" in codes(content)
    sources = example(Kind.ORDERING).sources
    parts = tuple(replace(part, sources=sources) for part in content.questions)
    assert "no_source" not in codes(replace(content, questions=parts))


def test_english_items_are_not_held_to_chinese_usage():
    content = choice("甲", "乙", stem="用戶,信息？", language="en")
    assert {"mainland_term", "halfwidth_punctuation"}.isdisjoint(codes(content))
