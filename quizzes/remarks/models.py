"""What trainees say of items as they were put to them, and what they were answered."""

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from curriculum.database import Base, choice_of
from quizzes.delivery.models import AttemptItem
from quizzes.remarks.terms import Outcome, RemarkKind
from quizzes.trainees.models import Trainee


class Remark(Base):
    """What a trainee says of one item of an own attempt; rows are only ever added."""

    __tablename__ = "remark"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(unique=True)
    attempt_item_id: Mapped[int] = mapped_column(ForeignKey("attempt_item.id"), index=True)
    trainee_id: Mapped[int] = mapped_column(ForeignKey("trainee.id"), index=True)  # who made it
    kind: Mapped[RemarkKind] = mapped_column(choice_of(RemarkKind))
    text: Mapped[str]
    made_at: Mapped[datetime]

    attempt_item: Mapped[AttemptItem] = relationship()
    trainee: Mapped[Trainee] = relationship()
    answers: Mapped[list["RemarkAnswer"]] = relationship(
        back_populates="remark", order_by="RemarkAnswer.number"
    )


class RemarkAnswer(Base):
    """What became of a remark, in words for who made it; the highest number counts."""

    __tablename__ = "remark_answer"
    __table_args__ = (UniqueConstraint("remark_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    remark_id: Mapped[int] = mapped_column(ForeignKey("remark.id"))
    number: Mapped[int]  # from 1
    outcome: Mapped[Outcome] = mapped_column(choice_of(Outcome))
    words: Mapped[str]
    answered_at: Mapped[datetime]
    answered_by: Mapped[str]  # login

    remark: Mapped[Remark] = relationship(back_populates="answers")


class AnswerReading(Base):
    """Who made the remark has taken note of this answer."""

    __tablename__ = "answer_reading"

    remark_answer_id: Mapped[int] = mapped_column(ForeignKey("remark_answer.id"), primary_key=True)
    read_at: Mapped[datetime]
