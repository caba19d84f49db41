"""Recording what an administrator does, in the transaction of the act."""

from flask_login import current_user

from webapp.audit.commands import record_act
from webapp.clock import now
from webapp.extensions import db


def record(action: str, kind: str, subject: str, **detail: object) -> None:
    """Add an act of the person who is signed in to the audit trail."""
    record_act(
        db.session(),
        actor=current_user.login,
        roles=current_user.role_set,
        action=action,
        subject_kind=kind,
        subject=subject,
        detail=detail,
        now=now(),
    )
