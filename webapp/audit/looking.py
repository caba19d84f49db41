"""Recording that somebody looked at a person's results.

A page is read in a transaction that may not write. The look is recorded after the page is
rendered, in a short transaction of its own that begins once the reading one has ended: on SQLite
a reader would keep a writer of the same request waiting for ever.
"""

from flask_login import current_user

from webapp.audit.commands import record_act
from webapp.clock import now
from webapp.extensions import db


def record_look(action: str, subject_kind: str, subject: str, **detail: object) -> None:
    """Record a look of the person who is signed in; nothing of the page may be read after it."""
    actor, roles = str(current_user.login), current_user.role_set
    db.session.rollback()
    session = db.session()
    session.connection(execution_options={"reads_only": False})
    record_act(
        session,
        actor=actor,
        roles=roles,
        action=action,
        subject_kind=subject_kind,
        subject=subject,
        detail=detail,
        now=now(),
    )
    session.commit()
