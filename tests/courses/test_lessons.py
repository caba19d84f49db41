"""The lessons of the shipped course: one for each K and S, whole, and in Taiwan's words."""

from xml.etree import ElementTree as ET

from curriculum.modules.lesson_checks import drawings_in, lesson_problems
from tests.courses.conftest import STANDARD
from webapp.shipped import cited_texts


def test_every_knowledge_and_skill_has_its_lesson(lessons, indicators):
    assert lessons.keys() == indicators.keys()
    assert len(lessons) == 54


def test_nothing_is_to_be_mended_in_a_lesson(lessons):
    texts = cited_texts(STANDARD)
    found = {
        code: [problem.zh for problem in lesson_problems(lesson.text, texts)]
        for code, lesson in lessons.items()
    }
    assert {code: problems for code, problems in found.items() if problems} == {}


def test_what_people_would_rather_look_at_is_drawn(lessons):
    drawn = [code for code, lesson in lessons.items() if drawings_in(lesson.text)]
    assert len(drawn) >= 20
    tables = [code for code, lesson in lessons.items() if "\n|---" in lesson.text]
    assert len(set(drawn) | set(tables)) >= 45


def texts_outside(svg) -> list[str]:
    """Reckon a Chinese character as wide as its font size, any other as .62 of it."""
    root = ET.fromstring(svg)  # noqa: S314 (our own drawing)
    width = float(root.get("viewBox").split()[2])
    found = []

    def look(element, size, anchor):
        size = float(element.get("font-size", size))
        anchor = element.get("text-anchor", anchor)
        if element.get("transform"):
            return
        if element.tag.endswith("text") and element.get("x"):
            text = "".join(element.itertext()).strip()
            length = sum(size if ord(c) > 0x2E7F else 0.62 * size for c in text)
            left = float(element.get("x")) - {"middle": 0.5, "end": 1.0}.get(anchor, 0.0) * length
            if left < -2 or left + length > width + 2:
                found.append(text)
        for child in element:
            look(child, size, anchor)

    look(root, 16, "start")
    return found


def test_the_text_of_a_drawing_stays_inside_it(lessons):
    drawn = [(code, svg) for code, each in lessons.items() for _, svg in drawings_in(each.text)]
    assert [(code, texts_outside(svg)) for code, svg in drawn if texts_outside(svg)] == []


def test_what_is_to_be_studied_before_exists_and_comes_before(lessons):
    order: dict[str, int] = {}

    def depth(code: str, way: tuple[str, ...] = ()) -> int:
        assert code in lessons, way
        assert code not in way, f"{way} goes round"
        if code not in order:
            before = (depth(each, (*way, code)) for each in lessons[code].requires)
            order[code] = 1 + max(before, default=0)
        return order[code]

    assert max(depth(code) for code in lessons) <= 4
