"""Counting the SQL statements of a page."""

from contextlib import contextmanager

from sqlalchemy import event

MOST = 12


@contextmanager
def counted(connection):
    """Collect the statements that are run meanwhile, savepoints aside."""
    statements = []

    def count(_connection, _cursor, statement, *_rest):
        if not statement.startswith(("SAVEPOINT", "RELEASE", "ROLLBACK")):
            statements.append(statement)

    event.listen(connection, "before_cursor_execute", count)
    try:
        yield statements
    finally:
        event.remove(connection, "before_cursor_execute", count)
