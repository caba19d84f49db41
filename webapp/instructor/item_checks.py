"""What is still to be mended in an item, at the field that it concerns."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from flask_babel import lazy_gettext as _l

from curriculum.wording import Wording
from quizzes.items.content import ItemContent
from quizzes.items.flaws import Flaw, FlawLevel, item_flaws
from quizzes.items.flaws.likeness import near_duplicates
from quizzes.items.formats.plain_yaml import UnreadableYamlError
from quizzes.items.problems import MalformedItemError, Problem
from quizzes.items.reading import unfinished_item
from webapp.instructor.advice import ADVICE
from webapp.instructor.item_form import ItemForm
from webapp.instructor.item_form_reading import mapping_of

_ROW = re.compile(r"([a-z]+)\[(\d+)\](?:\.([a-z_]+))?.*")
_ROW_PARTS = {"steps": "text", "sources": "name", "options": "text", "missteps": "answer"}
_WHOLE = {
    "stem", "options", "steps", "variables", "missteps", "answer", "tolerance", "unit", "rationale",
    "sources", "indicators", "cognitive", "level", "angoff", "valid_until", "competency", "kind",
}  # fmt: skip
_SETTINGS = {"indicators", "cognitive", "level", "angoff", "valid_until", "competency", "kind"}
_WORDS = {
    "stem": _l("提問"),
    "options": _l("選項"),
    "steps": _l("步驟"),
    "variables": _l("變數"),
    "missteps": _l("常見的錯誤答案"),
    "answer": _l("答案"),
    "tolerance": _l("容許誤差"),
    "unit": _l("單位"),
    "rationale": _l("解析"),
    "sources": _l("依據"),
    "indicators": _l("行為指標"),
    "cognitive": _l("認知層次"),
    "level": _l("任務級別"),
    "angoff": _l("難度評定"),
    "valid_until": _l("有效期限"),
    "competency": _l("職能"),
    "kind": _l("題型"),
    "yaml": _l("題目內容"),
    "figures": _l("圖"),
}
_ROW_WORDS = {
    "options": _l("第 %(n)s 個選項"),
    "steps": _l("第 %(n)s 個步驟"),
    "missteps": _l("第 %(n)s 個錯誤答案"),
    "sources": _l("第 %(n)s 個依據"),
    "questions": _l("第 %(n)s 小題"),
    "pairs": _l("第 %(n)s 對"),
    "gaps": _l("第 %(n)s 格"),
}
_PAGE_ORDER = (
    "yaml", "ask", "options", "steps", "variables", "answer", "tolerance", "unit", "missteps",
    "rationale", "sources", "kind", "indicators", "level", "cognitive", "ratings", "valid_until",
)  # fmt: skip
_SLOTS = {"stem": "ask", "answer": "answer-expression", "angoff": "ratings"}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a check says."""

    slot: str  # the id of the field that it concerns
    where: str  # the field in words
    level: FlawLevel
    wording: Wording
    code: str = ""  # of a flaw; empty for a field that is malformed
    measure: Wording | None = None
    lengths: tuple[int, ...] = ()  # of the key and of the next longest option
    advice: str = ""
    kept: str = ""

    @property
    def is_error(self) -> bool:
        """It must be mended before the item goes into service."""
        return self.level is FlawLevel.ERROR

    @property
    def is_warning(self) -> bool:
        """It goes, or stays with a reason."""
        return self.level is FlawLevel.WARNING

    @property
    def is_gap(self) -> bool:
        """It concerns something that is not written yet, or not in its form."""
        return not self.code or self.code.startswith("no_")


@dataclass(frozen=True, slots=True)
class Checks:
    """An item as far as it can be read, and everything the checks say about it."""

    content: ItemContent | None
    mapping: Mapping[str, object] | None  # None: the text is no YAML
    findings: Sequence[Finding] = field(default_factory=tuple)

    @property
    def errors(self) -> list[Finding]:
        """What must be mended."""
        return [each for each in self.findings if each.is_error]

    def at(self, slot: str) -> list[Finding]:
        """Return what is said at one field."""
        return [each for each in self.findings if each.slot == slot]


