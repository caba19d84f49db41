"""The people measured, and the classes in which they learn."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from curriculum.database import Base


class Trainee(Base):
    """A person whose mastery is measured; a login is another matter."""

    __tablename__ = "trainee"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    number: Mapped[str | None] = mapped_column(unique=True)  # 學員編號
    created_at: Mapped[datetime]

    enrolments: Mapped[list["Enrolment"]] = relationship(back_populates="trainee")


class Cohort(Base):
    """班級: people who train for one standard together."""

    __tablename__ = "cohort"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(unique=True)
    standard_id: Mapped[int] = mapped_column(ForeignKey("standard.id"), index=True)
    name: Mapped[str]
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    created_at: Mapped[datetime]

    enrolments: Mapped[list["Enrolment"]] = relationship(back_populates="cohort")


class Enrolment(Base):
    """A trainee belongs to a cohort, from one day to another."""

    __tablename__ = "enrolment"
    __table_args__ = (UniqueConstraint("cohort_id", "trainee_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    cohort_id: Mapped[int] = mapped_column(ForeignKey("cohort.id"))
    trainee_id: Mapped[int] = mapped_column(ForeignKey("trainee.id"), index=True)
    enrolled_on: Mapped[date]
    left_on: Mapped[date | None]

    cohort: Mapped[Cohort] = relationship(back_populates="enrolments")
    trainee: Mapped[Trainee] = relationship(back_populates="enrolments")
