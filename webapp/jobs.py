"""What happens without anybody asking: attempts whose time is over are handed in."""

import threading
import time
from random import Random

from flask import Flask
from sqlalchemy.exc import SQLAlchemyError

from curriculum.errors import DomainError
from quizzes.delivery.queries import get_attempt_to_close, list_overdue_attempts
from quizzes.sittings.commands import BY_DEADLINE, close_if_overdue
from webapp.audit.commands import record_act
from webapp.clock import now
from webapp.extensions import db

SECONDS_BETWEEN = 5.0
MOST_AT_ONCE = 50


def hand_in_what_is_over(app: Flask) -> int:
    """Hand in the attempts whose time is over, each in a transaction of its own; count them."""
    handed_in = 0
    with app.app_context():
        session = db.session()
        session.connection(execution_options={"reads_only": True})
        for attempt_id in list_overdue_attempts(session, now=now(), limit=MOST_AT_ONCE):
            db.session.rollback()
            try:
                handed_in += _hand_in(attempt_id)
            except (DomainError, SQLAlchemyError):
                db.session.rollback()
                app.logger.exception("attempt %s could not be handed in", attempt_id)
        db.session.rollback()
    return handed_in


def _hand_in(attempt_id: str) -> bool:
    """Hand in one attempt if it is still open and its time is still over."""
    session = db.session()
    session.connection(execution_options={"reads_only": False})
    attempt = get_attempt_to_close(session, attempt_id)
    is_closed = close_if_overdue(session, attempt=attempt, now=now())
    if is_closed:
        record_act(
            session,
            actor=BY_DEADLINE,
            roles=(),
            action="attempt.hand_in",
            subject_kind="attempt",
            subject=attempt_id,
            now=now(),
        )
    db.session.commit()
    return is_closed


def start_jobs(app: Flask) -> None:
    """Do the jobs in a thread of this process until it ends.

    Every process of the server may run them: a hand-in happens once, whoever comes first.
    """
    random = Random()  # noqa: S311 (processes take turns by chance)

    def work() -> None:
        while True:
            time.sleep(SECONDS_BETWEEN * random.uniform(0.5, 1.5))
            try:
                hand_in_what_is_over(app)
            except Exception:
                app.logger.exception("a job failed")

    threading.Thread(target=work, name="callboard jobs", daemon=True).start()
