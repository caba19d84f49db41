"""Which drawings, of lessons and of items, are safe to put into a page."""

import re
from collections.abc import Iterator
from functools import lru_cache
from xml.etree import ElementTree as ET

from curriculum.wording import Wording

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
_LOCAL_URL = re.compile(r"url\(#[A-Za-z][\w-]*\)", re.ASCII)


def alternative_text(info: str) -> str | None:
    """Return what a drawing tells, from the info line of its fenced block; None: no drawing."""
    word, _, alt = info.strip().partition(" ")
    return alt.strip() if word == "svg" else None


@lru_cache(maxsize=2048)
def svg_problems(svg: str) -> tuple[Wording, ...]:
    """Return why a drawing cannot be put into a page as it is; nothing where it can."""
    return tuple(_problems(svg))


def _problems(svg: str) -> Iterator[Wording]:
    if len(svg) > LONGEST_SVG:
        yield Wording(
            zh=f"SVG 最多 {LONGEST_SVG} 個字元", en=f"At most {LONGEST_SVG} characters of SVG"
        )
        return
    if "<!" in svg or "<?" in svg:
        yield Wording(zh="SVG 不能有宣告或註解", en="The SVG holds a declaration or a comment")
        return
    try:
        root = ET.fromstring(svg.strip())  # noqa: S314 - without DTD there are no entities
    except ET.ParseError as error:
        yield Wording(zh=f"SVG 讀不出來（{error}）", en=f"The SVG cannot be read ({error})")
        return
    if root.tag != f"{_NAMESPACE}svg" or not root.get("viewBox"):
        yield Wording(
            zh="最外層要是有 viewBox 的 <svg>",
            en="The outermost element is an <svg> with a viewBox",
        )
    for refused in sorted({name for element in root.iter() for name in _refused(element)}):
        yield Wording(zh=f"SVG 不能用 {refused}", en=f"The SVG must not hold {refused}")


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
