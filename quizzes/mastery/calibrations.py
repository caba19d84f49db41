"""Calibrations as they are kept: the one in force, an earlier one, their list, and one whole."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.orm import Session

from curriculum.errors import NotFoundError
from curriculum.standards.models import Competency
from curriculum.standards.queries import StandardOutline
from quizzes.items.models import Item, ItemVersion
from quizzes.items.ratings import deciding_level, stored_ratings
from quizzes.mastery.calibration import (
    UNCALIBRATED,
    Calibration,
    ServedVersion,
    calibration_of,
    printed_version,
)
from quizzes.mastery.models import CalibrationRecord, ReadinessRecord
from quizzes.mastery.movement import CompetencyScale, ItemMove, competency_scales, item_moves
from quizzes.mastery.policy import VERSION
from quizzes.mastery.scopes import block_scopes

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

    @property
    def version(self) -> str:
        """The name that results print."""
        return printed_version(self.number, self.rule_version)


@dataclass(frozen=True, slots=True, eq=False)
class CalibrationReport:
    """One calibration with what it says of competencies and items in service when it was made."""

    line: CalibrationLine
    calibration: Calibration
    before: CalibrationLine | None  # None: it is the first, and items moved from their ratings
    levels: Sequence[int]  # of the standard, the lowest first
    competencies: Sequence[CompetencyScale]
    moves: Sequence[ItemMove]  # the largest first


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


def list_calibrations(
    session: Session, standard_id: int, *, below: int | None = None, limit: int | None = None
) -> Sequence[CalibrationLine]:
    """List the calibrations of a standard, the newest first, or some of those below a number."""
    query = _lines(standard_id).order_by(CalibrationRecord.number.desc()).limit(limit)
    if below is not None:
        query = query.where(CalibrationRecord.number < below)
    return [CalibrationLine(*row) for row in session.execute(query)]


def get_calibration_report(
    session: Session, standard: StandardOutline, number: int
) -> CalibrationReport:
    """Return one calibration whole, beside the one before it, or raise NotFoundError."""
    lines = list_calibrations(session, standard.id, below=number + 1, limit=2)
    if not lines or lines[0].number != number:
        raise NotFoundError(f"沒有第 {number} 次校準。", f"There is no calibration {number}.")
    line, before = lines[0], lines[1] if len(lines) > 1 else None
    made = numbered_calibration(session, standard.id, number)
    earlier = numbered_calibration(session, standard.id, before.number if before else 0)
    served = [
        version
        for version in list_served_versions(session, standard.id)
        if version.id in made.difficulties
        and (version.retired_at is None or version.retired_at > line.made_at)
    ]
    blocks = block_scopes(standard)
    return CalibrationReport(
        line=line,
        calibration=made,
        before=before,
        levels=sorted({block.level for block in blocks}),
        competencies=competency_scales(
            {c.code: c.name for c in standard.competencies.values()}, blocks, served, made
        ),
        moves=item_moves(served, made, earlier),
    )


def list_served_versions(session: Session, standard_id: int) -> Sequence[ServedVersion]:
    """Return every item version of a standard that was ever in service, in one select."""
    rows = session.execute(
        select(
            ItemVersion.id,
            Item.code,
            Competency.code,
            ItemVersion.level,
            ItemVersion.content["angoff"],
            ItemVersion.chance,
            ItemVersion.difficulty,
            ItemVersion.difficulty_sd,
            ItemVersion.retired_at,
        )
        .join(Item, ItemVersion.item_id == Item.id)
        .join(Competency, Item.competency_id == Competency.id)
        .where(Competency.standard_id == standard_id, ItemVersion.published_at.is_not(None))
        .order_by(ItemVersion.id)
    )
    return [
        ServedVersion(
            id=version_id,
            item=item,
            competency=code or "",
            rated_level=deciding_level(stored_ratings(ratings, level), level),
            chance=chance,
            difficulty=difficulty,
            sd=sd,
            retired_at=retired_at,
        )
        for version_id, item, code, level, ratings, chance, difficulty, sd, retired_at in rows
    ]


def _lines(standard_id: int) -> Select[int, datetime, str, str, int, int, int]:
    return select(
        CalibrationRecord.number,
        CalibrationRecord.made_at,
        CalibrationRecord.made_by,
        CalibrationRecord.rule_version,
        CalibrationRecord.answers,
        CalibrationRecord.trainees,
        CalibrationRecord.prior_trainees,
    ).where(CalibrationRecord.standard_id == standard_id)


def _read(session: Session, record_id: int, public_id: str) -> Calibration:
    if public_id not in _known:
        record = session.get_one(CalibrationRecord, record_id)
        if len(_known) >= _KNOWN_AT_MOST:
            _known.clear()
        _known[public_id] = calibration_of(
            record.number, record.scale, record.difficulties, record.exposures
        )
    return _known[public_id]


def is_outdated(session: Session, standard_id: int) -> ColumnElement[bool]:
    """Whether stored readiness was made by another calibration or rule than that in force."""
    current = current_calibration(session, standard_id).number
    return or_(ReadinessRecord.calibration != current, ReadinessRecord.rule_version != VERSION)
