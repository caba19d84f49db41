import pytest

from curriculum.modules.lesson_checks import PARTS, drawings_in, lesson_problems

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"></svg>'


def lesson(*, without="", extra="") -> str:
    parts = (f"## {part}\n\n{'場館的檔期要問' * 20}。\n" for part in PARTS if part != without)
    return "\n".join(parts) + extra


def problems(text) -> list[str]:
    return [each.zh for each in lesson_problems(text, {})]


def test_a_whole_lesson_has_nothing_to_mend():
    assert problems(lesson(extra=f"\n```svg 甘特條\n{SVG}\n```\n")) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (lesson(without="實例"), "缺「實例」這一段"),
        (lesson(extra="多" * 500), "應在 700 到 1400 之間"),
        (lesson(extra=f"\n```svg\n{SVG}\n```\n"), "圖沒有替代文字"),
        (lesson(extra="\n```svg 圖\n<svg/>\n```\n"), "最外層要是有 viewBox 的 <svg>"),
        (lesson(extra="\n依民法（2021-01-20）"), "不在引用清單裡"),
        (lesson(extra="\n寄給用戶"), "「用戶」在台灣說「使用者」"),
        (lesson(extra="\n檔期,場租"), "中文裡的標點用全形：, → ，"),
    ],
)
def test_what_is_to_be_mended_is_named(text, said):
    assert any(said in each for each in problems(text))


def test_only_blocks_that_say_so_are_drawings():
    text = f"```svg 甘特條\n{SVG}\n```\n\n```text\n第一場\n```\n"
    assert drawings_in(text) == [("甘特條", f"{SVG}\n")]
