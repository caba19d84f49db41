import pytest

from curriculum.icap.document import Attitude, Block, Indicator, StandardDocument
from tests.curriculum.icap.accuracy import document_codes, truth


@pytest.mark.parametrize("code", document_codes())
def test_a_document_keeps_every_field_of_its_json_form(code):
    mapping = truth(code)

    assert StandardDocument.from_mapping(mapping).to_mapping() == mapping


def test_a_printed_code_is_given_only_where_it_differs():
    plain = Indicator(code="P1.1.1", text="能").to_mapping()
    repaired = Indicator(code="P1.1.1", text="能", printed_code="O1.1.1").to_mapping()

    assert "printed_code" not in plain
    assert repaired["printed_code"] == "O1.1.1"


def test_a_description_is_given_only_where_there_is_one():
    assert Attitude(code="A01", name="同理心").to_mapping() == {"code": "A01", "name": "同理心"}


def test_a_level_that_cannot_be_read_is_null():
    block = Block(level=None, indicators=(), knowledge=(), skills=())

    assert block.to_mapping()["level"] is None
    assert Block.from_mapping(block.to_mapping()) == block
