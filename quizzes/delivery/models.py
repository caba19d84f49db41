"""Tables of delivery: the quiz on offer, each attempt at it, and what was answered."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from curriculum.database import Base, PackedJson, choice_of
from curriculum.standards.models import Competency, Standard, Task
from quizzes.delivery.terms import AttemptState, LatePolicy, Purpose, Reveal
from quizzes.items.models import ItemVersion
from quizzes.trainees.allowances import TimeAllowance
from quizzes.trainees.models import Trainee

_WHOLE_STANDARD = "competency_id IS NULL AND task_id IS NULL AND level IS NULL"


class Quiz(Base):
    """A quiz on offer: one purpose, what it asks about, its settings.

    It asks about one competency, one task, one level with those below it, or the whole standard.
    """

    __tablename__ = "quiz"
    __table_args__ = (
        UniqueConstraint("purpose", "competency_id"),
        UniqueConstraint("purpose", "task_id"),
        Index(
            "uq_quiz_whole_standard",
            "standard_id",
            "purpose",
            unique=True,
            sqlite_where=text(_WHOLE_STANDARD),
            postgresql_where=text(_WHOLE_STANDARD),
        ),
        Index("uq_quiz_level", "standard_id", "purpose", "level", unique=True),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(unique=True)
    standard_id: Mapped[int] = mapped_column(ForeignKey("standard.id"), index=True)
    purpose: Mapped[Purpose] = mapped_column(choice_of(Purpose))
    competency_id: Mapped[int | None] = mapped_column(ForeignKey("competency.id"))
    task_id: Mapped[int | None] = mapped_column(ForeignKey("task.id"))
    level: Mapped[int | None]
    rule: Mapped[str]  # stopping rule: "recommended" or "economical"
    item_minimum: Mapped[int]  # items before an adaptive one may stop; items of a practice or task
    item_maximum: Mapped[int]
    attempts_allowed: Mapped[int | None]  # None: any number
    time_limit_minutes: Mapped[int | None]  # None: no limit
    reveal: Mapped[Reveal] = mapped_column(choice_of(Reveal))
    opens_at: Mapped[datetime | None]
    closes_at: Mapped[datetime | None]
    late_policy: Mapped[LatePolicy] = mapped_column(choice_of(LatePolicy), default=LatePolicy.ASK)
    is_offered: Mapped[bool] = mapped_column(default=True)

    competency: Mapped[Competency | None] = relationship()
    task: Mapped[Task | None] = relationship()
    standard: Mapped[Standard] = relationship()


class Attempt(Base):
    """One trainee's sitting of one quiz, with the settings that held when it began."""

    __tablename__ = "attempt"
    __table_args__ = (
        UniqueConstraint("trainee_id", "quiz_id", "number"),
        Index(
            "uq_attempt_open",
            "trainee_id",
            "quiz_id",
            unique=True,
            sqlite_where=text("state = 'open'"),
            postgresql_where=text("state = 'open'"),
        ),
        Index(
            "ix_attempt_deadline",  # what ends by itself next
            "deadline_at",
            sqlite_where=text("state = 'open'"),
            postgresql_where=text("state = 'open'"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(unique=True)
    quiz_id: Mapped[int] = mapped_column(ForeignKey("quiz.id"), index=True)
    trainee_id: Mapped[int] = mapped_column(ForeignKey("trainee.id"))
    number: Mapped[int]  # from 1, for this trainee and quiz
    seed: Mapped[int] = mapped_column(BigInteger)  # of every choice made for this attempt
    state: Mapped[AttemptState] = mapped_column(choice_of(AttemptState))
    reveal: Mapped[Reveal] = mapped_column(choice_of(Reveal))
    rule: Mapped[str]
    item_minimum: Mapped[int]
    item_maximum: Mapped[int]
    late_policy: Mapped[LatePolicy] = mapped_column(choice_of(LatePolicy), default=LatePolicy.ASK)
    calibration: Mapped[int] = mapped_column(default=0)  # in force when its items were chosen
    time_limit_minutes: Mapped[int | None]
    closes_at: Mapped[datetime | None]  # when the quiz closes for those with standard time
    allowance: Mapped[TimeAllowance] = mapped_column(
        choice_of(TimeAllowance), default=TimeAllowance.STANDARD
    )
    started_at: Mapped[datetime]  # or prepared, as long as the quiz has not opened
    # Follow from the above and from what happened to the time: quizzes.delivery.deadlines.
    deadline_at: Mapped[datetime | None]
    paused_at: Mapped[datetime | None]
    handed_in_at: Mapped[datetime | None]

    quiz: Mapped[Quiz] = relationship()
    trainee: Mapped[Trainee] = relationship()
    items: Mapped[list["AttemptItem"]] = relationship(
        back_populates="attempt", order_by="AttemptItem.position"
    )


class AttemptItem(Base):
    """One item version as it was put to the trainee: options in this order, these variables."""

    __tablename__ = "attempt_item"
    __table_args__ = (UniqueConstraint("attempt_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    attempt_id: Mapped[int] = mapped_column(ForeignKey("attempt.id"))
    position: Mapped[int]  # from 1
    item_version_id: Mapped[int] = mapped_column(ForeignKey("item_version.id"), index=True)
    presentation: Mapped[dict[str, Any]] = mapped_column(PackedJson)
    is_first_exposure: Mapped[bool]  # only first exposures are evidence
    shown_at: Mapped[datetime]
    confirmed_at: Mapped[datetime | None]  # set once; after it the answer stands
    is_flagged: Mapped[bool] = mapped_column(default=False)

    attempt: Mapped[Attempt] = relationship(back_populates="items")
    item_version: Mapped[ItemVersion] = relationship()


class Response(Base):
    """One saved answer; rows are only ever added, and the highest `seq` counts."""

    __tablename__ = "response"

    attempt_item_id: Mapped[int] = mapped_column(ForeignKey("attempt_item.id"), primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    response: Mapped[dict[str, Any]]
    saved_at: Mapped[datetime]
    chosen_at: Mapped[datetime | None]  # as the device tells it; decides nothing by itself


class HandIn(Base):
    """The one hand-in of an attempt, with the key and the reply that every retry gets again."""

    __tablename__ = "hand_in"

    attempt_id: Mapped[int] = mapped_column(ForeignKey("attempt.id"), primary_key=True)
    idempotency_key: Mapped[str]
    reply: Mapped[dict[str, Any]]
    handed_in_at: Mapped[datetime]
    handed_in_by: Mapped[str]  # the trainee's login, or "deadline"
