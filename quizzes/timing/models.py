"""Tables of time: who gets how much, and what happened to the time of an attempt."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from curriculum.database import Base, choice_of
from quizzes.delivery.deadlines import TimeEventKind
from quizzes.trainees.allowances import TimeAllowance


class Accommodation(Base):
    """How much time a person gets from now on, and why; the newest counts."""

    __tablename__ = "accommodation"

    id: Mapped[int] = mapped_column(primary_key=True)
    trainee_id: Mapped[int] = mapped_column(ForeignKey("trainee.id"), index=True)
    allowance: Mapped[TimeAllowance] = mapped_column(choice_of(TimeAllowance))
    reason: Mapped[str]
    decided_at: Mapped[datetime]
    decided_by: Mapped[str]  # login


class TimeChange(Base):
    """One act on the time of one attempt: rows are only ever added."""

    __tablename__ = "time_change"

    id: Mapped[int] = mapped_column(primary_key=True)
    attempt_id: Mapped[int] = mapped_column(ForeignKey("attempt.id"), index=True)
    kind: Mapped[TimeEventKind] = mapped_column(choice_of(TimeEventKind))
    minutes: Mapped[int]  # of extra time; 0 for the other kinds
    reason: Mapped[str]
    happened_at: Mapped[datetime]
    decided_by: Mapped[str]  # login
