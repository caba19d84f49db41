from copy import deepcopy
from datetime import UTC, timedelta
from types import SimpleNamespace

import pytest
from sqlalchemy import select

from curriculum.errors import ConflictError, InvalidError
from quizzes.certification.commands import (
    issue_certificates,
    issue_completion_report,
    reissue_certificate,
    revoke_certificate,
)
from quizzes.certification.issuing import Office
from quizzes.certification.models import Certificate
from quizzes.certification.policy import NotReadyError
from quizzes.certification.queries import get_certificate, get_report, list_certificates
from quizzes.certification.sealing import content_hash
from quizzes.mastery.models import ReadinessRecord
from tests.factories.items import add_bank
from tests.factories.people import MOMENT
from tests.factories.readiness import join, make_ready, open_cohort, sit_check
from tests.factories.standards import add_standard

KEY = b"the key of the seals"
OFFICE = Office(issuer={"organisation": "訓練中心", "name": "周佳蓉"}, key=KEY, zone=UTC)
NEXT_DAY = MOMENT + timedelta(days=1)


@pytest.fixture
def world(session):
    standard = add_standard(session)
    for code in ("K01", "K02", "S01"):
        add_bank(session, standard, code)
    cohort = open_cohort(session, standard)
    ready, unready = join(session, cohort, "陳堃"), join(session, cohort, "林予安")
    make_ready(session, standard, ready)
    sit_check(session, standard, unready, "K01", right=False)
    return SimpleNamespace(standard=standard, cohort=cohort, ready=ready, unready=unready)


def issue(session, world, *trainees, now=MOMENT, criterion="standard"):
    return issue_certificates(
        session,
        cohort_public_id=world.cohort.public_id,
        criterion_key=criterion,
        trainees=[each.public_id for each in trainees],
        office=OFFICE,
        by="admin",
        now=now,
    )


def look(session, certificate, day=MOMENT):
    return get_certificate(session, certificate.public_id, key=KEY, today=day.date())


def test_a_certificate_prints_what_was_known_on_the_day_of_issue(session, world):
    [certificate] = issue(session, world, world.ready)
    printed = certificate.printed
    assert printed["holder"] == "陳堃"
    assert printed["number"] == "2026-0001"
    assert printed["claim"]["percent"] >= 90
    assert printed["claim"]["text"]["zh"] == "2 項工作任務都已就緒，達第 4 級"
    assert printed["standard"]["code"] == "XYZ1234-001v1"
    assert printed["valid_until"] == "2029-08-31"
    lamps = [lamp for duty in printed["bridge"] for task in duty["tasks"] for lamp in task["lamps"]]
    assert [lamp["code"] for lamp in lamps] == ["K01", "S01", "K01", "K02", "S01"]
    assert {lamp["step"] for lamp in lamps} <= {"2", "3", "4"}
    assert printed["evidence"]["answered"] >= 15
    assert look(session, certificate).state == "valid"


def test_no_sentence_on_the_paper_holds_the_name(session, world):
    [certificate] = issue(session, world, world.ready)
    others = {key: value for key, value in certificate.printed.items() if key != "holder"}
    assert "陳堃" not in str(others)


def test_nobody_is_certified_when_one_of_the_chosen_is_not_ready(session, world):
    with pytest.raises(NotReadyError, match="林予安"):
        issue(session, world, world.ready, world.unready)
    assert session.scalars(select(Certificate)).all() == []


def test_a_stranger_to_the_cohort_cannot_be_certified(session, world):
    other = join(session, open_cohort(session, world.standard, "別班"), "王喆")
    with pytest.raises(InvalidError):
        issue(session, world, other)
    with pytest.raises(InvalidError):
        issue(session, world)


def test_issuing_twice_on_a_day_gives_one_certificate(session, world):
    [first] = issue(session, world, world.ready)
    [again] = issue(session, world, world.ready, now=MOMENT + timedelta(hours=2))
    assert again.public_id == first.public_id


def test_issuing_on_another_day_supersedes(session, world):
    [old] = issue(session, world, world.ready)
    [new] = issue(session, world, world.ready, now=NEXT_DAY)
    assert new.public_id != old.public_id
    assert new.number == "2026-0002"
    assert look(session, old).state == "superseded"
    assert look(session, new).state == "valid"


def test_there_are_never_two_valid_certificates_of_one_claim(session, world):
    for hours in (0, 20, 50, 51, 80):
        issue(session, world, world.ready, now=MOMENT + timedelta(hours=hours))
    issue(session, world, world.ready, criterion="task:T1.1")
    held = list_certificates(session, key=KEY, today=MOMENT.date(), trainee_id=world.ready.id)
    valid = [(each.scope, each.subject) for each in held if each.state == "valid"]
    assert sorted(valid) == [("standard", ""), ("task", "T1.1")]


def test_a_reissue_prints_the_name_of_today(session, world):
    [old] = issue(session, world, world.ready)
    world.ready.name = "陳坤"
    new = reissue_certificate(
        session, certificate=old, reason="姓名更正", office=OFFICE, by="admin", now=MOMENT
    )
    assert new.printed["holder"] == "陳坤"
    assert look(session, old).printed["holder"] == "陳堃"
    assert look(session, old).ended.reason == "姓名更正"


