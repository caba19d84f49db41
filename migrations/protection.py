"""Database triggers that keep history: rows that are only added, and published wordings."""

from alembic import op

APPEND_ONLY = (
    "response",
    "hand_in",
    "mark",
    "finding_decision",
    "certificate",
    "certificate_event",
    "completion_report",
    "audit_entry",
)
FROZEN_COLUMNS = ("item_id", "number", "kind", "content", "content_sha256", "cognitive", "level")


_REFUSE_SQLITE = "BEGIN SELECT RAISE(ABORT, 'history is only added to'); END"
_REFUSE_POSTGRESQL = "EXECUTE FUNCTION refuse_change()"


def keep_rows(table: str) -> None:
    """Refuse every change and deletion of a table's rows."""
    is_postgresql = op.get_bind().dialect.name == "postgresql"
    refuse = f"FOR EACH ROW {_REFUSE_POSTGRESQL}" if is_postgresql else _REFUSE_SQLITE
    for act in ("update", "delete"):
        op.execute(f"CREATE TRIGGER keep_{table}_{act} BEFORE {act.upper()} ON {table} {refuse}")


def release_rows(table: str) -> None:
    """Let the rows of a table be changed again."""
    on = f" ON {table}" if op.get_bind().dialect.name == "postgresql" else ""
    for act in ("update", "delete"):
        op.execute(f"DROP TRIGGER IF EXISTS keep_{table}_{act}{on}")


def protect_history() -> None:
    """Refuse changes and deletions where history must stand."""
    if op.get_bind().dialect.name == "postgresql":
        _protect_postgresql()
    else:
        _protect_sqlite()


def unprotect_history() -> None:
    """Take the triggers away again."""
    for table in (*APPEND_ONLY, "item_version"):
        release_rows(table)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION IF EXISTS refuse_change()")


def _protect_sqlite() -> None:
    for table in APPEND_ONLY:
        keep_rows(table)
    refuse = _REFUSE_SQLITE
    changed = " OR ".join(f"NEW.{column} IS NOT OLD.{column}" for column in FROZEN_COLUMNS)
    op.execute(
        "CREATE TRIGGER keep_item_version_update BEFORE UPDATE ON item_version "
        f"WHEN OLD.published_at IS NOT NULL AND ({changed}) {refuse}"
    )
    op.execute(
        "CREATE TRIGGER keep_item_version_delete BEFORE DELETE ON item_version "
        f"WHEN OLD.published_at IS NOT NULL {refuse}"
    )


def _protect_postgresql() -> None:
    op.execute(
        "CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'history is only added to'; END $$"
    )
    for table in APPEND_ONLY:
        keep_rows(table)
    refuse = _REFUSE_POSTGRESQL
    changed = " OR ".join(
        f"NEW.{column}::text IS DISTINCT FROM OLD.{column}::text" for column in FROZEN_COLUMNS
    )
    op.execute(
        "CREATE TRIGGER keep_item_version_update BEFORE UPDATE ON item_version FOR EACH ROW "
        f"WHEN (OLD.published_at IS NOT NULL AND ({changed})) {refuse}"
    )
    op.execute(
        "CREATE TRIGGER keep_item_version_delete BEFORE DELETE ON item_version FOR EACH ROW "
        f"WHEN (OLD.published_at IS NOT NULL) {refuse}"
    )
