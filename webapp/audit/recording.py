"""Recording what the person who is signed in does, in the transaction of the act."""

from flask_login import current_user

from webapp.audit.commands import record_act
from webapp.clock import now
from webapp.extensions import db


def record_own_act(action: str, subject_kind: str, subject: str, **detail: object) -> None:
    """Add an act of the person who is signed in to the audit trail."""
    record_act(
        db.session(),
        actor=current_user.login,
        roles=current_user.role_set,
        action=action,
        subject_kind=subject_kind,
        subject=subject,
        detail=detail,
        now=now(),
    )
