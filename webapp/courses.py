"""From an official document to an open course: what pages, command line and demonstration share."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from curriculum.icap.commands import (
    accept_all_proposals,
    accept_differences,
    import_document,
    receive_document,
)
from curriculum.icap.queries import Review, get_review
from curriculum.icap.reading import Reading
from curriculum.modules.commands import make_course
from curriculum.standards.queries import StandardOutline, get_outline
from quizzes.delivery.commands import offer_quizzes
from quizzes.items.commands import LoadedBank, load_bank
from quizzes.items.formats.yaml_bank import Bank
from quizzes.mastery.recalibration import recalibrate
from quizzes.panels.commands import record_panel
from webapp.shipped import shipped_panel


@dataclass(frozen=True, slots=True)
class Imported:
    """A standard with its course open, and what was decided on the way."""

    standard: StandardOutline
    review: Review
    accepted: Sequence[int]  # the numbers of the findings decided as proposed just now
    is_new: bool


def open_course(session: Session, *, standard_code: str) -> StandardOutline:
    """Give every K and S of a standard its module and its quizzes, with content or without."""
    standard = get_outline(session, standard_code)
    make_course(session, standard=standard)
    offer_quizzes(session, standard=standard)
    return standard


def import_as_proposed(
    session: Session,
    *,
    content: bytes,
    reading: Reading,
    because: str = "",
    by: str,
    now: datetime,
) -> Imported:
    """Import a document with every finding decided as proposed, and open its course.

    `because` is why its counts may differ from the document, where the platform knows no reason.
    """
    source = receive_document(session, content=content, reading=reading, by=by, now=now)
    is_new = source.standard_id is None
    accepted = accept_all_proposals(session, source=source, by=by, now=now) if is_new else ()
    if is_new and because:
        accept_differences(session, source=source, because=because, by=by, now=now)
    standard = import_document(session, source=source, by=by, now=now)
    return Imported(
        standard=open_course(session, standard_code=standard.code),
        review=get_review(session, source.public_id),
        accepted=[decision.finding for decision in accepted],
        is_new=is_new,
    )


def publish_banks(
    session: Session, *, standard: StandardOutline, banks: Iterable[Bank], by: str, now: datetime
) -> Mapping[str, LoadedBank]:
    """Publish the items of banks, keep what the panel said of new versions, and calibrate."""
    loaded: dict[str, LoadedBank] = {}
    ratings: dict[str, Mapping[int, Sequence[float]]] = {}
    for bank in banks:
        ratings |= {item.attributes.code: item.attributes.angoff for item in bank.items}
        loaded[bank.competency] = load_bank(
            session,
            standard=standard,
            competency_code=bank.competency,
            contents=bank.items,
            by=by,
            now=now,
        )
    panel = shipped_panel(standard.code)
    if panel:
        record_panel(session, standard_id=standard.id, head=panel, ratings=ratings, by=by, now=now)
    recalibrate(session, standard=standard, by=by, now=now)
    return loaded
