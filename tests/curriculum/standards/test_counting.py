from curriculum.standards.counting import Parts, count_parts
from tests.factories.standards import SMALL, add_standard


def test_each_standard_is_counted_by_itself(session):
    one = add_standard(session)
    other = add_standard(session, SMALL | {"code": "XYZ1234-002v1", "attitudes": []})
    assert count_parts(session) == {one.id: Parts(2, 2, 1, 1), other.id: Parts(2, 2, 1, 0)}
    assert count_parts(session)[one.id].measured == 3
