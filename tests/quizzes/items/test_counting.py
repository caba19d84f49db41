from quizzes.items.counting import count_competencies_with_items
from tests.factories.items import add_bank
from tests.factories.standards import add_standard


def test_a_competency_counts_once_however_many_items_it_has(session):
    standard = add_standard(session)
    assert count_competencies_with_items(session) == {}
    add_bank(session, standard, "K01", 3)
    add_bank(session, standard, "S01", 1)
    assert count_competencies_with_items(session) == {standard.id: 2}
