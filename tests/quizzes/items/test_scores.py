"""What each kind gives credit for, and what it tells afterwards."""

import pytest

from quizzes.errors import InvalidResponseError
from quizzes.items import kinds
from quizzes.items.content import Kind
from quizzes.items.kinds.raw import raw_response
from tests.quizzes.items.answers import right_raw
from tests.quizzes.items.examples import SECRET, example, seeded


class Sitting:
    """One item put to one trainee."""

    def __init__(self, kind: Kind, **changes) -> None:
        self.content = example(kind, **changes)
        self.presentation = kinds.present(self.content, seeded(2))
        self.question = kinds.question(self.content, self.presentation)
        self.ids = {choice.text: choice.id for choice in self.question.choices}

    def response(self, raw):
        return kinds.read_response(self.presentation, raw)

    def score(self, raw) -> float:
        return kinds.score(self.content, self.presentation, self.response(raw))

    def reveal(self, raw):
        return kinds.reveal(self.content, self.presentation, self.response(raw))


@pytest.mark.parametrize(
    ("chosen", "score"),
    [
        (["場租訂金", "設計費第一期款"], 1),
        (["場租訂金"], 0.5),
        (["場租訂金", "設計費第一期款", "會計師簽證費"], 0.5),
        (["場租訂金", "售票手續費"], 0),
        (["會計師簽證費", "售票手續費"], 0),
        (["場租訂金", "設計費第一期款", "會計師簽證費", "售票手續費"], 0),
    ],
)
def test_multiple_choice_counts_keys_less_distractors(chosen, score):
    sitting = Sitting(Kind.MULTIPLE_CHOICE)
    assert sitting.score([sitting.ids[text] for text in chosen]) == score


def test_single_choice_takes_one_option_of_this_presentation():
    sitting = Sitting(Kind.SINGLE_CHOICE)
    ids = list(sitting.ids.values())
    for raw in (ids[:2], "zzzzzz", ["1"], {"a": "b"}, 3, True):
        with pytest.raises(InvalidResponseError):
            sitting.response(raw)
    assert sitting.response([ids[0]]) == {"chosen": [ids[0]]}


def test_the_feedback_of_the_chosen_option_is_told_and_of_no_other():
    sitting = Sitting(Kind.SINGLE_CHOICE)
    revealed = sitting.reveal(sitting.ids["費用付清了，直接對外授權"])
    assert revealed.feedback == (f"{SECRET}付酬金不等於移轉",)
    assert [option.text for option in revealed.options if option.is_key] == [revealed.answer]
    assert [bool(option.feedback) for option in revealed.options if not option.is_chosen] == [
        False,
        False,
    ]


@pytest.mark.parametrize(
    ("order", "score"),
    [
        (["裝台", "調燈", "技排", "彩排", "首演"], 1),
        (["調燈", "裝台", "技排", "彩排", "首演"], 0.8),
        (["首演", "彩排", "技排", "調燈", "裝台"], 0),
        (["首演", "裝台", "調燈", "技排", "彩排"], 0.2),
    ],
)
def test_ordering_counts_pairs_in_order_less_pairs_out_of_order(order, score):
    sitting = Sitting(Kind.ORDERING)
    ids = [sitting.ids[step] for step in order]
    assert sitting.score(ids) == pytest.approx(score)
    places = {name: str(place) for place, name in enumerate(ids, 1)}
    assert sitting.score(places) == pytest.approx(score)


def test_every_step_needs_a_place_of_its_own():
    sitting = Sitting(Kind.ORDERING)
    ids = list(sitting.ids.values())
    for raw in (ids[:4], [*ids[:4], ids[0]], dict.fromkeys(ids, "1"), dict.fromkeys(ids, "x")):
        with pytest.raises(InvalidResponseError):
            sitting.response(raw)


def test_matching_counts_each_pair_and_tells_what_belongs_together():
    sitting = Sitting(Kind.MATCHING)
    raw = right_raw(sitting.content, sitting.presentation)
    hotel = next(prompt.id for prompt in sitting.question.prompts if prompt.text == "向旅館訂房")
    revealed = sitting.reveal(raw | {hotel: sitting.ids["估價單"]})
    assert revealed.score == pytest.approx(2 / 3)
    assert revealed.feedback == (f"{SECRET}旅館開發票",)
    part = next(part for part in revealed.parts if part.label == "向旅館訂房")
    assert (part.given, part.answer, part.is_right) == ("估價單", "統一發票", False)
    assert sitting.score({hotel: ""}) == 0


