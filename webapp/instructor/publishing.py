"""What a change of the items in service means for those who were measured."""

from flask import current_app
from sqlalchemy.exc import SQLAlchemyError

from webapp.extensions import db
from webapp.measuring import measure_outdated


def measure_whom_it_concerns(standard_code: str) -> None:
    """Measure everybody whose claims count other competencies than before.

    The claims of a task count a competency without items apart; with its first item the claims of
    everybody change. The change itself stands by now: whom this leaves out is measured at night.
    """
    try:
        measure_outdated(standard_code)
    except SQLAlchemyError:
        db.session.rollback()
        current_app.logger.exception("not everybody could be measured after a change of items")
