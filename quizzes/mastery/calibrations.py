"""Calibrations as they are kept: the one in force, an earlier one, and their list."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from quizzes.mastery.calibration import UNCALIBRATED, Calibration, calibration_of
from quizzes.mastery.models import CalibrationRecord

_KNOWN_AT_MOST = 64
_known: dict[str, Calibration] = {}  # by public id; a calibration never changes


class CalibrationLine(NamedTuple):
    """One calibration in the list of a standard."""

    number: int
    made_at: datetime
    made_by: str
    rule_version: str
    answers: int
    trainees: int
    prior_trainees: int


def current_calibration(session: Session, standard_id: int) -> Calibration:
    """Return the calibration in force, in one select where it was read before."""
    newest = session.execute(
        select(CalibrationRecord.id, CalibrationRecord.public_id)
        .where(CalibrationRecord.standard_id == standard_id)
        .order_by(CalibrationRecord.number.desc())
        .limit(1)
    ).one_or_none()
    return _read(session, *newest) if newest else UNCALIBRATED


def numbered_calibration(session: Session, standard_id: int, number: int) -> Calibration:
    """Return one calibration of a standard; number 0 is that before the first."""
    found = session.execute(
        select(CalibrationRecord.id, CalibrationRecord.public_id).where(
            CalibrationRecord.standard_id == standard_id, CalibrationRecord.number == number
        )
    ).one_or_none()
    return _read(session, *found) if found else UNCALIBRATED


def newest_record(session: Session, standard_id: int) -> CalibrationRecord | None:
    """Return the calibration in force as it is kept."""
    return session.scalar(
        select(CalibrationRecord)
        .where(CalibrationRecord.standard_id == standard_id)
        .order_by(CalibrationRecord.number.desc())
        .limit(1)
    )


def list_calibrations(session: Session, standard_id: int) -> Sequence[CalibrationLine]:
    """List the calibrations of a standard, the newest first."""
    rows = session.execute(
        select(
            CalibrationRecord.number,
            CalibrationRecord.made_at,
            CalibrationRecord.made_by,
            CalibrationRecord.rule_version,
            CalibrationRecord.answers,
            CalibrationRecord.trainees,
            CalibrationRecord.prior_trainees,
        )
        .where(CalibrationRecord.standard_id == standard_id)
        .order_by(CalibrationRecord.number.desc())
    )
    return [CalibrationLine(*row) for row in rows]


def _read(session: Session, record_id: int, public_id: str) -> Calibration:
    if public_id not in _known:
        record = session.get_one(CalibrationRecord, record_id)
        if len(_known) >= _KNOWN_AT_MOST:
            _known.clear()
        _known[public_id] = calibration_of(
            record.number, record.scale, record.difficulties, record.exposures
        )
    return _known[public_id]