def check(form: ItemForm, *, code: str, bank: Sequence[ItemContent]) -> Checks:
    """Examine a form: its fields, its flaws, and its likeness to the items of its bank."""
    try:
        mapping = mapping_of(form)
    except MalformedItemError as error:
        return Checks(None, None, [_of_problem(each, form) for each in error.problems])
    except UnreadableYamlError as error:
        return Checks(None, None, [_of_problem(Problem("yaml", error.wording), form)])
    content, problems = unfinished_item(mapping)
    found = [_of_problem(each, form) for each in problems]
    if content is not None:
        named = replace(content, attributes=replace(content.attributes, code=code))
        taken = {each.slot for each in found}
        flaws = [_of_flaw(each, form) for each in item_flaws(named, competency=form.competency)]
        found += [each for each in flaws if each.slot not in taken]
        found += _likenesses(named, bank)
    return Checks(content, mapping, sorted(found, key=_place))


def _place(finding: Finding) -> tuple[int, int]:
    """Sort by weight, then in the order of the page."""
    part = finding.slot.partition("-")[0]
    place = _PAGE_ORDER.index(part) if part in _PAGE_ORDER else len(_PAGE_ORDER)
    return list(FlawLevel).index(finding.level), place


def _of_problem(found: Problem, form: ItemForm) -> Finding:
    slot = slot_of(found.field, form)
    return Finding(slot, where(found.field), FlawLevel.ERROR, found.wording)


def _of_flaw(flaw: Flaw, form: ItemForm) -> Finding:
    lengths = (
        re.findall(r"\d+", flaw.measure.zh) if flaw.code == "long_key" and flaw.measure else []
    )
    return Finding(
        slot=slot_of(flaw.field, form),
        where=where(flaw.field),
        level=flaw.level,
        wording=flaw.wording,
        code=flaw.code,
        measure=flaw.measure,
        lengths=tuple(int(length) for length in lengths[:2]),
        advice=str(ADVICE.get(flaw.code, "")),
        kept=flaw.kept,
    )


def _likenesses(content: ItemContent, bank: Sequence[ItemContent]) -> list[Finding]:
    code = content.attributes.code
    others = [each for each in bank if each.attributes.code != code]
    return [
        Finding(
            "ask",
            where("stem"),
            FlawLevel.ERROR,
            Wording(zh=f"和 {other} 幾乎相同", en=f"Nearly the same as {other}"),
            code=flaw.code,
            measure=flaw.measure,
            advice=str(ADVICE["near_duplicate"]),
        )
        for flaw in near_duplicates([content, *others])
        if code in flaw.items
        for other in flaw.items
        if other != code
    ]


def slot_of(name: str, form: ItemForm) -> str:
    """Return the id of the field on the page for a field of the item."""
    whole = name.partition("[")[0].partition(".")[0]
    if not form.has_fields and whole not in _SETTINGS:
        return "yaml"
    if name in _WHOLE or whole == "angoff":
        return _SLOTS.get(whole, whole)
    found = _ROW.fullmatch(name)
    if found and found[1] in _ROW_PARTS:
        return f"{found[1]}-{found[2]}-{_part(found[1], found[3])}"
    if name.startswith("variables."):
        names = [each.name for each in form.variables]
        variable = name.split(".")[1]
        place = names.index(variable) + 1 if variable in names else 1
        return f"variables-{place}-name"
    return "checks"


def _part(rows: str, part: str | None) -> str:
    return "feedback" if part == "feedback" else _ROW_PARTS[rows]


def where(name: str) -> str:
    """Say which field it is."""
    found = _ROW.fullmatch(name)
    if found and found[1] in _ROW_WORDS:
        return str(_ROW_WORDS[found[1]]) % {"n": found[2]}
    return str(_WORDS.get(name.partition(".")[0].partition("[")[0], name))
