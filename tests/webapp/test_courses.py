import pytest

from curriculum.errors import ConflictError
from curriculum.modules.queries import list_modules
from quizzes.delivery.queries import list_quizzes
from quizzes.items.formats.yaml_bank import Bank
from quizzes.panels.queries import list_panels
from tests.factories.documents import lost_count, small_reading, two_names
from tests.factories.items import choice_content
from tests.factories.people import MOMENT
from tests.factories.standards import SMALL, add_standard
from webapp.courses import import_as_proposed, open_course, publish_banks

SHIPPED = "APA2654-001v2"  # whose panel is known

# Practice and check of each K/S, a quiz of each task and level, the review.
QUIZZES = 2 * 3 + 2 + 2 + 1


def bring(session, **fields):
    because = fields.pop("because", "")
    return import_as_proposed(
        session,
        content=b"a file",
        reading=small_reading(two_names(), **fields),
        because=because,
        by="system",
        now=MOMENT,
    )


def test_a_standard_without_shipped_content_gets_its_course(session):
    imported = bring(session)
    modules = list_modules(session, imported.standard)
    assert [(m.competency.code, m.lesson_characters) for m in modules] == [
        ("K01", 0), ("S01", 0), ("K02", 0),
    ]  # fmt: skip
    assert len(list_quizzes(session, imported.standard.id)) == QUIZZES
    assert (imported.is_new, imported.accepted) == (True, [0])


def test_opening_a_course_again_adds_nothing(session):
    first = bring(session)
    again = bring(session)
    assert (again.is_new, again.accepted) == (False, [])
    open_course(session, standard_code=first.standard.code)
    assert len(list_quizzes(session, first.standard.id)) == QUIZZES


def test_differences_need_a_stated_reason(session):
    with pytest.raises(ConflictError):
        bring(session, counts=(lost_count(),))
    imported = bring(session, counts=(lost_count(),), because="S09 是頁尾的字")
    assert imported.review.file.differences_because == "S09 是頁尾的字"


def test_publishing_a_bank_keeps_what_the_panel_said_for_each_level(session):
    standard = add_standard(session, SMALL | {"code": SHIPPED})
    both = {"3": [0.5, 0.5, 0.6], "4": [0.7, 0.8, 0.9]}
    items = (choice_content("K01", 1, angoff=both), choice_content("K01", 2))
    bank = Bank(SHIPPED, "K01", items)
    publish_banks(session, standard=standard, banks=[bank], by="system", now=MOMENT)
    (panel,) = list_panels(session, standard.id)
    assert panel.ratings == {
        3: {"K01-01": both["3"]},
        4: {"K01-01": both["4"], "K01-02": [0.6, 0.65, 0.7]},
    }