def test_what_was_revoked_stays_revoked_when_a_new_one_is_issued(session, world):
    [old] = issue(session, world, world.ready)
    revoke_certificate(
        session, certificate=old, reason="登錄有誤", office=OFFICE, by="admin", now=MOMENT
    )
    [new] = issue(session, world, world.ready)
    assert new.public_id != old.public_id
    assert look(session, old).state == "revoked"
    assert look(session, new).state == "valid"


def test_a_certificate_ends_once_and_with_a_reason(session, world):
    [certificate] = issue(session, world, world.ready)
    act = {"certificate": certificate, "office": OFFICE, "by": "admin", "now": MOMENT}
    for reason in ("", "  ", "長" * 501):
        with pytest.raises(InvalidError):
            revoke_certificate(session, reason=reason, **act)
    revoke_certificate(session, reason="登錄有誤", **act)
    with pytest.raises(ConflictError):
        revoke_certificate(session, reason="再一次", **act)
    with pytest.raises(ConflictError):
        reissue_certificate(session, reason="再一次", **act)


@pytest.mark.parametrize(
    "change",
    [
        lambda printed: printed.update(holder="林予安"),
        lambda printed: printed.update(valid_until="2099-12-31"),
        lambda printed: printed["claim"].update(percent=1),
        lambda printed: printed["bridge"][0]["tasks"][0]["lamps"][0].update(step="0"),
    ],
    ids=["holder", "valid_until", "percent", "lamp"],
)
def test_a_changed_row_does_not_fit_its_seal(session, world, change):
    [certificate] = issue(session, world, world.ready)
    printed = deepcopy(certificate.printed)
    change(printed)
    forged = Certificate(
        public_id="forged", number="2026-9999", seal=certificate.seal, edition=9,
        trainee_id=certificate.trainee_id, standard_id=certificate.standard_id,
        scope=certificate.scope, subject=certificate.subject, printed=printed,
        issued_at=MOMENT, issued_by="admin", valid_until=certificate.valid_until,
    )  # fmt: skip
    session.add(forged)
    session.flush()
    assert look(session, forged).state == "mismatch"


def test_a_seal_does_not_fit_another_row(session, world):
    [certificate] = issue(session, world, world.ready)
    copied = Certificate(
        public_id="copied", number="2026-9998", seal=certificate.seal, edition=9,
        trainee_id=certificate.trainee_id, standard_id=certificate.standard_id,
        scope=certificate.scope, subject=certificate.subject, printed=certificate.printed,
        issued_at=MOMENT, issued_by="admin", valid_until=certificate.valid_until,
    )  # fmt: skip
    session.add(copied)
    session.flush()
    assert look(session, copied).state == "mismatch"


def test_an_expired_certificate_says_so(session, world):
    [certificate] = issue(session, world, world.ready)
    assert look(session, certificate, MOMENT + timedelta(days=1096)).state == "expired"


def report(session, world, now=MOMENT):
    return issue_completion_report(
        session,
        cohort_public_id=world.cohort.public_id,
        criterion_key="",
        office=OFFICE,
        by="admin",
        now=now,
    )


def test_a_report_keeps_what_was_true_when_it_was_issued(session, world):
    issue(session, world, world.ready)
    first = report(session, world)
    sit_check(session, world.standard, world.unready, "S01")
    second = report(session, world, now=NEXT_DAY)
    assert (first.number, second.number) == (1, 2)
    kept = get_report(session, first.public_id)
    assert content_hash(kept.content) == kept.sha256 == first.sha256 != second.sha256
    assert kept.content["totals"]["graduated"] == kept.content["totals"]["certified"] == 1
    line = next(t for t in kept.content["trainees"] if t["name"] == "陳堃")
    assert line["certificate"] == "2026-0001"
    assert line["check_count"] == 2
    assert line["level"] == 4


def test_who_left_stays_on_the_report(session, world):
    enrolment = world.unready.enrolments[0]
    enrolment.left_on = MOMENT.date()
    session.flush()
    totals = report(session, world).content["totals"]
    assert (totals["enrolled"], totals["completed"], totals["left"]) == (2, 1, 1)


def test_a_cohort_without_trainees_has_nothing_to_report(session, world):
    empty = open_cohort(session, world.standard, "空班")
    with pytest.raises(ConflictError):
        report(session, SimpleNamespace(cohort=empty))


def test_figures_of_an_older_rule_are_not_stated(session, world):
    session.execute(ReadinessRecord.__table__.update().values(rule_version="R0"))
    session.expire_all()
    with pytest.raises(ConflictError, match="R0"):
        report(session, world)


def test_ids_and_seals_of_many_issues_have_nothing_in_common(session, world):
    ids = {
        issue(session, world, world.ready, now=MOMENT + timedelta(days=n))[0].public_id
        for n in range(12)
    }
    assert len(ids) == 12
    assert all(len(each) == 22 for each in ids)
