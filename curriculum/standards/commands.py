"""Changing what an institution decides about a standard; the document itself never changes."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from curriculum.errors import NotFoundError
from curriculum.standards.models import Competency
from curriculum.standards.queries import MEASURED, forget_outlines


@dataclass(frozen=True, slots=True)
class CriticalChange:
    """Which competencies became critical and which are so no more, by code in order."""

    added: tuple[str, ...]
    removed: tuple[str, ...]


def mark_critical(
    session: Session, *, standard_id: int, codes: Collection[str]
) -> CriticalChange | None:
    """Let exactly these K and S be critical; return what that changed, None for nothing.

    Raises NotFoundError for a code that is no K or S of the standard. It counts from the next
    calibration on (quizzes/mastery/recalibration.py).
    """
    rows = session.scalars(
        select(Competency)
        .where(Competency.standard_id == standard_id, Competency.kind.in_(MEASURED))
        .order_by(Competency.position)
    ).all()
    unknown = sorted(set(codes) - {row.code for row in rows})
    if unknown:
        named = "、".join(unknown)
        raise NotFoundError(
            f"職能基準裡沒有 {named}。", f"The standard has no {', '.join(unknown)}."
        )
    changed = [row for row in rows if row.is_critical != (row.code in codes)]
    for row in changed:
        row.is_critical = not row.is_critical
    session.flush()
    forget_outlines(session)
    if not changed:
        return None
    return CriticalChange(
        added=tuple([row.code or "" for row in changed if row.is_critical]),
        removed=tuple([row.code or "" for row in changed if not row.is_critical]),
    )
