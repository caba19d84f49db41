"""Course modules: what teaches one competency."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from curriculum.database import Base
from curriculum.standards.models import Competency


class CourseModule(Base):
    """What teaches one K or S: its lesson, its place in the course and the time it takes."""

    __tablename__ = "course_module"

    id: Mapped[int] = mapped_column(primary_key=True)
    competency_id: Mapped[int] = mapped_column(
        ForeignKey("competency.id", ondelete="CASCADE"), unique=True
    )
    position: Mapped[int]  # order of study, by task and dependency
    lesson: Mapped[str]  # Markdown; "" where none is written yet
    estimated_minutes: Mapped[int]
    requires: Mapped[list[Any]]  # codes of competencies to be studied before
    revised_at: Mapped[datetime | None]  # when the lesson last changed

    competency: Mapped[Competency] = relationship()
