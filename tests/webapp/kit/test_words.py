import pytest

from webapp.kit.words import drawing, markdown

OPEN = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">'


def test_a_drawing_goes_into_the_page_as_it_is():
    svg = f'{OPEN}<path d="M1 1h7"/></svg>'
    assert drawing(svg) == svg
    assert hasattr(drawing(svg), "__html__")


@pytest.mark.parametrize(
    "svg",
    [
        f"{OPEN}<script>alert(1)</script></svg>",
        f'{OPEN}<path onload="x"/></svg>',
        "<img src=x>",
        "",
    ],
)
def test_a_drawing_that_could_act_is_left_out(svg):
    assert drawing(svg) == ""


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "[看](javascript:alert(1))",
        "![](https://example.org/x.png)",
        '<a onclick="alert(1)">x</a>',
        "<svg onload=alert(1)>",
    ],
)
def test_markdown_brings_nothing_that_acts(text):
    html = markdown(text)
    assert "<script" not in html
    assert "<img" not in html
    assert "<svg" not in html
    assert 'href="javascript' not in html
    assert "<a onclick" not in html


def fenced(svg, alt="甘特條"):
    return f"上面\n\n```svg {alt}\n{svg}\n```\n\n下面\n"


def test_a_lesson_shows_its_drawing_with_what_it_tells():
    html = markdown(fenced(f'{OPEN}<path d="M1 1h7"/></svg>', alt='兩天 "裝台"'))
    assert '<div role="img" aria-label="兩天 &#34;裝台&#34;"><svg' in html
    assert html.startswith("<p>上面</p>")
    assert html.endswith("<p>下面</p>\n")


def test_a_drawing_of_a_lesson_that_could_act_leaves_only_its_words():
    html = markdown(fenced(f'{OPEN}<path onload="x"/></svg>'))
    assert "<svg" not in html
    assert 'aria-label="甘特條"' in html


def test_a_block_that_is_no_drawing_is_code():
    assert "<svg" not in markdown(f"```html\n{OPEN}</svg>\n```")


def test_a_wide_table_scrolls_by_itself():
    html = markdown("| 甲 | 乙 |\n|---|---|\n| 1 | 2 |\n")
    assert html.startswith('<div class="scroll" tabindex="0"><table>')
    assert html.rstrip().endswith("</table></div>")


def test_an_empty_corner_of_a_table_heads_nothing():
    html = markdown("|   | 甲館 |\n|---|---|\n| 席位 | 600 |")
    assert "<th>甲館</th>" in html
    assert "<th></th>" not in html


def test_headings_follow_the_level_of_the_place():
    assert markdown("### 預算\n\n#### 收入", 2) == "<h2>預算</h2>\n<h3>收入</h3>\n"
    assert markdown("## 預算\n\n### 收入", 4) == "<h4>預算</h4>\n<h4>收入</h4>\n"
    assert markdown("### 預算") == "<h3>預算</h3>\n"
