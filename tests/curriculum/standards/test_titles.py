"""Every title of the shipped course is said in English, for the text that the standard has."""

import re

import pytest

from curriculum.icap.commands import accept_all_proposals, import_document, receive_document
from curriculum.icap.reading import read_standard
from curriculum.standards.parts import list_attitudes, list_indicators, list_outputs
from curriculum.standards.queries import get_outline, get_standard
from curriculum.standards.titles import COURSES, FILE, in_english, read_titles
from tests.factories.documents import SHIPPED
from tests.factories.people import MOMENT

pytestmark = pytest.mark.database
TITLES = read_titles((COURSES / "APA2654-001v2" / FILE).read_text(encoding="utf-8"))


@pytest.fixture
def official(session):
    """Give every text of the shipped standard by its code."""
    content = SHIPPED.read_bytes()
    source = receive_document(
        session,
        content=content,
        reading=read_standard(content, filename=SHIPPED.name),
        by="t",
        now=MOMENT,
    )
    accept_all_proposals(session, source=source, by="t", now=MOMENT)
    import_document(session, source=source, by="t", now=MOMENT)
    standard = get_outline(session, "APA2654-001v2")
    texts = {standard.code: standard.name}
    texts["description"] = get_standard(session, standard.code).description
    texts |= {duty.code: duty.title for duty in standard.duties}
    texts |= {task.code: task.title for task in standard.tasks}
    texts |= {each.code: each.title for each in list_outputs(session, standard.id)}
    texts |= {each.code: each.text for each in list_indicators(session, standard.id)}
    texts |= {each.code: each.name for each in standard.competencies.values()}
    return texts | {each.code: each.name for each in list_attitudes(session, standard.id)}


def test_every_text_of_the_standard_has_its_english_title(official):
    assert {code: text for code, (text, _title) in TITLES.items()} == official


def test_an_english_title_holds_no_chinese():
    assert not [title for _text, title in TITLES.values() if re.search(r"[\u3000-\u9fff]", title)]


def test_what_has_no_english_title_stays_as_it_is():
    assert in_english("場地規劃") == "Venue planning"
    assert in_english("另一份基準的任務") == "另一份基準的任務"
