"""store attempts in less room: moments as numbers on SQLite, presentations packed."""

import sqlalchemy as sa
from alembic import op

from curriculum.database import packed, unpacked

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

BATCH = 500
TO_NUMBER = (
    "CAST(strftime('%s', substr({0}, 1, 19)) AS INTEGER) * 1000000"
    " + CAST(substr({0} || '.000000', 21, 6) AS INTEGER)"
)
TO_TEXT = (
    "strftime('%Y-%m-%d %H:%M:%S', {0} / 1000000, 'unixepoch') || printf('.%06d', {0} % 1000000)"
)


def upgrade() -> None:
    _rewrite_presentations(sa.JSON(), sa.LargeBinary(), packed)
    if op.get_bind().dialect.name == "sqlite":
        _rewrite_moments(TO_NUMBER, "text")


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        _rewrite_moments(TO_TEXT, "integer")
    _rewrite_presentations(sa.LargeBinary(), sa.JSON(), unpacked)


def _rewrite_presentations(old: sa.types.TypeEngine, new: sa.types.TypeEngine, rewrite) -> None:
    """Fill a second column from the first, some rows at a time, and let it take the name.

    The table itself stays: answers and marks refer to it.
    """
    default = "''" if isinstance(new, sa.LargeBinary) else "'{}'"
    column = sa.Column("rewritten", new, nullable=False, server_default=sa.text(default))
    op.add_column("attempt_item", column)
    connection = op.get_bind()
    table = sa.table(
        "attempt_item",
        sa.column("id", sa.Integer()),
        sa.column("presentation", old),
        sa.column("rewritten", new),
    )
    last = 0
    while rows := connection.execute(
        sa.select(table.c.id, table.c.presentation)
        .where(table.c.id > last)
        .order_by(table.c.id)
        .limit(BATCH)
    ).all():
        last = rows[-1].id
        connection.execute(
            table.update()
            .where(table.c.id == sa.bindparam("key"))
            .values(rewritten=sa.bindparam("value")),
            [{"key": row.id, "value": rewrite(row.presentation)} for row in rows],
        )
    op.drop_column("attempt_item", "presentation")
    op.execute("ALTER TABLE attempt_item RENAME COLUMN rewritten TO presentation")
    if connection.dialect.name != "sqlite":
        op.alter_column("attempt_item", "presentation", server_default=None)


def _rewrite_moments(expression: str, kind: str) -> None:
    """Rewrite every moment of every table; history allows it while its triggers are away."""
    connection = op.get_bind()
    triggers = connection.execute(
        sa.text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
    ).all()
    for name, _ in triggers:
        op.execute(f"DROP TRIGGER {name}")
    inspector = sa.inspect(connection)
    for table in inspector.get_table_names():
        for column in inspector.get_columns(table):
            if isinstance(column["type"], sa.DateTime):
                name = f'"{column["name"]}"'
                op.execute(
                    f"UPDATE {table} SET {name} = {expression.format(name)} "
                    f"WHERE typeof({name}) = '{kind}'"
                )
    for _, sql in triggers:
        op.execute(sql)
