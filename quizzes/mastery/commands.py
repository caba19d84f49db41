"""Keeping the projection of mastery in step with the answers."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import fields
from datetime import datetime
from math import isclose
from typing import Any

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from curriculum.standards.queries import StandardOutline
from quizzes.mastery.drafting import Draft, find_grounds
from quizzes.mastery.estimation import MasteryEstimate
from quizzes.mastery.measuring import Measured
from quizzes.mastery.models import MasteryRecord, ReadinessRecord, StudySession
from quizzes.mastery.policy import VERSION
from quizzes.mastery.queries import assessable_levels, measure, measure_all
from quizzes.trainees.commands import hold_trainees

BATCH = 50
SAME_WITHIN = 1e-6
_FIGURES = tuple(field.name for field in fields(MasteryEstimate))


def record_study(
    session: Session, *, trainee_id: int, competency_id: int, is_completion: bool, now: datetime
) -> StudySession:
    """Record that a trainee studied a competency, or with it completed its module."""
    study = StudySession(
        trainee_id=trainee_id,
        competency_id=competency_id,
        studied_at=now,
        is_completion=is_completion,
    )
    session.add(study)
    session.flush()
    return study


def renew_mastery(session: Session, *, standard: StandardOutline, trainee_id: int) -> Measured:
    """Measure a trainee anew and store the result in place of the last one.

    Of two transactions that measure the same trainee the second waits, and sees what the first did.
    """
    hold_trainees(session, trainee_ids=[trainee_id])
    measured = measure(session, standard=standard, trainee_id=trainee_id)
    _store(session, standard, {trainee_id: measured})
    return measured


def store_draft(session: Session, *, standard: StandardOutline, draft: Draft) -> None:
    """Store what was drafted; whoever has answered since, or studied, is measured again."""
    hold_trainees(session, trainee_ids=draft.measured)
    found = find_grounds(
        session,
        standard=standard,
        trainee_ids=draft.measured,
        assessable=assessable_levels(session, standard),
    )
    changed = [each for each in draft.measured if found[each] != draft.grounds[each]]
    kept = {each: made for each, made in draft.measured.items() if each not in changed}
    if changed:
        kept |= measure_all(session, standard=standard, trainee_ids=changed)
    _store(session, standard, kept)


def batches(trainee_ids: Collection[int], size: int = BATCH) -> Iterator[Sequence[int]]:
    """Share trainees out into batches that fit into one transaction and into memory."""
    ordered = sorted(trainee_ids)
    for start in range(0, len(ordered), size):
        yield ordered[start : start + size]


def find_differences(
    session: Session, *, standard: StandardOutline, trainee_ids: Collection[int]
) -> list[str]:
    """Name every stored figure that measuring anew does not give again."""
    differences = []
    for batch in batches(trainee_ids):
        fresh = _rows(standard, measure_all(session, standard=standard, trainee_ids=batch))
        stored = _stored_rows(session, standard, batch)
        differences += [
            f"trainee {key[1]}, {' '.join(map(str, key[2:]))}: "
            f"stored {stored.get(key)}, measured {fresh.get(key)}"
            for key in sorted({*fresh, *stored}, key=str)
            if not _is_same(stored.get(key), fresh.get(key))
        ]
    return differences


def _is_same(stored: dict[str, Any] | None, fresh: dict[str, Any] | None) -> bool:
    """Compare two rows; the last digits of a probability may differ between processors."""
    if stored is None or fresh is None:
        return stored is fresh
    return stored.keys() == fresh.keys() and all(
        isclose(value, fresh[name], rel_tol=0, abs_tol=SAME_WITHIN)
        if isinstance(value, float) and isinstance(fresh[name], float)
        else value == fresh[name]
        for name, value in stored.items()
    )


def _store(session: Session, standard: StandardOutline, measured: dict[int, Measured]) -> None:
    for held in list(session.identity_map.values()):
        if isinstance(held, MasteryRecord | ReadinessRecord):
            session.expunge(held)
    without_loading = {"synchronize_session": False}
    session.execute(
        delete(MasteryRecord).where(
            MasteryRecord.trainee_id.in_(measured),
            MasteryRecord.competency_id.in_(standard.competencies),
        ),
        execution_options=without_loading,
    )
    session.execute(
        delete(ReadinessRecord).where(
            ReadinessRecord.trainee_id.in_(measured), ReadinessRecord.standard_id == standard.id
        ),
        execution_options=without_loading,
    )
    mastery = [row for each in measured.items() for row in _mastery_rows(standard, *each)]
    readiness = [row for each in measured.items() for row in _readiness_rows(standard, *each)]
    core = session.connection()  # the ORM would begin a statement wherever a date comes after none
    if mastery:
        core.execute(insert(MasteryRecord), mastery)
    if readiness:
        core.execute(insert(ReadinessRecord), readiness)


def _mastery_rows(
    standard: StandardOutline, trainee_id: int, measured: Measured
) -> list[dict[str, Any]]:
    return [
        {
            "trainee_id": trainee_id,
            "competency_id": competency.id,
            "rule_version": VERSION,
            "calibration": measured.calibration.number,
            **{name: getattr(estimate, name) for name in _FIGURES},
        }
        for competency in standard.competencies.values()
        if (estimate := measured.measurement.estimates[competency.code]).answered
    ]


def _readiness_rows(
    standard: StandardOutline, trainee_id: int, measured: Measured
) -> list[dict[str, Any]]:
    if not measured.answers:
        return []
    return [
        {
            "trainee_id": trainee_id,
            "standard_id": standard.id,
            "scope": claim.scope.value,
            "subject": claim.subject,
            "probability": claim.probability,
            "status": claim.status.value,
            "without_items": list(claim.without_items),
            "thin": list(claim.thin),
            "shares_bar": claim.shares_bar,
            "rule_version": VERSION,
            "calibration": measured.calibration.number,
        }
        for claim in measured.claims
    ]


def _rows(
    standard: StandardOutline, measured: dict[int, Measured]
) -> dict[tuple[object, ...], dict[str, Any]]:
    rows: dict[tuple[object, ...], dict[str, Any]] = {}
    for trainee_id, each in measured.items():
        for row in _mastery_rows(standard, trainee_id, each):
            rows["mastery", trainee_id, row["competency_id"]] = row
        for row in _readiness_rows(standard, trainee_id, each):
            rows["readiness", trainee_id, row["scope"], row["subject"]] = row
    return rows


def _stored_rows(
    session: Session, standard: StandardOutline, trainee_ids: Collection[int]
) -> dict[tuple[object, ...], dict[str, Any]]:
    mastery = session.execute(
        select(MasteryRecord.__table__).where(
            MasteryRecord.trainee_id.in_(trainee_ids),
            MasteryRecord.competency_id.in_(standard.competencies),
        )
    ).mappings()
    readiness = session.execute(
        select(ReadinessRecord.__table__).where(
            ReadinessRecord.trainee_id.in_(trainee_ids), ReadinessRecord.standard_id == standard.id
        )
    ).mappings()
    rows: dict[tuple[object, ...], dict[str, Any]] = {
        ("mastery", row["trainee_id"], row["competency_id"]): dict(row) for row in mastery
    }
    for row in readiness:
        rows["readiness", row["trainee_id"], row["scope"], row["subject"]] = dict(row)
    return rows
