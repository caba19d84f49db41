import re
from pathlib import Path

import pytest

from quizzes.items.content import Kind
from quizzes.items.flaws import item_flaws
from quizzes.items.formats.plain_yaml import read_plain_yaml
from quizzes.items.reading import item_from_mapping
from tests.quizzes.items.examples import ATTRIBUTES, REASONS

DOCUMENT = Path(__file__).parents[4] / "docs" / "bank-format.md"


def documented() -> dict[str, dict]:
    blocks = re.findall(r"```yaml\n(.*?)```", DOCUMENT.read_text(encoding="utf-8"), re.DOTALL)
    items = [_item(block) for block in blocks if re.search(r"^ {4}kind: ", block, re.MULTILINE)]
    return {item["kind"]: item for item in items}


def _item(block: str) -> dict:
    whole = block.replace("options: […]", "options: [{text: 甲, key: true}, {text: 乙}]")
    whole = whole.replace("steps: […]", "steps: [甲, 乙, 丙]").replace("  - id:", "    id:", 1)
    return ATTRIBUTES | REASONS | read_plain_yaml(whole)


@pytest.mark.parametrize("kind", list(Kind))
def test_the_documented_example_of_each_kind_is_well_formed(kind):
    mapping = documented()[kind.value]
    if kind is Kind.CASE:
        mapping.pop("rationale")
    assert item_from_mapping(mapping).kind is kind


def test_every_flaw_is_documented():
    source = Path(item_flaws.__code__.co_filename).parent
    codes = {
        code
        for file in source.glob("*.py")
        for code in re.findall(
            r'(?:Flaw|_cue|_short|_share|missing)\(\s*"(\w+)"', file.read_text("utf-8")
        )
    }
    assert len(codes) > 20
    text = DOCUMENT.read_text(encoding="utf-8")
    assert {code for code in codes if f"`{code}`" not in text} == set()
