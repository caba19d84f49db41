import pytest

from quizzes.items.content import Figure
from quizzes.items.figures import figure_problems

OPEN = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">'


def fields(**parts) -> list[str]:
    return [found.field for found in figure_problems((Figure(**parts),))]


def test_a_drawing_of_plain_shapes_is_shown():
    svg = f'{OPEN}<marker id="a"/><path marker-end="url(#a)"/><use href="#a"/></svg>'
    assert fields(alt="座位圖", svg=svg) == []
    assert fields(alt="收據", image="receipts/K39-04.svg") == []


@pytest.mark.parametrize(
    "inside",
    [
        "<script>alert(1)</script>",
        "<style>*{}</style>",
        "<foreignObject/>",
        '<image href="https://example.org/x.png"/>',
        '<path onload="alert(1)"/>',
        '<path style="fill:red"/>',
        '<use href="https://example.org/x.svg#a"/>',
        '<use xmlns:x="http://www.w3.org/1999/xlink" x:href="javascript:alert(1)"/>',
        '<path fill="url(https://example.org/x)"/>',
        '<path fill="url(#a) url(//x)"/>',
        '<a href="#x"/>',
        '<script xmlns="http://www.w3.org/1999/xhtml"/>',
        '<x:path xmlns:x="http://www.w3.org/1999/xhtml"/>',
        "<!-- x -->",
        "<![CDATA[x]]>",
        "<?x y?>",
        "<path>",
        "&undefined;",
    ],
)
def test_a_drawing_that_could_do_something_is_refused(inside):
    assert "figures[1].svg" in fields(alt="圖", svg=f"{OPEN}{inside}</svg>")


@pytest.mark.parametrize(
    "parts",
    [
        {"svg": f"{OPEN}</svg>", "alt": " "},
        {"alt": "圖"},
        {"alt": "圖", "svg": f"{OPEN}</svg>", "image": "a.svg"},
        {"alt": "圖", "image": "../a.svg"},
        {"alt": "圖", "image": "https://example.org/a.svg"},
        {"alt": "圖", "image": "/etc/a.svg"},
        {"alt": "圖", "svg": "<svg/>"},
        {"alt": "圖", "svg": f"{OPEN}{' ' * 20_000}</svg>"},
        {"alt": "圖", "svg": '<!DOCTYPE x [<!ENTITY a "b">]><svg/>'},
    ],
)
def test_a_figure_needs_its_words_and_one_safe_picture(parts):
    assert fields(**parts)
