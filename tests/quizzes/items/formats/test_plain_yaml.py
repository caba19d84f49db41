from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.items.formats.plain_yaml import (
    UnreadableYamlError,
    read_plain_yaml,
    write_plain_yaml,
)

BOMB = "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n"
TEXTS = st.text("甲乙no12:30-\n #'\"{", max_size=9)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**9), 10**9) | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("abc", min_size=1), inner),
    max_leaves=6,
)


def refused(text: str) -> str:
    with pytest.raises(UnreadableYamlError) as error:
        read_plain_yaml(text)
    return error.value.wording.en


def test_scalars_mean_what_they_look_like():
    assert read_plain_yaml(
        "a: no\nb: 12:30\nc: 010\nd: 1_000\ne: 2026-11-22\nf: 0.65\ng: true\nh: 72000\n"
        "i: ~\nj:\n<<: x\n"
    ) == {
        "a": "no",
        "b": "12:30",
        "c": "010",
        "d": "1_000",
        "e": date(2026, 11, 22),
        "f": 0.65,
        "g": True,
        "h": 72000,
        "i": None,
        "j": None,
        "<<": "x",
    }


def test_a_whole_number_as_a_key_is_text():
    assert read_plain_yaml("3: a\n4: {5: b}\n") == {"3": "a", "4": {"5": "b"}}


@given(VALUES)
def test_what_is_written_reads_back(values):
    assert read_plain_yaml(write_plain_yaml(values)) == values


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (BOMB, "Line 1: Anchors"),
        ("a: 1\nb: !!python/object/apply:os.system [x]\n", "Line 2: Tags"),
        ("a: ! x\n", "Line 1: Tags"),
        ("a: 1\nb:\n  c: 1\n  c: 2\n", "Line 4: The key 'c' stands here twice"),
        ("1.5: a\n", "Line 1: The key 1.5"),
        ("true: a\n", "Line 1: The key True"),
        ("1: a\n'1': b\n", "Line 2: The key '1' stands here twice"),
        ("a: [1,\n", "Line 2:"),
        ("a: 2026-13-40\n", "Not readable"),
        ("a: \x00\n", ""),
        ("[" * 20 + "]" * 20, "Line 1: Nested too deeply"),
        ("x" * (1024 * 1024 + 1), "larger than 1 MiB"),
        ("甲" * (512 * 1024), "larger than 1 MiB"),
    ],
)
def test_what_is_not_plain_is_refused_with_its_line(text, message):
    assert message in refused(text)
