"""What a lesson still lacks: its parts, its length, sound drawings, citations and language."""

import re
from collections.abc import Iterator

from curriculum.modules.citations import CitedTexts, lesson_citation_problems
from curriculum.modules.drawings import alternative_text, svg_problems
from curriculum.modules.language import half_width_marks, mainland_terms
from curriculum.modules.lessons import lesson_characters
from curriculum.wording import Wording

PARTS = ("為什麼需要", "核心概念", "怎麼做", "實例", "常見錯誤", "自我檢核", "來源")
SHORTEST, LONGEST = 700, 1400  # characters that are read
_FENCE = re.compile(r"^```(?P<info>[^\n]*)\n(?P<block>.*?)^```", re.DOTALL | re.MULTILINE)


def drawings_in(text: str) -> list[tuple[str, str]]:
    """Return the drawings of a lesson: what each tells in words, and its SVG."""
    fences = [(alternative_text(found["info"]), found["block"]) for found in _FENCE.finditer(text)]
    return [(alt, block) for alt, block in fences if alt is not None]


def lesson_problems(text: str, texts: CitedTexts) -> Iterator[Wording]:
    """Yield what is to be mended in a lesson."""
    for part in PARTS:
        if f"## {part}\n" not in text:
            yield Wording(zh=f"缺「{part}」這一段", en=f"The part {part} is missing")
    length = lesson_characters(text)
    if not SHORTEST <= length <= LONGEST:
        yield Wording(
            zh=f"{length} 字，應在 {SHORTEST} 到 {LONGEST} 之間",
            en=f"{length} characters; {SHORTEST} to {LONGEST} are wanted",
        )
    for alt, svg in drawings_in(text):
        if not alt:
            yield Wording(zh="圖沒有替代文字", en="A drawing tells nothing in words")
        yield from svg_problems(svg)
    prose = _FENCE.sub("", text)
    yield from lesson_citation_problems(texts, prose)
    for term, ours in mainland_terms(text).items():
        yield Wording(zh=f"「{term}」在台灣說「{ours}」", en=f"“{term}” is “{ours}” in Taiwan")
    for mark, full in half_width_marks(prose).items():
        yield Wording(
            zh=f"中文裡的標點用全形：{mark} → {full}",
            en=f"Punctuation in Chinese text is full-width: {mark} → {full}",
        )
