import pytest

from webapp.paper.glyphs import MissingGlyphError, missing_glyphs, require_printable


def test_the_names_of_taiwan_can_be_printed():
    assert missing_glyphs("陳堃 王喆 游錫堃 拉娃．尤幹 峯 湧 喆 煊 Müller-Ōe 〇○／–—「」") == []


def test_a_character_that_no_font_has_is_named():
    assert missing_glyphs({"holder": "𠮷野", "says": ["堃"], "number": 7}) == ["𠮷"]
    with pytest.raises(MissingGlyphError) as refused:
        require_printable({"holder": "𠮷野"}, of="這張證書")
    assert "「𠮷」（U+20BB7）" in refused.value.wording.zh
    assert "U+20BB7" in refused.value.wording.en


def test_spaces_and_control_signs_need_no_glyph():
    assert missing_glyphs("a b\u3000c\u202ed\u200be") == []
