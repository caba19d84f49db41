"""Putting items into service and taking them out, with what that changes for trainees."""

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy.orm import Session

from curriculum.standards.queries import StandardOutline, get_outline_by_id
from quizzes.items.commands import publish_draft, retire_item, save_draft
from quizzes.mastery.commands import rebuild_mastery
from quizzes.mastery.queries import assessable_levels, list_measured_trainees

if TYPE_CHECKING:
    from quizzes.items.models import Item, ItemVersion


def publish(  # noqa: PLR0913 (whose item, and what stands in it)
    session: Session,
    *,
    standard: StandardOutline,
    competency_id: int,
    item: "Item | None",
    mapping: Mapping[str, Any],
    by: str,
    now: datetime,
) -> "ItemVersion":
    """Save a wording and put it into service in place of the one before."""
    before = assessable_levels(session, standard)
    version = save_draft(
        session, competency_id=competency_id, item=item, mapping=mapping, by=by, now=now
    )
    publish_draft(session, version=version, by=by, now=now)
    _measure_anew(session, standard, before)
    return version


def retire(session: Session, item: "Item", *, by: str, now: datetime) -> None:
    """Take an item out of service."""
    standard = get_outline_by_id(session, item.competency.standard_id)
    before = assessable_levels(session, standard)
    retire_item(session, item=item, by=by, now=now)
    _measure_anew(session, standard, before)


def _measure_anew(session: Session, standard: StandardOutline, before: Mapping[str, int]) -> None:
    """Measure every trainee anew where another set of competencies can be assessed.

    The claims of a task count a competency without items apart; with its first item the claims of
    everybody change at once.
    """
    if assessable_levels(session, standard) != before:
        measured = list_measured_trainees(session, standard_id=standard.id)
        rebuild_mastery(session, standard=standard, trainee_ids=measured)
