import pytest

from curriculum.errors import NotFoundError
from curriculum.standards.commands import CriticalChange, mark_critical
from curriculum.standards.queries import get_outline
from tests.factories.standards import add_standard


@pytest.fixture
def standard(session):
    return add_standard(session)


def critical(session, standard):
    return get_outline(session, standard.code).critical


def test_what_is_named_is_critical_and_nothing_else(session, standard):
    first = mark_critical(session, standard_id=standard.id, codes=["S01", "K02"])
    assert first == CriticalChange(added=("K02", "S01"), removed=())
    assert critical(session, standard) == ("K02", "S01")
    second = mark_critical(session, standard_id=standard.id, codes=["K01", "S01"])
    assert second == CriticalChange(added=("K01",), removed=("K02",))
    assert critical(session, standard) == ("K01", "S01")


def test_naming_the_same_again_changes_nothing(session, standard):
    mark_critical(session, standard_id=standard.id, codes=["K02"])
    assert mark_critical(session, standard_id=standard.id, codes=["K02"]) is None
    assert critical(session, standard) == ("K02",)


@pytest.mark.parametrize("code", ["K99", "A01", ""])
def test_only_a_knowledge_or_a_skill_of_the_standard_can_be_critical(session, standard, code):
    with pytest.raises(NotFoundError):
        mark_critical(session, standard_id=standard.id, codes=["K01", code])
    assert critical(session, standard) == ()
