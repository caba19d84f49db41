"""What happens without anybody asking.

Attempts whose time is over are handed in; at night each standard is calibrated that wants it.
"""

import threading
import time
from datetime import datetime, timedelta
from random import Random

from flask import Flask
from sqlalchemy.exc import SQLAlchemyError

from curriculum.errors import DomainError
from quizzes.delivery.queries import get_attempt_to_close, list_overdue_attempts
from quizzes.sittings.commands import BY_DEADLINE, close_if_overdue
from webapp.audit.commands import record_act
from webapp.clock import TAIPEI, now
from webapp.extensions import db
from webapp.measuring import calibrate_where_wanted

SECONDS_BETWEEN = 5.0
MOST_AT_ONCE = 50
NIGHT_HOUR = 3
AT_NIGHT = "night"


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


def calibrate_at_night(app: Flask) -> None:
    """Calibrate what wants it; of processes that do it at once the first one's work stands."""
    with app.app_context():
        try:
            for name in calibrate_where_wanted(by=AT_NIGHT):
                app.logger.info("calibration %s made", name)
        except (DomainError, SQLAlchemyError):
            app.logger.exception("calibrating failed")
        finally:
            db.session.rollback()


def next_night(moment: datetime, minute: int) -> datetime:
    """Return when it is next that minute of the hour from three to four at night."""
    local = moment.astimezone(TAIPEI)
    night = local.replace(hour=NIGHT_HOUR, minute=minute, second=0, microsecond=0)
    return night if night > local else night + timedelta(days=1)


def start_jobs(app: Flask) -> None:
    """Do the jobs in a thread of this process until it ends.

    Every process of the server may run them: a hand-in happens once, whoever comes first.
    """
    random = Random()  # noqa: S311 (processes take turns by chance)

    def work() -> None:
        at_night = next_night(now(), random.randrange(60))
        while True:
            time.sleep(SECONDS_BETWEEN * random.uniform(0.5, 1.5))
            try:
                hand_in_what_is_over(app)
                if app.config["CALIBRATES_AT_NIGHT"] and now() >= at_night:
                    at_night = next_night(now(), random.randrange(60))
                    calibrate_at_night(app)
            except Exception:
                app.logger.exception("a job failed")

    threading.Thread(target=work, name="callboard jobs", daemon=True).start()
