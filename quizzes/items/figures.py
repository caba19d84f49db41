"""Which drawings are safe to put into a page."""

import re
from collections.abc import Iterator
from xml.etree import ElementTree as ET

from quizzes.items.content import Figure
from quizzes.items.problems import Problem, problem

LONGEST_SVG = 20_000

_NAMESPACE = "{http://www.w3.org/2000/svg}"
_ELEMENTS = frozenset(
    [
        "svg",
        "g",
        "path",
        "rect",
        "circle",
        "ellipse",
        "line",
        "polyline",
        "polygon",
        "text",
        "tspan",
        "title",
        "desc",
        "defs",
        "linearGradient",
        "radialGradient",
        "stop",
        "marker",
        "pattern",
        "clipPath",
        "use",
    ]
)
_ATTRIBUTES = frozenset(
    [
        "viewBox",
        "width",
        "height",
        "x",
        "y",
        "x1",
        "y1",
        "x2",
        "y2",
        "cx",
        "cy",
        "r",
        "rx",
        "ry",
        "fx",
        "fy",
        "d",
        "dx",
        "dy",
        "points",
        "transform",
        "rotate",
        "id",
        "href",
        "fill",
        "fill-opacity",
        "fill-rule",
        "stroke",
        "stroke-width",
        "stroke-dasharray",
        "stroke-dashoffset",
        "stroke-linecap",
        "stroke-linejoin",
        "stroke-opacity",
        "opacity",
        "color",
        "font-size",
        "font-weight",
        "font-style",
        "font-family",
        "text-anchor",
        "dominant-baseline",
        "alignment-baseline",
        "letter-spacing",
        "textLength",
        "lengthAdjust",
        "offset",
        "stop-color",
        "stop-opacity",
        "gradientUnits",
        "gradientTransform",
        "patternUnits",
        "patternTransform",
        "markerWidth",
        "markerHeight",
        "markerUnits",
        "refX",
        "refY",
        "orient",
        "marker-start",
        "marker-mid",
        "marker-end",
        "clip-path",
        "clip-rule",
        "clipPathUnits",
        "preserveAspectRatio",
        "role",
        "aria-label",
        "aria-hidden",
        "vector-effect",
    ]
)
_IMAGE = re.compile(
    r"[A-Za-z0-9][A-Za-z0-9_-]*(?:/[A-Za-z0-9][A-Za-z0-9_-]*)*\.(?:svg|png|jpg|webp)"
)
_LOCAL_URL = re.compile(r"url\(#[A-Za-z][\w-]*\)", re.ASCII)


def is_safe_svg(svg: str) -> bool:
    """Tell whether a drawing can be put into a page as it is."""
    return not any(_svg_problems(svg))


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
        yield from _svg_problems(figure.svg)


def _svg_problems(svg: str) -> Iterator[Problem]:
    if len(svg) > LONGEST_SVG:
        yield problem(
            "svg", f"SVG 最多 {LONGEST_SVG} 個字元", f"At most {LONGEST_SVG} characters of SVG"
        )
        return
    if "<!" in svg or "<?" in svg:
        yield problem("svg", "SVG 不能有宣告或註解", "The SVG holds a declaration or a comment")
        return
    try:
        root = ET.fromstring(svg.strip())  # noqa: S314 - without DTD there are no entities
    except ET.ParseError as error:
        yield problem("svg", f"SVG 讀不出來（{error}）", f"The SVG cannot be read ({error})")
        return
    if root.tag != f"{_NAMESPACE}svg" or not root.get("viewBox"):
        yield problem(
            "svg",
            "最外層要是有 viewBox 的 <svg>",
            "The outermost element is an <svg> with a viewBox",
        )
    for refused in sorted({name for element in root.iter() for name in _refused(element)}):
        yield problem("svg", f"SVG 不能用 {refused}", f"The SVG must not hold {refused}")


def _refused(element: ET.Element) -> Iterator[str]:
    tag = element.tag.removeprefix(_NAMESPACE)
    if tag not in _ELEMENTS or not element.tag.startswith(_NAMESPACE):
        yield f"<{tag}>"
    for name, value in element.attrib.items():
        if name not in _ATTRIBUTES or not _is_safe(name, value):
            yield f'{name}="{value[:40]}"'


def _is_safe(name: str, value: str) -> bool:
    if name == "href":
        return value.startswith("#")
    plain = _LOCAL_URL.sub("", value).casefold()
    return "url" not in plain and "javascript" not in plain and "\\" not in plain