def test_cloze_counts_each_gap():
    sitting = Sitting(Kind.CLOZE)
    assert sitting.question.passage == (
        "稅款要在次月 ",
        " 日以前繳庫；補充保險費在 ",
        " 以前繳納。",
    )
    wrong = next(c.id for c in sitting.question.gaps[1].choices if c.text == "次月十日")
    revealed = sitting.reveal({"1": "十", "2": wrong})
    assert revealed.score == 0.5
    assert revealed.feedback == (f"{SECRET}那是稅款",)
    assert sitting.score({"1": "十"}) == 0.5
    assert sitting.reveal(["5", ""]).feedback == (f"{SECRET}每月十日前",)


@pytest.mark.parametrize(
    "typed", ["台灣協會", " 臺灣 協會 ", "臺灣協會。", "機密must".replace("u", "ü")]
)
def test_short_text_is_the_same_once_folded(typed):
    assert Sitting(Kind.SHORT_TEXT).score(typed) == 1


def test_short_text_names_a_known_misstep():
    sitting = Sitting(Kind.SHORT_TEXT)
    assert sitting.reveal("智慧財產局").feedback == (f"{SECRET}它審議費率",)
    assert sitting.score("別的") == 0
    with pytest.raises(InvalidResponseError):
        sitting.response("長" * 201)


@pytest.mark.parametrize(
    ("tolerance", "typed", "score"),
    [
        ("0", "100", 1),
        ("0", "100.5", 0),
        ("5", "95", 1),
        ("5", "94.9", 0),
        ("1%", "101", 1),
        ("1%", "101.1", 0),
    ],
)
def test_numeric_is_right_within_its_tolerance(tolerance, typed, score):
    changes = {"variables": {}, "stem": "場租要編多少元？", "missteps": [], "rationale": "一百元"}
    sitting = Sitting(Kind.NUMERIC, answer=100, tolerance=tolerance, **changes)
    assert sitting.score(typed) == score


def test_numeric_names_the_misstep_behind_a_wrong_figure():
    sitting = Sitting(Kind.NUMERIC)
    values = {name: int(text) for name, text in sitting.presentation["values"].items()}
    revealed = sitting.reveal(f"{values['seats'] * values['price']:,} 元")
    assert revealed.score == 0
    assert revealed.feedback == (f"{SECRET}只算了一場",)
    assert revealed.answer == f"{values['seats'] * values['shows'] * values['price']:,} 元"
    with pytest.raises(InvalidResponseError, match="figure"):
        sitting.response("很多")


def test_a_case_scores_the_mean_of_its_questions_with_one_draw_for_all():
    sitting = Sitting(Kind.CASE)
    rent = int(sitting.presentation["values"]["rent"])
    assert sitting.question.document == f"場租 {rent:,} 元。"
    raw = right_raw(sitting.content, sitting.presentation)
    assert sitting.score([raw[0], "", "", ""]) == 0.25
    revealed = sitting.reveal([raw[0], None, None, None])
    assert revealed.questions[0].rationale == f"{SECRET}{rent:,} × 10% ＝ {rent // 10:,} 元。"
    assert [part.is_right for part in revealed.questions] == [True, False, False, False]


def test_a_form_delivers_the_same_as_json():
    sitting = Sitting(Kind.CASE)
    raw = right_raw(sitting.content, sitting.presentation)
    fields = [("csrf_token", "x"), ("answer.1", raw[0]), ("answer.2", raw[1])]
    fields += [(f"answer.3.{left}", right) for left, right in raw[2].items()]
    fields += [(f"answer.4.{place}", each) for place, each in enumerate(raw[3], 1)]
    assert sitting.score(raw_response(fields)) == 1
    assert raw_response([("answer", "a"), ("answer", "b"), ("answer.1", "c")]) == ["a", "b"]
    assert raw_response([("answer.1", "c"), ("answer", "b")]) == {"1": ["c"]}
    assert raw_response([("other", "c")]) is None
