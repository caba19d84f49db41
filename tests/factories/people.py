"""People for tests."""

import secrets
from collections.abc import Collection
from datetime import UTC, datetime

from sqlalchemy.orm import Session

from quizzes.trainees.models import Trainee
from webapp.accounts.commands import add_user
from webapp.accounts.models import User
from webapp.permissions import Role

MOMENT = datetime(2026, 9, 1, 9, 0, tzinfo=UTC)


def add_trainee(session: Session, name: str = "林予安") -> Trainee:
    """Add a person who is measured."""
    trainee = Trainee(public_id=secrets.token_urlsafe(16), name=name, created_at=MOMENT)
    session.add(trainee)
    session.flush()
    return trainee


def add_login(session: Session, roles: Collection[Role], **fields) -> tuple[User, str]:
    """Add a login; a trainee's login is tied to a person who is measured."""
    password = "a long enough password"
    login = fields.pop("login", f"{'-'.join(roles)}-{secrets.token_hex(4)}")
    name = fields.pop("name", "林予安")
    if Role.TRAINEE in roles and "trainee_id" not in fields:
        fields["trainee_id"] = add_trainee(session, name).id
    user = add_user(
        session, login=login, name=name, password=password, roles=roles, now=MOMENT, **fields
    )
    return user, password
