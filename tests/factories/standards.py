"""Standards for tests: a small one, built from what a document would say."""

from sqlalchemy.orm import Session

from curriculum.icap.document import StandardDocument
from curriculum.icap.storing import standard_rows
from curriculum.modules.commands import make_course
from curriculum.standards.queries import StandardOutline, get_outline
from quizzes.delivery.commands import offer_quizzes
from tests.factories.people import MOMENT

K01 = {"code": "K01", "name": "預算編列知識"}
K02 = {"code": "K02", "name": "票房預估知識"}
S01 = {"code": "S01", "name": "估價與詢價能力"}


def _task(code: str, title: str, *blocks: dict) -> dict:
    output = {"code": code.replace("T", "O") + ".1", "title": f"{title}清單"}
    return {"code": code, "title": title, "outputs": [output], "blocks": list(blocks)}


def _block(task: str, level: int, knowledge: list, skills: list) -> dict:
    return {
        "level": level,
        "indicators": [{"code": task.replace("T", "P") + ".1", "text": "能完成工作"}],
        "knowledge": knowledge,
        "skills": skills,
    }


SMALL = {
    "code": "XYZ1234-001v1",
    "version": "V1",
    "name": "測試用職能基準",
    "versions": [],
    "job_categories": [],
    "occupations": [],
    "industries": [],
    "description": "",
    "level": 4,
    "duties": [
        {
            "code": "T1",
            "title": "籌備",
            "tasks": [
                _task("T1.1", "編列預算", _block("T1.1", 3, [K01], [S01])),
                _task("T1.2", "預估票房", _block("T1.2", 4, [K01, K02], [S01])),
            ],
        }
    ],
    "attitudes": [{"code": "A01", "name": "謹慎細心"}],
    "prerequisites": [],
    "supplements": [],
    "update_log": [],
}


def add_standard(session: Session, mapping: dict = SMALL) -> StandardOutline:
    """Add a standard with its course and its quizzes on offer."""
    document = StandardDocument.from_mapping(mapping)
    session.add(standard_rows(document, document, now=MOMENT))
    session.flush()
    standard = get_outline(session, document.code)
    make_course(session, standard=standard)
    offer_quizzes(session, standard=standard)
    return standard
