"""What must hold of the data after any fault."""

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from quizzes.delivery.models import Attempt, AttemptItem, HandIn, Response
from quizzes.delivery.queries import latest_responses
from quizzes.delivery.terms import AttemptState
from quizzes.grading.models import Mark
from quizzes.items import kinds
from quizzes.items.reading import stored_item
from tests.faults.clients import Writer
from tests.faults.instance import Instance, database_of
from tests.journeys.serving import run
from webapp.audit.models import AuditEntry
from webapp.audit.queries import find_broken_entry


def require_sound(instance: Instance, writers: list[Writer]) -> None:
    """Refuse data that lost something acknowledged, or that hold half of anything."""
    with database_of(instance) as session:
        require_whole_database(session)
        require_everything_acknowledged(session, writers)
        require_whole_hand_ins(session)
        assert find_broken_entry(session) is None
    printed = run(instance.folder, "mastery", "rebuild", "--check", DATABASE_URL=instance.address)
    assert printed.strip().endswith(" 0 differences")


def require_whole_database(session: Session) -> None:
    """Refuse a SQLite file that is damaged."""
    if session.get_bind().dialect.name == "sqlite":
        assert session.execute(text("PRAGMA integrity_check")).all() == [("ok",)]
        assert session.execute(text("PRAGMA foreign_key_check")).all() == []


def require_everything_acknowledged(session: Session, writers: list[Writer]) -> None:
    """Refuse data without an answer, or a hand-in, of which the server said that it is stored."""
    rows = session.execute(
        select(
            Attempt.public_id,
            AttemptItem.position,
            Response.seq,
            AttemptItem.presentation,
            Response.response,
        )
        .join(AttemptItem, AttemptItem.attempt_id == Attempt.id)
        .join(Response, Response.attempt_item_id == AttemptItem.id)
    )
    stored = {(a, p, seq): (presentation, held) for a, p, seq, presentation, held in rows}
    lost = []
    for writer in writers:
        for place, answer in writer.acknowledged.items():
            presentation, held = stored.get(place, (None, None))
            if held is None or held != kinds.read_response(presentation, answer):
                lost.append((writer.login, place))
    assert lost == []
    closed = select(Attempt.public_id).where(Attempt.state == AttemptState.HANDED_IN)
    assert {each for writer in writers for each in writer.handed_in} <= set(session.scalars(closed))


def require_whole_hand_ins(session: Session) -> None:
    """Refuse half a hand-in, and a mark that the stored answer does not earn."""
    receipts = set(session.scalars(select(HandIn.attempt_id)))
    for attempt in session.scalars(select(Attempt)):
        is_closed = attempt.state is AttemptState.HANDED_IN
        assert is_closed == (attempt.id in receipts) == (attempt.handed_in_at is not None)
        ids = [item.id for item in attempt.items]
        marks = session.scalars(select(Mark).where(Mark.attempt_item_id.in_(ids))).all()
        assert sorted(mark.attempt_item_id for mark in marks) == (ids if is_closed else [])
        latest = latest_responses(session, ids)
        by_id = {item.id: item for item in attempt.items}
        for mark in marks:
            item, answer = by_id[mark.attempt_item_id], latest.get(mark.attempt_item_id)
            assert mark.response_seq == (answer[0] if answer else None)
            content = stored_item(item.item_version.content)
            earned = kinds.score(content, item.presentation, answer[1]) if answer else 0.0
            assert mark.score == earned
        acts = [AuditEntry.subject == attempt.public_id, AuditEntry.action == "attempt.hand_in"]
        recorded = session.scalar(select(func.count(AuditEntry.id)).where(*acts))
        assert recorded == is_closed


def count_hand_ins(instance: Instance) -> int:
    """Return how many attempts were handed in."""
    with database_of(instance) as session:
        return session.scalar(select(func.count()).select_from(HandIn))
