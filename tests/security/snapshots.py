"""What the database holds, as one hash a table."""

from hashlib import sha256

from sqlalchemy import select

from webapp.tables import METADATA

# A request renews its own session, and a look at a person's results is itself recorded.
MOVING = {"login_session", "throttle", "audit_entry"}


def snapshot(connection) -> dict[str, str]:
    """Return the hash of every table's rows, those aside that any request may add to."""
    return {
        name: sha256(
            repr(sorted(map(repr, connection.execute(select(table)).all()))).encode()
        ).hexdigest()
        for name, table in METADATA.tables.items()
        if name not in MOVING
    }


def changed(before: dict[str, str], after: dict[str, str]) -> list[str]:
    """Return the tables that are not what they were."""
    return [name for name in before if before[name] != after[name]]
