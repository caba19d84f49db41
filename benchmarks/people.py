"""People who are made up, with sessions that are open already."""

import secrets
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256

from flask import Flask, g
from flask import session as web_session
from sqlalchemy.orm import Session

from curriculum.standards.queries import StandardOutline
from quizzes.trainees.commands import add_cohort, add_trainee, enrol
from webapp.accounts.models import LoginSession, User, UserRole
from webapp.clock import now, today
from webapp.csrf import masked_token
from webapp.permissions import Role


@dataclass(frozen=True, slots=True)
class Seated:
    """A trainee who is signed in, and what their browser sends."""

    trainee_id: int
    headers: dict[str, str]


def seat_people(
    app: Flask, session: Session, standard: StandardOutline, count: int
) -> list[Seated]:
    """Add so many trainees with a login and an open session each; the caller commits."""
    cohort = add_cohort(
        session,
        standard_id=standard.id,
        name="量測班",
        starts_on=today(),
        ends_on=today(),
        now=now(),
    )
    seated = []
    for number in range(count):
        trainee = add_trainee(session, name=f"學員 {number}", now=now())
        enrol(session, cohort=cohort, trainee=trainee, on=today())
        user = User(
            public_id=secrets.token_urlsafe(16),
            login=f"seated{number}",
            name=trainee.name,
            password_hash="",
            trainee_id=trainee.id,
            created_at=now(),
            roles=[UserRole(role=Role.TRAINEE.value)],
        )
        session.add(user)
        session.flush()
        seated.append(Seated(trainee.id, _signed_in(app, session, user)))
    return seated


def _signed_in(app: Flask, session: Session, user: User) -> dict[str, str]:
    """Open a session of a user; return the cookie and the token that go with it."""
    cookie = secrets.token_urlsafe(32)
    with app.test_request_context():
        for name in ("csrf_token", "masked_token"):
            g.pop(name, None)  # of the person before
        token = masked_token()
        content = {**web_session, "_user_id": str(user.id), "_fresh": True}
    session.add(
        LoginSession(
            id=sha256(cookie.encode()).hexdigest(),
            user_id=user.id,
            content=content,
            created_at=now(),
            seen_at=now(),
            expires_at=now() + timedelta(hours=12),
        )
    )
    return {"Cookie": f"session={cookie}", "X-CSRFToken": token, "Accept": "application/json"}
