"""The competency standard 職能基準 as the platform keeps it."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Enum, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from curriculum.database import Base


class CompetencyKind(StrEnum):
    """What a competency is: knowledge 知識, skill 技能 or attitude 態度."""

    KNOWLEDGE = "K"
    SKILL = "S"
    ATTITUDE = "A"


class Standard(Base):
    """One version of one competency standard; its code names both."""

    __tablename__ = "standard"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    version: Mapped[str]
    name: Mapped[str]
    description: Mapped[str]
    level: Mapped[int | None]  # 基準級別, 1 to 6
    versions: Mapped[list[Any]]  # the version table as printed, newest first
    job_categories: Mapped[list[Any]]  # 職類別: name, code
    occupations: Mapped[list[Any]]  # 職業別
    industries: Mapped[list[Any]]  # 行業別
    prerequisites: Mapped[list[Any]]
    supplements: Mapped[list[Any]]
    update_log: Mapped[list[Any]]
    imported_at: Mapped[datetime]

    duties: Mapped[list["Duty"]] = relationship(
        back_populates="standard", order_by="Duty.position", cascade="all, delete-orphan"
    )
    competencies: Mapped[list["Competency"]] = relationship(
        back_populates="standard", order_by="Competency.position", cascade="all, delete-orphan"
    )


class Duty(Base):
    """工作職責: a group of tasks."""

    __tablename__ = "duty"
    __table_args__ = (UniqueConstraint("standard_id", "code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    standard_id: Mapped[int] = mapped_column(ForeignKey("standard.id", ondelete="CASCADE"))
    code: Mapped[str]
    title: Mapped[str]
    position: Mapped[int]

    standard: Mapped[Standard] = relationship(back_populates="duties")
    tasks: Mapped[list["Task"]] = relationship(
        back_populates="duty", order_by="Task.position", cascade="all, delete-orphan"
    )


class Task(Base):
    """工作任務: what a person does; its code may be printed twice in one standard."""

    __tablename__ = "task"

    id: Mapped[int] = mapped_column(primary_key=True)
    duty_id: Mapped[int] = mapped_column(ForeignKey("duty.id", ondelete="CASCADE"), index=True)
    code: Mapped[str]
    title: Mapped[str]
    position: Mapped[int]  # over the whole standard

    duty: Mapped[Duty] = relationship(back_populates="tasks")
    outputs: Mapped[list["Output"]] = relationship(
        back_populates="task", order_by="Output.position", cascade="all, delete-orphan"
    )
    blocks: Mapped[list["Block"]] = relationship(
        back_populates="task", order_by="Block.position", cascade="all, delete-orphan"
    )


class Output(Base):
    """工作產出: what a task leaves behind, preferably a document."""

    __tablename__ = "output"

    id: Mapped[int] = mapped_column(primary_key=True)
    task_id: Mapped[int] = mapped_column(ForeignKey("task.id", ondelete="CASCADE"), index=True)
    code: Mapped[str]
    printed_code: Mapped[str | None]  # where the document prints another form
    title: Mapped[str]
    position: Mapped[int]

    task: Mapped[Task] = relationship(back_populates="outputs")


class Block(Base):
    """A part of a task with its own level 職能級別, indicators, knowledge and skills."""

    __tablename__ = "block"

    id: Mapped[int] = mapped_column(primary_key=True)
    task_id: Mapped[int] = mapped_column(ForeignKey("task.id", ondelete="CASCADE"), index=True)
    level: Mapped[int | None]  # 1 to 6; None where the document's cell cannot be read
    position: Mapped[int]

    task: Mapped[Task] = relationship(back_populates="blocks")
    indicators: Mapped[list["Indicator"]] = relationship(
        back_populates="block", order_by="Indicator.position", cascade="all, delete-orphan"
    )
    links: Mapped[list["BlockCompetency"]] = relationship(
        back_populates="block", order_by="BlockCompetency.position", cascade="all, delete-orphan"
    )


class Indicator(Base):
    """行為指標: the criterion by which a task is judged done."""

    __tablename__ = "indicator"

    id: Mapped[int] = mapped_column(primary_key=True)
    block_id: Mapped[int] = mapped_column(ForeignKey("block.id", ondelete="CASCADE"), index=True)
    code: Mapped[str]
    printed_code: Mapped[str | None]
    text: Mapped[str]
    position: Mapped[int]

    block: Mapped[Block] = relationship(back_populates="indicators")


class Competency(Base):
    """One K, S or A of one standard; its code means nothing outside that standard."""

    __tablename__ = "competency"
    __table_args__ = (UniqueConstraint("standard_id", "code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    standard_id: Mapped[int] = mapped_column(ForeignKey("standard.id", ondelete="CASCADE"))
    kind: Mapped[CompetencyKind] = mapped_column(
        Enum(CompetencyKind, native_enum=False, values_callable=lambda e: [m.value for m in e])
    )
    code: Mapped[str | None]  # None for an attitude that is printed without one
    name: Mapped[str]
    description: Mapped[str]  # "" where the document prints none
    aliases: Mapped[list[Any]]  # other names that the document prints for this code
    is_critical: Mapped[bool] = mapped_column(default=False)  # a gap here bars every claim
    position: Mapped[int]

    standard: Mapped[Standard] = relationship(back_populates="competencies")
    links: Mapped[list["BlockCompetency"]] = relationship(
        back_populates="competency", cascade="all, delete-orphan"
    )


class BlockCompetency(Base):
    """A block asks for a competency."""

    __tablename__ = "block_competency"

    block_id: Mapped[int] = mapped_column(
        ForeignKey("block.id", ondelete="CASCADE"), primary_key=True
    )
    competency_id: Mapped[int] = mapped_column(
        ForeignKey("competency.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    printed_name: Mapped[str]  # the name as this block prints it
    position: Mapped[int]

    block: Mapped[Block] = relationship(back_populates="links")
    competency: Mapped[Competency] = relationship(back_populates="links")
