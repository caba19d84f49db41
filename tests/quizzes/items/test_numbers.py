from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.items.folding import folded, tidy
from quizzes.items.numbers import exact, plain_decimal, printed, rounded, typed_number


@pytest.mark.parametrize(
    ("typed", "unit", "value"),
    [
        ("72000", "元", 72000),
        ("72,000", "元", 72000),
        ("７２，０００", "元", 72000),
        ("72,000 元", "元", 72000),
        ("NT$72,000", "元", 72000),
        ("nt$ 72000元", "元", 72000),
        ("7.2 萬", "元", 72000),
        ("7.2萬元", "元", 72000),
        ("7.2", "萬元", Fraction(72, 10)),
        ("7.2 萬", "萬元", Fraction(72, 10)),
        ("７２席", "席", 72),
        ("-3.5", "", Fraction(-7, 2)),
        ("−3", "", -3),
        (".5", "", Fraction(1, 2)),
        ("65 ％", "%", 65),
        ("65%", "％", 65),
        ("65%", "", Fraction(65, 100)),
        ("1,234,567.89", "", Fraction(123456789, 100)),
        ("７２，０００．５", "", Fraction(144001, 2)),
        ("3。5", "公尺", Fraction(7, 2)),
        ("72 000", "元", 72000),
        ("1　234　567", "", 1234567),
        (" 72000\t", "元", 72000),
        ("72,000元整", "元", 72000),
        ("Nt$72,000", "元", 72000),
        ("＄７２０", "元", 720),
        ("2億", "元", 200_000_000),
        ("20㎡", "㎡", 20),
        ("+5", "", 5),
        ("007", "", 7),
        ("30分", "分鐘", 30),
    ],
)
def test_a_figure_is_read_as_people_type_it(typed, unit, value):
    assert typed_number(typed, unit) == value


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "元",
        "很多",
        "7,20",
        "72,00",
        "1,2,3",
        "1.2.3",
        "12abc",
        "7 2席x",
        "１．２．３",
        "1e5",
        "--3",
        "∞",
        "七萬",
        "7萬2千",
        "1,23,4",
        "1,,234",
        "1234,567",
        ",500",
        "500,",
        "72、000",
        "7 2",
        "72 00",
        "1..2",
        "5.",
        "3.5,000",
        "10²",
        "①",
        "½",
        "٣",
        "0x10",
        "12/5",
        "3-5",
        "72,000,",
        "九",
        "1" * 16,
        ",".join(["1", *["000"] * 5]),
    ],
)
def test_what_is_no_figure_is_not_read(typed):
    assert typed_number(typed, "元") is None


@pytest.mark.parametrize(
    ("value", "form", "text"),
    [
        (Fraction(72000), "", "72000"),
        (Fraction(72000), ",", "72,000"),
        (Fraction(-72000), ",", "-72,000"),
        (Fraction(1, 3), "", "0.3333"),
        (Fraction(5, 2), "", "2.5"),
        (Fraction(5, 2), ".0", "3"),
        (Fraction(12345678, 1000), ",.2", "12,345.68"),
        (Fraction(65, 100), "%", "65%"),
        (Fraction(1, 3), ".1%", "33.3%"),
        (Fraction(-1, 100000), "", "0"),
    ],
)
def test_a_figure_is_printed_in_its_form(value, form, text):
    assert printed(value, form) == text


@given(st.decimals(-(10**9), 10**9, places=4).map(Fraction))
def test_a_decimal_survives_being_stored_and_typed(value):
    text = plain_decimal(value)
    assert Fraction(text) == value
    assert typed_number(text) == value


def test_halves_are_rounded_away_from_zero():
    assert [rounded(Fraction(n, 2)) for n in (1, 3, -1, -3)] == [1, 2, -1, -2]
    assert exact(0.65) == Fraction(65, 100)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("臺北市", "台北市"),
        ("ＭＵＳＴ", "must"),
        (" 公開 演出 ", "公開演出"),
        ("1,000 元", "1000元"),
        ("「授權書」。", "授權書"),
    ],
)
def test_texts_are_the_same_once_folded(one, other):
    assert folded(one) == folded(other)


def test_folding_keeps_what_matters():
    assert folded("10,5") != folded("105")
    assert folded("授權") != folded("讓與")


def test_tidying_removes_what_nobody_sees():
    assert tidy("\ta\u200bb\x00\ud800 ") == "ab"
