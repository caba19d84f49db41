"""Certificates and completion reports: frozen when issued, followed by events."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Enum, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from curriculum.database import Base
from quizzes.certification.terms import CertificateEventKind
from quizzes.trainees.models import Trainee


class Certificate(Base):
    """A statement about one trainee, with every printed field as it was on the day of issue."""

    __tablename__ = "certificate"
    __table_args__ = (
        # Two at once get the same edition, and the second is refused.
        UniqueConstraint("trainee_id", "standard_id", "scope", "subject", "edition"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(unique=True)  # 128 random bits, in the QR code
    number: Mapped[str] = mapped_column(unique=True)  # printed serial number
    trainee_id: Mapped[int] = mapped_column(ForeignKey("trainee.id"), index=True)
    standard_id: Mapped[int] = mapped_column(ForeignKey("standard.id"), index=True)
    cohort_id: Mapped[int | None] = mapped_column(ForeignKey("cohort.id"), index=True)
    scope: Mapped[str]  # of the claim: quizzes.mastery.rollup.ClaimScope
    subject: Mapped[str]
    edition: Mapped[int]  # from 1, for this trainee and claim; each replaces the one before
    printed: Mapped[dict[str, Any]]  # every field on the paper
    seal: Mapped[str]  # HMAC over the printed fields
    issued_at: Mapped[datetime]
    issued_by: Mapped[str]  # login
    valid_until: Mapped[date]

    trainee: Mapped[Trainee] = relationship()
    events: Mapped[list["CertificateEvent"]] = relationship(
        order_by="CertificateEvent.id", foreign_keys="CertificateEvent.certificate_id"
    )


class CertificateEvent(Base):
    """One step in the life of a certificate; only ever added."""

    __tablename__ = "certificate_event"

    id: Mapped[int] = mapped_column(primary_key=True)
    certificate_id: Mapped[int] = mapped_column(ForeignKey("certificate.id"), index=True)
    kind: Mapped[CertificateEventKind] = mapped_column(
        Enum(
            CertificateEventKind, native_enum=False, values_callable=lambda e: [m.value for m in e]
        )
    )
    happened_at: Mapped[datetime]
    by: Mapped[str]
    reason: Mapped[str]
    successor_id: Mapped[int | None] = mapped_column(ForeignKey("certificate.id"))


class CompletionReport(Base):
    """結訓報告: a cohort's results as they were when the report was issued."""

    __tablename__ = "completion_report"
    __table_args__ = (UniqueConstraint("cohort_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(unique=True)
    cohort_id: Mapped[int] = mapped_column(ForeignKey("cohort.id"), index=True)
    number: Mapped[int]  # from 1, for this cohort
    content: Mapped[dict[str, Any]]  # frozen: every figure on the paper
    sha256: Mapped[str]  # of the content
    issued_at: Mapped[datetime]
    issued_by: Mapped[str]
