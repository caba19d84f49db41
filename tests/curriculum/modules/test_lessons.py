import pytest

from curriculum.errors import InvalidError
from curriculum.modules.lessons import lesson_characters, read_lesson

DRAWING = '```svg 甘特條\n<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"></svg>\n```\n'


def test_a_lesson_has_its_title_from_the_competency():
    lesson = read_lesson(
        "---\nminutes: 12\nrequires: [K13]\n---\n\n# 場館\n\n## 為什麼\n", filename="x"
    )
    assert lesson.text == "## 為什麼"
    assert (lesson.minutes, lesson.requires) == (12, ("K13",))


def test_a_lesson_without_its_head_is_refused_by_name():
    with pytest.raises(InvalidError, match=r"K13\.md"):
        read_lesson("# 場館\n", filename="K13.md")


def test_the_length_of_a_lesson_is_what_is_read():
    assert lesson_characters("## 怎麼做\n\n- **先**問\n\n| a | b |\n|---|---|\n") == 7
    assert lesson_characters(f"看圖\n\n{DRAWING}\n再看") == 4
