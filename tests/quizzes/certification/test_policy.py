from datetime import date

import pytest

from quizzes.certification.policy import (
    NotReadyError,
    certificate_state,
    last_valid_day,
    masked_name,
    require_certifiable,
)
from quizzes.certification.statements import odds, percent_down
from quizzes.certification.terms import CertificateEventKind as Kind
from quizzes.certification.terms import CertificateState as State
from quizzes.mastery.rollup import ClaimStatus
from tests.quizzes.certification.papers import claim

TODAY = date(2026, 11, 22)


def test_only_what_is_ready_can_be_certified():
    assert require_certifiable(claim("level", "4", 0.93), name="林予安") == 0.93
    for refused in (
        None,
        claim("level", "4", 0.89),
        claim("level", "4", 0.97, ClaimStatus.INSUFFICIENT_EVIDENCE),
        claim("standard", "", 0.97, ClaimStatus.NO_ITEMS),
        claim("duty", "T1", 0.97),
        claim("block", "T1.1/3", 0.97),
    ):
        with pytest.raises(NotReadyError, match="林予安"):
            require_certifiable(refused, name="林予安")


@pytest.mark.parametrize(
    ("issued", "last"),
    [
        (date(2027, 1, 18), date(2030, 1, 17)),
        (date(2027, 1, 1), date(2029, 12, 31)),
        (date(2024, 2, 29), date(2027, 2, 28)),
    ],
)
def test_a_certificate_holds_for_three_years(issued, last):
    assert last_valid_day(issued) == last


@pytest.mark.parametrize(
    ("events", "is_intact", "until", "state"),
    [
        ([Kind.ISSUED], True, TODAY, State.VALID),
        ([Kind.ISSUED], True, date(2026, 11, 21), State.EXPIRED),
        ([Kind.ISSUED, Kind.REVOKED], True, TODAY, State.REVOKED),
        ([Kind.ISSUED, Kind.SUPERSEDED], True, TODAY, State.SUPERSEDED),
        ([Kind.ISSUED], False, TODAY, State.MISMATCH),
        ([Kind.ISSUED, Kind.REVOKED], False, TODAY, State.MISMATCH),
    ],
)
def test_the_state_follows_from_seal_events_and_day(events, is_intact, until, state):
    assert certificate_state(events, is_intact=is_intact, valid_until=until, today=TODAY) is state


@pytest.mark.parametrize(
    ("name", "masked"),
    [
        ("陳堃", "陳○"),
        ("林予安", "林○安"),
        ("拉娃．尤幹", "拉○．○幹"),
        ("歐陽小明", "歐○○明"),
        ("LIN Yu-An", "L○○ ○○-○n"),
        ("王", "王"),
        ("", ""),
    ],
)
def test_the_middle_of_a_name_is_masked(name, masked):
    assert masked_name(name) == masked


def test_a_probability_is_said_both_ways_and_never_as_certain():
    said = odds(0.949, answered=318, right=271.0)
    assert "94% 的把握" in said.zh
    assert "約有 6 位" in said.zh
    assert "about 6 are expected" in said.en
    assert percent_down(1.0) == 99
