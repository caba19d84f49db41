from dataclasses import replace

import pytest
from sqlalchemy import func, select

from curriculum.errors import ConflictError, InvalidError
from curriculum.icap.commands import (
    accept_all_proposals,
    accept_differences,
    decide_finding,
    import_document,
    receive_document,
    set_document_aside,
)
from curriculum.icap.correcting import OTHER, Decision
from curriculum.icap.findings import Severity
from curriculum.icap.models import FindingDecision, SourceDocument
from curriculum.icap.queries import (
    find_document_of,
    find_review_of,
    get_content,
    get_review,
    list_waiting_documents,
)
from curriculum.standards.models import Standard
from curriculum.standards.queries import get_outline
from tests.factories.documents import lost_count, small_reading, two_names
from tests.factories.people import MOMENT
from tests.factories.standards import SMALL


def receive(session, reading, content=b"a file"):
    return receive_document(session, content=content, reading=reading, by="chou", now=MOMENT)


def decide(session, source, choice, replacement=None, by="chou"):
    decision = Decision(0, choice, replacement)
    return decide_finding(session, source=source, decision=decision, by=by, now=MOMENT)


def skill_name(session, code="S01"):
    return get_outline(session, "XYZ1234-001v1").competency(code).name


def test_the_same_content_is_kept_once(session):
    first = receive(session, small_reading())
    again = receive(session, replace(small_reading(), filename="renamed.docx"))
    assert again is first
    assert session.scalar(select(func.count(SourceDocument.id))) == 1
    assert get_content(session, first.public_id) == ("small.docx", b"a file")


def test_a_newer_reader_replaces_the_reading_and_its_decisions_no_longer_count(session):
    source = receive(session, small_reading(two_names()))
    decide(session, source, "name-2")
    receive(session, small_reading(two_names(1), two_names(2), reader_version="2"))
    review = get_review(session, source.public_id)
    assert review.reading.reader_version == "2"
    assert review.open_numbers == (0, 1)
    assert session.scalar(select(func.count(FindingDecision.id))) == 1


def test_the_latest_decision_counts_and_the_earlier_ones_stay(session):
    source = receive(session, small_reading(two_names()))
    decide(session, source, "name-2")
    decide(session, source, "name-1", by="lin")
    review = get_review(session, source.public_id)
    assert (review.decisions[0].choice, review.decisions[0].decided_by) == ("name-1", "lin")
    assert review.decisions[0].decided_at == MOMENT
    assert session.scalar(select(func.count(FindingDecision.id))) == 2


@pytest.mark.parametrize(
    ("choice", "replacement"),
    [("name-3", None), (OTHER, None), (OTHER, "  "), (OTHER, "字" * 2001), ("", None)],
)
def test_a_decision_is_one_of_the_options_or_a_text(session, choice, replacement):
    source = receive(session, small_reading(two_names()))
    with pytest.raises(InvalidError):
        decide(session, source, choice, replacement)
    assert get_review(session, source.public_id).decisions == {}


def test_accepting_the_rest_leaves_what_was_decided(session):
    source = receive(session, small_reading(two_names(1), two_names(2)))
    decide(session, source, "name-2")
    rows = accept_all_proposals(session, source=source, by="lin", now=MOMENT)
    assert [(row.finding, row.choice) for row in rows] == [(1, "name-1")]
    assert get_review(session, source.public_id).decisions[0].choice == "name-2"


@pytest.mark.parametrize(
    ("choice", "replacement", "name"),
    [
        ("name-1", None, "估價與詢價能力"),
        ("name-2", None, "估價能力"),
        (OTHER, "詢價能力", "詢價能力"),
    ],
)
def test_the_standard_is_as_it_was_decided(session, choice, replacement, name):
    source = receive(session, small_reading(two_names()))
    decide(session, source, choice, replacement)
    import_document(session, source=source, by="chou", now=MOMENT)
    assert skill_name(session) == name
    review = get_review(session, source.public_id)
    assert review.file.standard_code == "XYZ1234-001v1"
    assert (review.file.imported_by, review.file.imported_at) == ("chou", MOMENT)


def test_importing_twice_gives_the_same_standard(session):
    source = receive(session, small_reading())
    first = import_document(session, source=source, by="chou", now=MOMENT)
    assert import_document(session, source=source, by="lin", now=MOMENT) is first
    assert receive(session, small_reading()).standard_id == first.id
    assert session.scalar(select(func.count(Standard.id))) == 1


