"""Items for tests."""

from sqlalchemy.orm import Session

from curriculum.standards.queries import StandardOutline
from quizzes.items.commands import add_item, publish_version
from quizzes.items.content import ItemContent
from quizzes.items.models import ItemVersion
from quizzes.items.reading import item_from_mapping
from tests.factories.people import MOMENT


def choice_content(code: str, number: int, indicator: str = "P1.1.1", **fields) -> ItemContent:
    """Build a single-choice item; its key says 對 and its other options 錯."""
    mapping = {
        "id": f"{code}-{number:02}",
        "kind": "single_choice",
        "cognitive": "apply",
        "level": 4,
        "indicators": [indicator],
        "angoff": [0.6, 0.65, 0.7],
        "stem": f"這是 {code} 的第 {number} 題，執行製作應該怎麼做？",
        "options": [
            {"text": f"對的做法 {number}", "key": True},
            {"text": f"錯的做法甲 {number}", "feedback": "漏看了合約"},
            {"text": f"錯的做法乙 {number}", "feedback": "算錯了時段"},
            {"text": f"錯的做法丙 {number}", "feedback": "找錯了窗口"},
        ],
        "rationale": f"合約這樣約定（{code}-{number:02}）。",
        "sources": [{"title": "專業共識"}],
        **fields,
    }
    return item_from_mapping(mapping)


def add_bank(
    session: Session, standard: StandardOutline, code: str, count: int = 14, **fields
) -> list[ItemVersion]:
    """Publish a bank of single-choice items for one competency."""
    competency = standard.competency(code)
    indicator = standard.tasks_of(competency.id)[0].code.replace("T", "P") + ".1"
    versions = []
    for number in range(1, count + 1):
        content = choice_content(code, number, indicator, **fields)
        version = add_item(
            session, competency_id=competency.id, content=content, by="test", now=MOMENT
        )
        publish_version(session, version=version, by="test", now=MOMENT)
        versions.append(version)
    return versions
