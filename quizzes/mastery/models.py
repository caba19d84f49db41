"""The stored projection of mastery and readiness; it can be rebuilt from the marks at any time."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import Enum, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from curriculum.database import Base


class ClaimScope(StrEnum):
    """What a readiness claim speaks of."""

    TASK = "task"
    DUTY = "duty"
    LEVEL = "level"
    STANDARD = "standard"


class StudySession(Base):
    """A trainee studied a competency: answers given before it say less about today."""

    __tablename__ = "study_session"
    __table_args__ = (Index(None, "trainee_id", "competency_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    trainee_id: Mapped[int] = mapped_column(ForeignKey("trainee.id"))
    competency_id: Mapped[int] = mapped_column(ForeignKey("competency.id"))
    studied_at: Mapped[datetime]
    is_completion: Mapped[bool]  # the module was completed with it


class MasteryRecord(Base):
    """What the evidence says about one trainee and one competency."""

    __tablename__ = "mastery_record"

    trainee_id: Mapped[int] = mapped_column(ForeignKey("trainee.id"), primary_key=True)
    competency_id: Mapped[int] = mapped_column(
        ForeignKey("competency.id"), primary_key=True, index=True
    )
    probability: Mapped[float]  # P(at or above the bar), from all evidence
    own_probability: Mapped[float]  # the same from the answers on this competency alone
    answered_count: Mapped[int]  # first exposures
    right_score: Mapped[float]  # sum of their scores
    expected_score: Mapped[float]  # what one exactly at the bar would score on them
    status: Mapped[str]  # quizzes.mastery.readiness, as of the evidence
    lamp: Mapped[str]  # "0" to "4": how far the lamp is lit
    last_evidence_at: Mapped[datetime]
    review_due_on: Mapped[date | None]  # when ageing brings a mastered competency under .80
    lapsed_on: Mapped[date | None]  # … under .70
    rule_version: Mapped[str]


class ReadinessRecord(Base):
    """One readiness claim of one trainee: a task, a duty, a level or the whole standard."""

    __tablename__ = "readiness_record"

    trainee_id: Mapped[int] = mapped_column(ForeignKey("trainee.id"), primary_key=True)
    standard_id: Mapped[int] = mapped_column(
        ForeignKey("standard.id"), primary_key=True, index=True
    )
    scope: Mapped[ClaimScope] = mapped_column(
        Enum(ClaimScope, native_enum=False, values_callable=lambda e: [m.value for m in e]),
        primary_key=True,
    )
    subject: Mapped[int] = mapped_column(primary_key=True)  # id of the task or duty, level, 0
    probability: Mapped[float]  # P(claim)
    status: Mapped[str]
    met_count: Mapped[int]  # competencies of the claim that are 達標
    competency_count: Mapped[int]
    last_evidence_at: Mapped[datetime | None]
    rule_version: Mapped[str]
