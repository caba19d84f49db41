"""The stored projection of mastery and readiness, which the marks give again at any time.

With it what cannot be had again: study, and the calibrations that figures were made with.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from curriculum.database import Base, PackedJson


class StudySession(Base):
    """A trainee studied a competency: answers given before it say less about today."""

    __tablename__ = "study_session"
    __table_args__ = (Index(None, "trainee_id", "competency_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    trainee_id: Mapped[int] = mapped_column(ForeignKey("trainee.id"))
    competency_id: Mapped[int] = mapped_column(ForeignKey("competency.id"))
    studied_at: Mapped[datetime]
    is_completion: Mapped[bool]  # the module was completed with it


class CalibrationRecord(Base):
    """One calibration of a standard; rows are only added, and the newest is in force."""

    __tablename__ = "calibration"
    __table_args__ = (UniqueConstraint("standard_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(unique=True)
    standard_id: Mapped[int] = mapped_column(ForeignKey("standard.id"))
    number: Mapped[int]  # from 1
    made_at: Mapped[datetime]
    made_by: Mapped[str]
    rule_version: Mapped[str]
    scale: Mapped[dict[str, Any]]  # prior and bars: quizzes.mastery.calibration.scale_to_mapping
    difficulties: Mapped[dict[str, Any]] = mapped_column(PackedJson)  # b by item version id
    exposures: Mapped[dict[str, Any]] = mapped_column(PackedJson)  # share by item version id
    ratings_sha256: Mapped[str]  # of what the raters said
    answers: Mapped[int]  # first answers that spoke
    trainees: Mapped[int]  # who gave them
    prior_trainees: Mapped[int]  # of them, whose answers fitted the prior; 0: the start prior


class MasteryRecord(Base):
    """What the evidence says about one trainee and one competency, as of the last evidence.

    The columns are those of quizzes.mastery.estimation.MasteryEstimate; status and lamp follow
    from them and the day on which somebody looks.
    """

    __tablename__ = "mastery_record"

    trainee_id: Mapped[int] = mapped_column(ForeignKey("trainee.id"), primary_key=True)
    competency_id: Mapped[int] = mapped_column(
        ForeignKey("competency.id"), primary_key=True, index=True
    )
    rule: Mapped[str]  # stopping rule: recommended or economical
    probability: Mapped[float]  # P(at or above the bar), from all evidence
    own_probability: Mapped[float]  # the same from the answers on this competency alone
    answered: Mapped[int]  # first exposures that count
    right: Mapped[float]  # sum of their scores
    expected_right: Mapped[float]  # what one exactly at the bar would score on them
    mean: Mapped[float]  # logits above the bar
    sd: Mapped[float]
    last_evidence_at: Mapped[datetime | None]
    review_due_on: Mapped[date | None]  # when ageing brings it under .80
    lapsed_on: Mapped[date | None]  # … under .70
    rule_version: Mapped[str]
    calibration: Mapped[int]  # its number; 0: none


class ReadinessRecord(Base):
    """One readiness claim of one trainee: a block, task, duty, level or the whole standard."""

    __tablename__ = "readiness_record"

    trainee_id: Mapped[int] = mapped_column(ForeignKey("trainee.id"), primary_key=True)
    standard_id: Mapped[int] = mapped_column(
        ForeignKey("standard.id"), primary_key=True, index=True
    )
    scope: Mapped[str] = mapped_column(primary_key=True)  # quizzes.mastery.rollup.ClaimScope
    subject: Mapped[str] = mapped_column(primary_key=True)  # task or duty id, level, or ""
    probability: Mapped[float | None]  # P(claim); None: nothing of it can be asked
    status: Mapped[str]  # quizzes.mastery.rollup.ClaimStatus
    without_items: Mapped[list[Any]]  # codes that the bank has no item for
    thin: Mapped[list[Any]]  # codes asked less often than a claim needs
    shares_bar: Mapped[bool]  # its level has no bar of its own yet
    rule_version: Mapped[str]
    calibration: Mapped[int]  # its number; 0: none
