"""Which figures of an item can be shown."""

import re
from collections.abc import Iterator

from curriculum.modules.drawings import svg_problems
from quizzes.items.content import Figure
from quizzes.items.problems import Problem, problem

_IMAGE = re.compile(
    r"[A-Za-z0-9][A-Za-z0-9_-]*(?:/[A-Za-z0-9][A-Za-z0-9_-]*)*\.(?:svg|png|jpg|webp)"
)


def figure_problems(figures: tuple[Figure, ...]) -> list[Problem]:
    """Why these figures cannot be shown."""
    return [
        Problem(f"figures[{place}].{found.field}", found.wording)
        for place, figure in enumerate(figures, 1)
        for found in _problems(figure)
    ]


def _problems(figure: Figure) -> Iterator[Problem]:
    if not figure.alt.strip():
        yield problem("alt", "每張圖都要有替代文字", "Every figure has an alternative text")
    if bool(figure.svg) == bool(figure.image):
        yield problem("svg", "svg 和 image 要寫其中一個", "Write either svg or image")
    elif figure.image and not _IMAGE.fullmatch(figure.image):
        yield problem(
            "image",
            "圖檔要寫 figures 資料夾裡的相對路徑（svg、png、jpg、webp）",
            "An image is a relative path inside the figures folder (svg, png, jpg, webp)",
        )
    elif figure.svg:
        yield from (Problem("svg", said) for said in svg_problems(figure.svg))
