from curriculum.icap.excerpts import excerpt
from curriculum.icap.source import Paragraph, Place
from tests.factories.documents import two_names


def lines(*texts):
    return [Paragraph(text, Place(line=n)) for n, text in enumerate(texts, start=1)]


LONG = lines(
    *(f"第 {n} 行" for n in range(1, 21)), "S01 估價與詢價能力 K01 知識", "", "後面", "S01 估價能力"
)


def test_a_code_with_several_names_shows_each_of_its_lines():
    shown = excerpt(LONG, two_names(place=Place(line=24)))
    assert [(line.number, line.marked) for line in shown if line.is_hit] == [
        (21, "S01 估價與詢價能力"),
        (24, "S01 估價能力"),
    ]


def test_blank_lines_are_left_out_and_other_lines_named_as_a_gap():
    text = lines("S01 甲", "", "一", "二", "三", "S01 乙")
    shown = excerpt(text, two_names(place=Place(line=1), text="S01 甲"))
    assert [(line.number, line.last, line.is_gap) for line in shown] == [
        (1, None, False), (3, None, False), (4, 5, True), (6, None, False),
    ]  # fmt: skip


def test_one_place_is_shown_with_what_is_around_it():
    finding = two_names(code="no-output", place=Place(line=10), text="第 10 行和別頁的字")
    shown = excerpt(LONG, finding)
    assert [line.number for line in shown] == list(range(7, 16))
    assert [line.marked for line in shown if line.is_hit] == ["第 10 行"]


def test_a_finding_without_a_place_has_no_excerpt():
    assert excerpt(LONG, two_names(place=Place(table=1, row=2))) == ()
