from hypothesis import given
from hypothesis import strategies as st

from quizzes.certification.sealing import canonical, content_hash, is_sealed, seal, shown_hash

KEY = b"k" * 32
fields = st.dictionaries(
    st.text(max_size=8),
    st.recursive(
        st.text(max_size=20) | st.integers() | st.booleans() | st.none(),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
        max_leaves=8,
    ),
    max_size=5,
)


@given(fields)
def test_what_was_sealed_is_recognised_whatever_the_order_of_its_keys(content):
    turned = dict(reversed(content.items()))
    assert is_sealed(turned, seal(content, KEY), KEY)


@given(fields, st.text())
def test_a_changed_field_breaks_the_seal(content, other):
    changed = {**content, "holder": other}
    if changed != content:
        assert not is_sealed(changed, seal(content, KEY), KEY)


def test_another_key_makes_another_seal():
    content = {"holder": "陳堃"}
    assert not is_sealed(content, seal(content, KEY), b"x" * 32)
    assert seal(content, KEY) != content_hash(content)


def test_the_sealed_form_is_json_without_spaces():
    assert canonical({"b": 1, "a": "堃"}) == '{"a":"堃","b":1}'.encode()


def test_eight_characters_of_a_hash_are_shown():
    assert shown_hash("3f9ac21e" + "0" * 56) == "3f9a c21e"