def test_another_file_cannot_bring_the_same_standard(session):
    import_document(session, source=receive(session, small_reading()), by="chou", now=MOMENT)
    other = receive(session, small_reading(), content=b"another file")
    with pytest.raises(ConflictError, match=r"already imported from small\.docx"):
        import_document(session, source=other, by="chou", now=MOMENT)


def explain(session, source, because):
    accept_differences(session, source=source, because=because, by="chou", now=MOMENT)


def test_a_difference_without_a_reason_bars_the_import_until_somebody_states_one(session):
    source = receive(session, small_reading(counts=(lost_count(),)))
    with pytest.raises(ConflictError, match="技能 S"):
        import_document(session, source=source, by="chou", now=MOMENT)
    explain(session, source, " S09 是頁尾的字 ")
    import_document(session, source=source, by="chou", now=MOMENT)
    file = get_review(session, source.public_id).file
    assert (file.differences_because, file.differences_accepted_by) == ("S09 是頁尾的字", "chou")
    assert file.differences_accepted_at == MOMENT
    with pytest.raises(ConflictError):
        explain(session, source, "再說一次")


@pytest.mark.parametrize("because", ["", "  ", "字" * 501])
def test_a_stated_reason_is_short_and_not_empty(session, because):
    source = receive(session, small_reading(counts=(lost_count(),)))
    with pytest.raises(InvalidError):
        explain(session, source, because)


def test_a_stated_reason_is_about_one_reading(session):
    source = receive(session, small_reading(counts=(lost_count(),)))
    explain(session, source, "S09 是頁尾的字")
    receive(session, small_reading(counts=(lost_count(),), reader_version="2"))
    with pytest.raises(ConflictError):
        import_document(session, source=source, by="chou", now=MOMENT)


def test_an_error_must_be_decided_and_a_warning_may_stand_as_proposed(session):
    source = receive(session, small_reading(two_names(severity=Severity.ERROR), two_names(2)))
    with pytest.raises(ConflictError, match="1 errors"):
        import_document(session, source=source, by="chou", now=MOMENT)
    decide(session, source, "name-1")
    import_document(session, source=source, by="chou", now=MOMENT)
    assert skill_name(session) == "估價與詢價能力"


@pytest.mark.parametrize(
    "change",
    [
        {"code": ""},
        {"name": ""},
        {"duties": []},
        {"attitudes": [{"code": "A01", "name": "謹慎"}, {"code": "A01", "name": "細心"}]},
        {"attitudes": [{"code": "K01", "name": "謹慎"}]},
        {"duties": [*SMALL["duties"], *SMALL["duties"]]},
    ],
)
def test_what_could_not_be_told_apart_is_not_imported(session, change):
    source = receive(session, small_reading(mapping=SMALL | change))
    with pytest.raises(InvalidError):
        import_document(session, source=source, by="chou", now=MOMENT)


def test_attitudes_without_codes_are_imported(session):
    attitudes = [{"code": "", "name": "謹慎"}, {"code": "", "name": "細心"}]
    source = receive(session, small_reading(mapping=SMALL | {"attitudes": attitudes}))
    standard = import_document(session, source=source, by="chou", now=MOMENT)
    assert [c.code for c in standard.competencies if c.kind == "A"] == [None, None]


def test_an_imported_document_is_closed(session):
    source = receive(session, small_reading(two_names()))
    standard = import_document(session, source=source, by="chou", now=MOMENT)
    with pytest.raises(ConflictError):
        decide(session, source, "name-1")
    with pytest.raises(ConflictError):
        accept_all_proposals(session, source=source, by="chou", now=MOMENT)
    with pytest.raises(ConflictError):
        set_document_aside(session, source=source, now=MOMENT)
    assert find_document_of(session, standard.id).public_id == source.public_id
    assert find_review_of(session, standard.id).reading == small_reading(two_names())


def test_a_review_that_was_given_up_is_taken_up_with_its_decisions(session):
    source = receive(session, small_reading(two_names()))
    decide(session, source, "name-2")
    set_document_aside(session, source=source, now=MOMENT)
    assert list_waiting_documents(session) == []
    receive(session, small_reading(two_names()))
    assert [line.public_id for line in list_waiting_documents(session)] == [source.public_id]
    assert get_review(session, source.public_id).open_numbers == ()
