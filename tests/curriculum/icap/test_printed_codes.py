import pytest
from hypothesis import given
from hypothesis import strategies as st

from curriculum.icap.printed_codes import FlatWidths, Oddity, flat_code, flat_widths, tree_code

TWO = FlatWidths((("K", 2), ("S", 2)))


@pytest.mark.parametrize(
    ("text", "letter", "code", "printed", "rest"),
    [
        ("O1.2.1 預算表", "O", "O1.2.1", "O1.2.1", "預算表"),
        ("O1.1.1提款單", "O", "O1.1.1", "O1.1.1", "提款單"),
        ("03.2.2顧客意見表", "O", "O3.2.2", "03.2.2", "顧客意見表"),
        ("04.2.1產品", "O", "O4.2.1", "04.2.1", "產品"),
        ("Ｏ1.1.2維修取件單", "O", "O1.1.2", "O1.1.2", "維修取件單"),
        ("P 5.1.2 能", "P", "P5.1.2", "P5.1.2", "能"),
        ("P2. 3. 3能", "P", "P2.3.3", "P2.3.3", "能"),
        ("O3.2.1 能將", "P", "P3.2.1", "O3.2.1", "能將"),
        ("03.2.1 能將", "P", "P3.2.1", "03.2.1", "能將"),
    ],
)
def test_a_code_is_read_however_it_is_printed(text, letter, code, printed, rest):
    found = tree_code(text, letter, depth=3, expected=1)

    assert (found.code, found.printed, found.rest) == (code, printed, rest)


@pytest.mark.parametrize(
    ("text", "expected", "code", "rest"),
    [
        ("O2.3.13D設計初稿", 1, "O2.3.1", "3D設計初稿"),
        ("O3.2.13D列印樣品", 1, "O3.2.1", "3D列印樣品"),
        ("O3.2.25S檢查表", 2, "O3.2.2", "5S檢查表"),
        ("O3.2.13 檢查表", 13, "O3.2.13", "檢查表"),
        ("P1.1.10能", 10, "P1.1.10", "能"),
        ("P1.1.12能", 12, "P1.1.12", "能"),
        ("O1.1.13合一表", 1, "O1.1.1", "3合一表"),
        ("O1.1.12年度計畫", 1, "O1.1.1", "2年度計畫"),
    ],
)
def test_a_name_may_begin_with_a_digit(text, expected, code, rest):
    found = tree_code(text, text[0], depth=3, expected=expected)

    assert (found.code, found.rest) == (code, rest)


@pytest.mark.parametrize(
    ("text", "expected"), [("T1.10設計", 2), ("T1.25設計", 2), ("T1.20試", 11)]
)
def test_the_numbers_of_tasks_may_leap(text, expected):
    assert tree_code(text, "T", depth=2, expected=expected).code == text[:5]


def test_the_other_reading_of_a_digit_is_kept():
    found = tree_code("O2.3.13D設計初稿", "O", depth=3, expected=1)

    assert found.other_reading == "O2.3.13"
    assert Oddity.DIGIT_NAME in found.oddities


@pytest.mark.parametrize(
    ("text", "code", "rest"),
    [
        ("K01 演出需求知識", "K01", "演出需求知識"),
        ("S05合作協調", "S05", "合作協調"),
        ("S013D列印技術", "S01", "3D列印技術"),
        ("K106標準差", "K10", "6標準差"),
        ("K115S管理", "K11", "5S管理"),
        ("Ｋ０１ 場館", "K01", "場館"),
        ("S100 溝通", "S100", "溝通"),
    ],
)
def test_two_digit_codes_leave_the_third_digit_to_the_name(text, code, rest):
    found = flat_code(text, code[0], TWO)

    assert (found.code, found.rest) == (code, rest)


def test_codes_beyond_99_are_known_from_the_document():
    widths = flat_widths(["S98 甲", "S99 乙", "S100丙", "S101丁"])

    assert flat_code("S100丙", "S", widths).code == "S100"


def test_three_digit_codes_are_known_from_the_document():
    widths = flat_widths(["K001工藝", "K002歷史", "K0123D列印", "K004 工藝"])

    assert widths.of("K") == 3
    assert flat_code("K0123D列印", "K", widths).rest == "3D列印"
    assert flat_code("K004 工藝", "K", widths).code == "K004"


def test_names_that_begin_with_a_digit_make_no_three_digit_codes():
    widths = flat_widths(["K195S管理", "K065S管理", "K016標準差"])

    assert flat_code("K195S管理", "K", widths).code == "K19"


def test_codes_without_leading_zeros_are_known_from_the_document():
    widths = flat_widths([f"K{n} 知識" for n in range(1, 13)])

    assert flat_code("K1 知識", "K", widths).code == "K1"
    assert flat_code("K12 知識", "K", widths).code == "K12"
    assert flat_code("K13D列印", "K", widths).rest == "3D列印"


@pytest.mark.parametrize("text", ["S20.20靜電防護標準", "SO14971", "A4紙張", "S7系列", "能以K01"])
def test_code_like_text_in_a_name_is_no_code(text):
    assert flat_code(text, "S", TWO) is None


def test_a_knowledge_code_in_the_skill_column_is_a_skill():
    found = flat_code("K05 溝通", "S", TWO)

    assert (found.code, found.printed) == ("S05", "K05")
    assert Oddity.WRONG_LETTER in found.oddities


@given(st.text(alphabet="TOPKSA0123456789. ．ＯＫ０１３D能【註"), st.integers(0, 20))
def test_a_code_and_its_rest_are_the_whole_text(text, expected):
    for letter in "TOP":
        for depth in (1, 2, 3):
            found = tree_code(text, letter, depth=depth, expected=expected)
            assert found is None or text.endswith(found.rest)
    for letter in "KSA":
        found = flat_code(text, letter, flat_widths([text]))
        assert found is None or (text.endswith(found.rest) and found.code[0] == letter)


@given(
    st.integers(1, 9), st.integers(1, 20), st.integers(1, 20), st.sampled_from("TOP"),
    st.sampled_from(["能做", "（一）", "AI應用", "製作"]), st.sampled_from(["", " ", "\u3000"]),
)  # fmt: skip
def test_the_expected_code_is_read_back(duty, task, number, letter, name, gap):
    path = f"{duty}.{task}.{number}" if letter != "T" else f"{duty}.{number}"
    depth = 2 if letter == "T" else 3

    found = tree_code(f"{letter}{path}{gap}{name}", letter, depth=depth, expected=number)

    assert (found.code, found.rest) == (letter + path, name)
